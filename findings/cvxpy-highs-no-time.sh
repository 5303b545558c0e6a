#!/bin/sh
# CVXPY and HiGHS: a run that found nothing has values all the same.
#
# Expected: without a solution the variables have no values, as with HiGHS through SciPy, where
# the same limit raises SolverError.
#
# Seen with cvxpy 1.9.3 and highspy 1.16.0: with no time at all the status is "user_limit", the
# value is 0 and every variable is 0, although that breaks every row. A run that has a solution
# when its time is up has the same status.
#
# Why it matters here: analysts compare lotdesign with a model of their own in CVXPY; the
# cheapest "design" may be none.
#
# Instead: whatever a solver or a peer says, its design is checked before it counts.

set -eu
name=cvxpy-highs-no-time
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
trap 'exit 1' HUP INT TERM
if ! "${PYTHON:-python3}" -m venv "$folder/venv" ||
    ! "$folder/venv/bin/python" -m pip install -qq --disable-pip-version-check --no-compile \
        --no-deps cvxpy==1.9.3 highspy==1.16.0 cffi==2.1.1 clarabel==0.11.1 cloudpickle==3.1.3 \
        Jinja2==3.1.6 joblib==1.6.0 MarkupSafe==3.0.4 numpy==2.4.6 osqp==1.1.3 pycparser==3.12 \
        qdldl==0.1.9.post1 scipy==1.17.1 scs==3.3.1 setuptools==65.5.0 sparsediffpy==0.6.1; then
    echo "$name: cannot be tried here, its packages are missing"
    exit 2
fi
cd "$folder"

cat >program.py <<'END'
import random
import warnings

import cvxpy
import numpy as np

warnings.simplefilter("ignore")
draw = random.Random(1)
cost = np.array([draw.randint(10, 40) for _ in range(60)])
need = np.array([[draw.randint(1, 30) for _ in range(60)] for _ in range(40)])
least = 0.6 * need.sum(axis=1)
x = cvxpy.Variable(60, integer=True)
problem = cvxpy.Problem(cvxpy.Minimize(cost @ x), [need @ x >= least, x >= 0, x <= 3])


def solve(solver, **options):
    """What a solver says that has no time at all."""
    try:
        problem.solve(solver=solver, **options)
    except cvxpy.SolverError:
        return f"SolverError, status {problem.status}"
    broken = int((need @ x.value < least - 1e-6).sum())
    return f"status {problem.status}, value {problem.value:g}, {broken} of 40 rows broken"


print("HiGHS through SciPy:", solve("SCIPY", scipy_options={"time_limit": 0.0}))
print("HiGHS:", solve("HIGHS", time_limit=0.0))
END

cat >expected <<'END'
HiGHS through SciPy: SolverError, status None
HiGHS: status user_limit, value 0, 40 of 40 rows broken
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
