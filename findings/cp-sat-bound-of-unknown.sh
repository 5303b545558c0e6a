#!/bin/sh
# CP-SAT: a run that found nothing has a bound of 0, which may be false.
#
# Expected: best_objective_bound is true at any moment, or infinite while nothing is known.
#
# Seen with ortools 9.15.6755: a sum between 15 and 250 is to be made as large as possible.
# Stopped before it begins, CP-SAT says "UNKNOWN" with a bound of 0: no solution would be above
# 0, and all are.
#
# Why it matters here: with little time left, the gap of a design would be worked out from a
# bound that is none.
#
# Instead: 0 counts as no bound where the status is "UNKNOWN" (solver/backends/cp_sat.py).

set -eu
name=cp-sat-bound-of-unknown
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
trap 'exit 1' HUP INT TERM
if ! "${PYTHON:-python3}" -m venv "$folder/venv" ||
    ! "$folder/venv/bin/python" -m pip install -qq --disable-pip-version-check --no-compile \
        --no-deps ortools==9.15.6755 absl-py==2.5.1 immutabledict==4.3.1 numpy==2.4.6 \
        pandas==3.1.1 protobuf==6.33.6 python-dateutil==4.0.0 typing_extensions==4.16.0 \
        tzdata==2026.6; then
    echo "$name: cannot be tried here, its packages are missing"
    exit 2
fi
cd "$folder"

cat >program.py <<'END'
from ortools.sat.python import cp_model


def solve(maximise, seconds):
    """Five amounts of 3 to 50 each: the sum is 15 to 250."""
    model = cp_model.CpModel()
    total = sum(model.new_int_var(3, 50, f"x{i}") for i in range(5))
    (model.maximize if maximise else model.minimize)(total)
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    status = solver.status_name(solver.solve(model))
    return f"{status}, bound {solver.best_objective_bound:.0f}"


for maximise, name in ((True, "largest"), (False, "smallest")):
    print(f"{name} sum, 10 seconds: {solve(maximise, 10)}; no time: {solve(maximise, 0)}")
END

cat >expected <<'END'
largest sum, 10 seconds: OPTIMAL, bound 250; no time: UNKNOWN, bound 0
smallest sum, 10 seconds: OPTIMAL, bound 15; no time: UNKNOWN, bound 0
END

venv/bin/python program.py >seen || echo "the program failed" >>seen
if diff expected seen; then
    echo "$name: as described"
else
    echo "$name: no longer as described"
    exit 1
fi
