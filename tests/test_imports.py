"""What `import lotdesign` leaves unloaded."""

import json
import subprocess
import sys

import pytest

from lotdesign.input.load import load
from lotdesign.rules.registry import RULE_KINDS
from tests.cli.run import ROOT

HEAVY = ("ortools", "highspy", "pulp", "polars", "numpy", "textual", "distributed")
MOST_OTHER_KINDS = 5
"""The two that every document knows, and those that comparisons and reports use by themselves."""
CODE = "import {module}, json, sys; print(json.dumps([n for n in {heavy!r} if n in sys.modules]))"


@pytest.mark.parametrize("module", ["lotdesign", "lotdesign.app.api", "lotdesign.app.cli.registry"])
def test_nothing_heavy_is_loaded_before_it_is_needed(module: str) -> None:
    """The package, its calls and its command line start without engines, tables or screens."""
    code = CODE.format(module=module, heavy=HEAVY)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert json.loads(done.stdout) == []


SOLVED = """
import io, json, sys
from contextlib import redirect_stdout
sys.argv = ["lotdesign", "solve", {scenario!r}, "--quiet"]
from lotdesign.app.cli.main import main
try:
    with redirect_stdout(io.StringIO()):
        main()
except SystemExit as ended:
    assert not ended.code
print(json.dumps([*sys.modules]))
"""
UNUSED = (
    *("highspy", "pulp", "polars", "pandas", "textual", "rich", "openpyxl", "docx"),
    *("asyncio", "distributed", "multiprocessing", "ortools.sat.python.cp_model"),
    *("lotdesign.app.bench", "lotdesign.comparing", "lotdesign.frameworks", "tui"),
    *("solver.alternatives", "solver.batch", "solver.break_even", "solver.enumeration"),
    *("solver.infeasibility", "solver.lot_bands", "solver.pareto", "solver.rule_cost"),
    *("solver.exact.branch_and_cut", "solver.heuristics"),
)
"""What a solve of a few units has no use for, each with all in it."""


def test_a_solve_loads_what_it_needs_only() -> None:
    """Of the program, of packages, and of the kinds of rule."""
    code = SOLVED.format(scenario=str(ROOT / "examples" / "tiny"))
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    loaded = set(json.loads(done.stdout))
    assert "ortools.sat.python.cp_model_helper" in loaded
    assert sorted(loaded & set(UNUSED)) == []
    kinds = {kind for kind in RULE_KINDS if f"lotdesign.rules.{kind}" in loaded}
    named = {rule.kind for rule in load(ROOT / "examples" / "tiny").rules}
    assert named <= kinds
    assert len(kinds - named) <= MOST_OTHER_KINDS


CALLED = """
import lotdesign as ld
scenario = ld.load({scenario!r})
result = ld.solve(scenario, context=False).result
assert ld.verify(scenario, result).ok
from pkgutil import walk_packages
for each in walk_packages(ld.__path__, "lotdesign."):
    if each.ispkg:
        __import__(each.name)
print([name for name in ld.__all__[1:] if not callable(getattr(ld, name))])
"""


def test_every_call_can_be_called_whatever_was_imported() -> None:
    """A package of a call's name takes its place as soon as it is imported."""
    code = CALLED.format(scenario=str(ROOT / "examples" / "tiny"))
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert done.stdout == "[]\n"
