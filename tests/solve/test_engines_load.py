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
import pulp
from solver.backends.fractional_self_tests import find_wrong_fractional_answers
from solver.backends.highs_native import NativeHighsEngine
from solver.backends.native_calls import silence_stdout
from solver.backends.registry import load_engine
from solver.backends.self_tests import find_wrong_answers
engines = (load_engine("cp-sat"), load_engine("highs"), NativeHighsEngine())
lies = [lie for engine in engines for lie in find_wrong_answers(engine)]
with silence_stdout():
    lies += find_wrong_fractional_answers(pulp.HiGHS(msg=False))
assert not lies, lies
"""


@pytest.mark.parametrize("order", ORDERS, ids="-".join)
def test_engines_load_and_solve_in_any_order(order: tuple[str, ...]) -> None:
    """Both families find the optima that solvers have missed, and say nothing on stdout."""
    code = CODE.format(order=order)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False, text=True)
    assert (done.returncode, done.stdout) == (0, ""), done.stderr
