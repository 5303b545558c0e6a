"""Solvers and tables share a process, whichever is loaded first."""

import subprocess
import sys
from itertools import permutations

import pytest

MODULES = ("ortools.sat.python.cp_model_helper", "highspy", "pulp", "polars")
CODE = """
import importlib
for name in {order!r}:
    importlib.import_module(name)
import highspy, pulp
from ortools.sat.python import cp_model
model = cp_model.CpModel()
x, z = (model.new_int_var(0, 10, name) for name in "xz")
model.add(2 * x + 2 * z >= 9)
model.minimize(2 * x + 3 * z)
solver = cp_model.CpSolver()
solver.parameters.num_workers = 1
assert solver.solve(model) == cp_model.OPTIMAL
assert solver.objective_value == 10
highs = highspy.Highs()
highs.setOptionValue("output_flag", False)
a = highs.addVariable(0, 10)
b = highs.addIntegral(0, 10)
highs.addConstr(a + b >= 4.5)
highs.minimize(2 * a + 3 * b)
assert highs.getInfo().objective_function_value == 9
problem = pulp.LpProblem("p", pulp.LpMinimize)
u, v = pulp.LpVariable("u", 0, 10), pulp.LpVariable("v", 0, 10, cat="Integer")
problem += 2 * u + 3 * v
problem += u + v >= 4.5
problem.solve(pulp.HiGHS(msg=False))
assert problem.sol_status == pulp.LpSolutionOptimal
assert abs(pulp.value(problem.objective) - 9) < 1e-9
"""


@pytest.mark.parametrize("order", list(permutations(MODULES)), ids=lambda o: "-".join(o)[:60])
def test_engines_load_and_solve_in_any_order(order: tuple[str, ...]) -> None:
    """Both families find the optimum that a newer HiGHS misses (9, not 15)."""
    code = CODE.format(order=order)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False, text=True)
    assert done.returncode == 0, done.stderr
