#!/bin/sh
# HiGHS 1.16: what a callback raises is lost, and the solve fails.
#
# Expected: as in 1.12.0, run() raises what the callback raised.
#
# Seen with highspy 1.16.0: run() returns an error, the model's status is "SolveError", and
# nothing says why; the exception is gone.
#
# Why it matters here: a fault in a listener would look like numerical trouble of the solver,
# and be answered by another try.
#
# Instead: a callback catches everything, keeps it, asks HiGHS to stop, and it is raised after
# the run (solver/backends/highs.py).

set -eu
name=highs-callback-error-lost
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
trap 'exit 1' HUP INT TERM
if ! "${PYTHON:-python3}" -m venv "$folder/venv" ||
    ! "$folder/venv/bin/python" -m pip install -qq --disable-pip-version-check --no-compile \
        --no-deps highspy==1.16.0 numpy==2.4.6; then
    echo "$name: cannot be tried here, its packages are missing"
    exit 2
fi
cd "$folder"

cat >program.py <<'END'
import highspy


def fail(kind, message, output, answer, data):
    calls.append(kind)
    raise ValueError("no room for the incumbent")


def build():
    highs = highspy.Highs()
    highs.silent()
    x = [highs.addBinary() for _ in range(12)]
    highs.addConstr(sum((7 * i) % 11 * v for i, v in enumerate(x, 1)) >= 23)
    highs.setObjective(sum((5 * i) % 13 * v for i, v in enumerate(x, 1)))
    return highs


calls = []
plain, heard = build(), build()
plain.run()
print("without a listener:", plain.getModelStatus().name[1:])
heard.setCallback(fail, None)
heard.startCallback(highspy.cb.HighsCallbackType.kCallbackMipImprovingSolution)
try:
    status = heard.run()
    print("with one that raises: run returns", status.name[1:], heard.getModelStatus().name[1:])
except ValueError as error:
    print("with one that raises:", error)
print("the listener was called:", bool(calls))
END

cat >expected <<'END'
without a listener: Optimal
with one that raises: run returns Error SolveError
the listener was called: True
END

venv/bin/python program.py >output || echo "the program failed" >>output
# The first object of HiGHS prints a banner, see highs-banner-on-stdout.sh.
sed '/^Running HiGHS/d;/^Includes third-party/d' output >seen
if diff expected seen; then
    echo "$name: as described"
else
    echo "$name: no longer as described"
    exit 1
fi
