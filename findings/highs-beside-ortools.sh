#!/bin/sh
# HiGHS 1.15 and OR-Tools 9.15 cannot be loaded into one process.
#
# Expected: two wheels from the same registry, each with its own copy of a library, do not touch
# each other.
#
# Seen on Linux with highspy 1.15.1 and ortools 9.15.6755: whichever is imported second fails
# with ImportError, an undefined symbol. Both bring a libhighs.so.1, of different versions, and
# the loader takes the one that is there already. highspy 1.12.0 and 1.16.0 load beside ortools.
#
# Why it matters here: both engines check each other, in one process.
#
# Instead: highspy is pinned to a version that loads, and every order of imports is tested
# (tests/solve/test_engines_load.py).

set -eu
name=highs-beside-ortools
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
trap 'exit 1' HUP INT TERM
if ! "${PYTHON:-python3}" -m venv "$folder/venv" ||
    ! "$folder/venv/bin/python" -m pip install -qq --disable-pip-version-check --no-compile \
        --no-deps highspy==1.15.1 ortools==9.15.6755 absl-py==2.5.1 immutabledict==4.3.1 \
        numpy==2.4.6 pandas==3.1.1 protobuf==6.33.6 python-dateutil==4.0.0 \
        typing_extensions==4.16.0 tzdata==2026.6; then
    echo "$name: cannot be tried here, its packages are missing"
    exit 2
fi
cd "$folder"

cat >program.py <<'END'
import subprocess
import sys

ENGINES = ("highspy", "ortools.sat.python.cp_model")
for first, second in (ENGINES, ENGINES[::-1]):
    code = f"import {first}; print('loaded'); import {second}"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    error = done.stderr.strip().splitlines()[-1] if done.stderr else "none"
    kind = error.partition(":")[0] + (", undefined symbol" if "undefined symbol" in error else "")
    names = [name.partition(".")[0] for name in (first, second)]
    print(f"{names[0]}: {done.stdout.strip()}; then {names[1]}: {kind}")
END

cat >expected <<'END'
highspy: loaded; then ortools: ImportError, undefined symbol
ortools: loaded; then highspy: ImportError, undefined symbol
END

venv/bin/python program.py >seen || echo "the program failed" >>seen
if diff expected seen; then
    echo "$name: as described"
else
    echo "$name: no longer as described"
    exit 1
fi
