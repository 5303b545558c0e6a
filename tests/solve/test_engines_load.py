"""Solvers and tables share a process, whichever is loaded first."""

import subprocess
import sys
from itertools import permutations

import pytest

ENGINES = ("ortools.sat.python.cp_model_helper", "highspy", "pulp")
ORDERS = [
    order
    for engines in permutations(ENGINES)
    for order in (("polars", *engines, "numpy"), ("numpy", *engines, "polars"))
]
CODE = """
import importlib
for name in {order!r}:
    importlib.import_module(name)
import highspy, pulp
import numpy as np
from solver.backends.base import EngineSettings, SolveRequest
from solver.backends.registry import load_engine
from solver.model.expressions import LinearExpression
from solver.model.linear_model import LinearModel
model = LinearModel(0)
x, z = (model.add_variable(name, 0, 10) for name in "xz")
model.add_row("both", LinearExpression(np.array([x, z]), np.array([2, 2])), 9, None)
form = LinearExpression(np.array([x, z]), np.array([2, 3]))
for name in ("cp-sat", "highs"):
    engine = load_engine(name)
    found = engine.solve(SolveRequest(model, form, settings=EngineSettings(workers=1)))
    assert (found.status, found.bound) == ("optimal", 10)
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


@pytest.mark.parametrize("order", ORDERS, ids="-".join)
def test_engines_load_and_solve_in_any_order(order: tuple[str, ...]) -> None:
    """Both families find the optimum that a newer HiGHS misses (9, not 15)."""
    code = CODE.format(order=order)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False, text=True)
    assert done.returncode == 0, done.stderr
