#!/bin/sh
# HiGHS 1.16: the first object prints a banner on stdout, which silent() comes too late for.
#
# Expected: a library prints nothing until it is asked to solve, and nothing at all once it is
# silenced.
#
# Seen with highspy 1.16.0: making the first Highs() of a process prints two lines of name and
# licence. silent() needs the object, so it cannot prevent them; later objects print nothing.
# Versions to 1.15.1 do not do this.
#
# Why it matters here: results are written to stdout as JSON, which two more lines make
# unreadable.
#
# Instead: with a version that does this, the first object must be made while stdout points to
# the null device, as native solves are run already (solver/backends/native_calls.py).

set -eu
name=highs-banner-on-stdout
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
import json
import subprocess
import sys

CODE = """
import json, highspy
highs = highspy.Highs()
highs.silent()
x = highs.addVariable(0, 4)
highs.maximize(x)
highspy.Highs().silent()
print(json.dumps({"value": highs.val(x)}))
"""
lines = subprocess.run([sys.executable, "-c", CODE], capture_output=True, text=True).stdout
lines = lines.splitlines()
print("first line:", " ".join(lines[0].split()[:3]))
print("times it is printed:", sum(line.startswith("Running HiGHS") for line in lines))
print("last line:", json.loads(lines[-1]))
try:
    json.loads("\n".join(lines))
except ValueError:
    print("stdout as a whole is no JSON")
END

cat >expected <<'END'
first line: Running HiGHS 1.16.0
times it is printed: 1
last line: {'value': 4.0}
stdout as a whole is no JSON
END

venv/bin/python program.py >seen || echo "the program failed" >>seen
if diff expected seen; then
    echo "$name: as described"
else
    echo "$name: no longer as described"
    exit 1
fi
