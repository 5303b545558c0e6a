#!/bin/sh
# MathOpt: HiGHS refuses `threads`, and the refusal arrives as an AttributeError.
#
# Expected: `threads` is one of MathOpt's common parameters, so a solver takes it or ignores it;
# where one refuses, the error says so.
#
# Seen with ortools 9.15.6755: SCIP takes threads=1, HiGHS refuses it. MathOpt's Python code
# then fails while it translates the refusal: "'StatusNotOk' object has no attribute
# 'canonical_code'". The reason is only in the exception behind that one.
#
# Why it matters here: MathOpt's solvers come with a package that is needed anyway, and were
# tried as a third opinion.
#
# Instead: HiGHS is called through its own package and PuLP; a third opinion through MathOpt
# must set no threads, and look at the exception behind an AttributeError.

set -eu
name=mathopt-highs-threads
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
from ortools.math_opt.python import mathopt

model = mathopt.Model()
x = model.add_integer_variable(lb=0, ub=5)
model.add_linear_constraint(2 * x >= 3)
model.minimize(x)


def solve(kind, **parameters):
    """What comes of a solve with these parameters."""
    try:
        result = mathopt.solve(model, kind, params=mathopt.SolveParameters(**parameters))
    except Exception as error:
        reason = str(error.__context__).partition(",")[0]
        return f"{type(error).__name__}, {error}\n    behind it: {reason}"
    return result.termination.reason.name


for kind in (mathopt.SolverType.GSCIP, mathopt.SolverType.HIGHS):
    for parameters in ({"threads": 1}, {"random_seed": 1}):
        print(f"{kind.name} {parameters}: {solve(kind, **parameters)}")
END

cat >expected <<'END'
GSCIP {'threads': 1}: OPTIMAL
GSCIP {'random_seed': 1}: OPTIMAL
HIGHS {'threads': 1}: AttributeError, 'StatusNotOk' object has no attribute 'canonical_code'
    behind it: threads not supported for HiGHS solver
HIGHS {'random_seed': 1}: OPTIMAL
END

venv/bin/python program.py >seen || echo "the program failed" >>seen
if diff expected seen; then
    echo "$name: as described"
else
    echo "$name: no longer as described"
    exit 1
fi
