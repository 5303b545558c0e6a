#!/bin/sh
# CP-SAT through MathOpt or pywraplp: variables end at ten million, without a word.
#
# Expected: the same model has the same answer through each of the interfaces of one package.
#
# Seen with ortools 9.15.6755: x + y >= 40,000,003 with both up to 1e9. CP-SAT itself, SCIP and
# HiGHS solve it; CP-SAT through pywraplp and through MathOpt says "infeasible", as both
# variables are cut off at 1e7.
#
# Why it matters here: ten million pence are £100,000, less than one lot.
#
# Instead: CP-SAT is called by its own interface (solver/backends/cp_sat.py), and `lotdesign
# doctor` asks for an amount above ten million.

set -eu
name=cp-sat-wrappers-cut-variables
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
from ortools.linear_solver import pywraplp
from ortools.math_opt.python import mathopt
from ortools.sat.python import cp_model

LEAST, MOST = 40_000_003, 10**9


def through_pywraplp(name):
    solver = pywraplp.Solver.CreateSolver(name)
    x, y = solver.IntVar(0, MOST, "x"), solver.IntVar(0, MOST, "y")
    solver.Add(x + y >= LEAST)
    solver.Minimize(x + 2 * y)
    names = {solver.OPTIMAL: "optimal", solver.INFEASIBLE: "infeasible"}
    return names[solver.Solve()]


def through_mathopt(kind):
    model = mathopt.Model()
    x, y = (model.add_integer_variable(lb=0, ub=MOST) for _ in range(2))
    model.add_linear_constraint(x + y >= LEAST)
    model.minimize(x + 2 * y)
    return mathopt.solve(model, kind).termination.reason.name.lower()


def native():
    model = cp_model.CpModel()
    x, y = (model.new_int_var(0, MOST, name) for name in "xy")
    model.add(x + y >= LEAST)
    model.minimize(x + 2 * y)
    solver = cp_model.CpSolver()
    status = solver.status_name(solver.solve(model)).lower()
    return f"{status}, {solver.objective_value:.0f}"


print("pywraplp, SCIP:", through_pywraplp("SCIP"))
print("pywraplp, CP-SAT:", through_pywraplp("SAT"))
print("MathOpt, HiGHS:", through_mathopt(mathopt.SolverType.HIGHS))
print("MathOpt, CP-SAT:", through_mathopt(mathopt.SolverType.CP_SAT))
print("CP-SAT itself:", native())
END

cat >expected <<'END'
pywraplp, SCIP: optimal
pywraplp, CP-SAT: infeasible
MathOpt, HiGHS: optimal
MathOpt, CP-SAT: infeasible
CP-SAT itself: optimal, 40000003
END

venv/bin/python program.py >seen || echo "the program failed" >>seen
if diff expected seen; then
    echo "$name: as described"
else
    echo "$name: no longer as described"
    exit 1
fi
