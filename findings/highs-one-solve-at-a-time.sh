#!/bin/sh
# HiGHS: two objects cannot be solved by startSolve() at the same time.
#
# Expected: two Highs objects have nothing to do with each other, so each can be solved in a
# thread of its own.
#
# Seen with highspy 1.12.0 (1.16.0 does the same): while one object solves after startSolve(),
# startSolve() of any other object raises "Solver is already running." The lock that guards it
# belongs to the class, not to the object. With HandleKeyboardInterrupt set, solve() goes the
# same way.
#
# Why it matters here: Ctrl-C must end a solve wherever it is, which is what startSolve() is
# for, and more than one solve may be under way in a process.
#
# Instead: run() is called in threads of our own, and Ctrl-C is listened for there
# (solver/backends/native_calls.py).

set -eu
name=highs-one-solve-at-a-time
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
trap 'exit 1' HUP INT TERM
if ! "${PYTHON:-python3}" -m venv "$folder/venv" ||
    ! "$folder/venv/bin/python" -m pip install -qq --disable-pip-version-check --no-compile \
        --no-deps highspy==1.12.0 numpy==2.4.6; then
    echo "$name: cannot be tried here, its packages are missing"
    exit 2
fi
cd "$folder"

cat >program.py <<'END'
import random

import highspy


def build(units, rows):
    draw = random.Random(1)
    highs = highspy.Highs()
    highs.setOptionValue("output_flag", False)
    highs.HandleUserInterrupt = True
    x = [highs.addIntegral(0, 3) for _ in range(units)]
    for _ in range(rows):
        need = [draw.randint(1, 30) for _ in x]
        highs.addConstr(sum(a * v for a, v in zip(need, x)) >= 0.6 * sum(need))
    highs.setObjective(sum(draw.randint(10, 40) * v for v in x))
    return highs


def start_and_join(highs):
    try:
        highs.joinSolve(highs.startSolve())
    except Exception as error:
        return str(error)
    return highs.getModelStatus().name[1:]


long, short = build(60, 40), build(5, 3)
thread = long.startSolve()
print("while another object solves:", start_and_join(short))
long.cancelSolve()
long.joinSolve(thread)
print("after that:", start_and_join(short))
END

cat >expected <<'END'
while another object solves: Solver is already running.
after that: Optimal
END

venv/bin/python program.py >seen || echo "the program failed" >>seen
if diff expected seen; then
    echo "$name: as described"
else
    echo "$name: no longer as described"
    exit 1
fi
