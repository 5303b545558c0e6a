#!/bin/sh
# PuLP and HiGHS: warmStart, and any misspelt option, is dropped without a word.
#
# Expected: warmStart=True, which PuLP's other solvers take, starts from the values that were
# set, and a misspelt option is refused.
#
# Seen with PuLP 3.3.2 and highspy 1.12.0: pulp.HiGHS hands every name that it does not know to
# HiGHS and does not look at the answer. HiGHS knows neither; that stands in its log, which
# msg=False hides.
#
# Why it matters here: the peer models of the benchmark would be said to start warm and start
# cold, or run with a gap that was not wanted.
#
# Instead: no start is passed through PuLP, and options are set by names that HiGHS has
# (solver/backends/highs.py).

set -eu
name=pulp-highs-unknown-options
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
trap 'exit 1' HUP INT TERM
if ! "${PYTHON:-python3}" -m venv "$folder/venv" ||
    ! "$folder/venv/bin/python" -m pip install -qq --disable-pip-version-check --no-compile \
        --no-deps pulp==3.3.2 highspy==1.12.0 numpy==2.4.6; then
    echo "$name: cannot be tried here, its packages are missing"
    exit 2
fi
cd "$folder"

cat >program.py <<'END'
import subprocess
import sys

CODE = """
import sys, pulp
problem = pulp.LpProblem("cover")
x = [pulp.LpVariable(f"x{i}", 0, 1, cat="Integer") for i in range(3)]
problem += x[0] + 2 * x[1] + 2 * x[2]
problem += x[0] + x[1] + x[2] >= 2
for variable in x:
    variable.setInitialValue(1)
status = problem.solve(pulp.HiGHS(msg=sys.argv[1] == "log", warmStart=True, mip_rel_gab=0))
print("answer", pulp.LpStatus[status], pulp.value(problem.objective))
"""
for log in ("no log", "log"):
    done = subprocess.run([sys.executable, "-c", CODE, log], capture_output=True, text=True)
    lines = [line for line in done.stdout.splitlines() if "unknown" in line or "answer" in line]
    print(f"{log}:", *(" ".join(line.split()) for line in lines), sep="\n    ")
END

cat >expected <<'END'
no log:
    answer Optimal 3.0
log:
    ERROR: getOptionIndex: Option "warmStart" is unknown
    ERROR: getOptionIndex: Option "mip_rel_gab" is unknown
    answer Optimal 3.0
END

venv/bin/python program.py >seen || echo "the program failed" >>seen
if diff expected seen; then
    echo "$name: as described"
else
    echo "$name: no longer as described"
    exit 1
fi
