#!/bin/sh
# HiGHS: the time limit of a linear program counts all earlier runs, that of an integer program
# does not.
#
# Expected: time_limit is for one run, whatever the object has solved before and whatever kind
# of model it is.
#
# Seen with highspy 1.12.0 (1.15.1 and 1.16.0 do the same): an object whose runs together took
# longer than the limit ends its next linear program with "TimeLimit" at once; a new object
# solves it. Integer programs are solved in both cases.
#
# Why it matters here: column generation solves one linear program hundreds of times, each with
# what is left of the time.
#
# Instead: the limit is set to getRunTime() plus what is left (solver/backends/highs_lp.py).

set -eu
name=highs-time-limit-adds-up
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
import highspy

LIMIT = 2.0


def build(size, kind):
    highs = highspy.Highs()
    highs.setOptionValue("output_flag", False)
    highs.setOptionValue("presolve", "off")
    x = [kind(highs)(0, 3) for _ in range(size)]
    for row in range(size):
        need = [(7 * row * i + 3 * row + 5 * i) % 29 + 1 for i in range(size)]
        highs.addConstr(sum(a * v for a, v in zip(need, x)) >= 0.6 * sum(need))
    highs.setObjective(sum((i % 31 + 10) * v for i, v in enumerate(x)))
    return highs


def solve(highs):
    highs.clearSolver()
    highs.run()
    return highs.getModelStatus().name[1:]


def try_limit(name, size, kind):
    highs = build(size, kind)
    while highs.getRunTime() <= LIMIT:
        solve(highs)
    before = highs.getRunTime()
    highs.setOptionValue("time_limit", LIMIT)
    print(f"{name} that has run for longer than the limit in all: {solve(highs)}")
    assert highs.getRunTime() - before < LIMIT / 2
    fresh = build(size, kind)
    fresh.setOptionValue("time_limit", LIMIT)
    print(f"{name}, new: {solve(fresh)}")


try_limit("linear program", 120, lambda highs: highs.addVariable)
try_limit("integer program", 6, lambda highs: highs.addIntegral)
END

cat >expected <<'END'
linear program that has run for longer than the limit in all: TimeLimit
linear program, new: Optimal
integer program that has run for longer than the limit in all: Optimal
integer program, new: Optimal
END

venv/bin/python program.py >seen || echo "the program failed" >>seen
if diff expected seen; then
    echo "$name: as described"
else
    echo "$name: no longer as described"
    exit 1
fi
