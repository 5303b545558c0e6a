"""Which exit code a result comes to."""

from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from lotdesign.cli.exits import Exit
from lotdesign.cli.verdict import verdict
from lotdesign.result.model import ObjectiveResult, Verification
from tests.report.factory import result, town, without_design

FAILED = Verification(ok=False, checks=1, faults=("x",))
FEASIBLE = {"status": "feasible", "termination": "time limit"}


def aim(gap: str | None) -> dict[str, Any]:
    """An aim that came this close."""
    figures = {"value": 2, "optimum": 2, "bound": 1, "gap": gap, "proved": False}
    return {"objective": (ObjectiveResult(measure="lots", **figures),)}


@pytest.mark.parametrize(
    ("changes", "optimal", "gap", "code"),
    [
        ({}, True, None, Exit.DONE),
        (FEASIBLE, False, None, Exit.DONE),
        (FEASIBLE, True, None, Exit.NOT_PROVED),
        ({**FEASIBLE, **aim("0.01")}, False, Fraction(1, 100), Exit.DONE),
        ({**FEASIBLE, **aim("0.010001")}, False, Fraction(1, 100), Exit.NOT_PROVED),
        ({**FEASIBLE, **aim(None)}, False, Fraction(1), Exit.NOT_PROVED),
        ({"status": "feasible", "termination": "interrupted"}, True, None, Exit.INTERRUPTED),
        ({"verification": FAILED, "termination": "interrupted"}, False, None, Exit.NOT_VERIFIED),
    ],
)
def test_with_a_design(
    tmp_path: Path, changes: dict[str, Any], optimal: bool, gap: Fraction | None, code: Exit
) -> None:
    scenario = town(tmp_path)
    assert verdict(result(scenario, (0, 1, 2), **changes), optimal, gap)[0] is code


def test_without_a_design(tmp_path: Path) -> None:
    scenario = town(tmp_path)
    assert verdict(without_design(scenario), True)[0] is Exit.IMPOSSIBLE
    late = without_design(scenario, status="unknown", termination="time limit")
    assert verdict(late, True)[0] is Exit.NONE_FOUND
    stopped = without_design(scenario, status="unknown", termination="interrupted")
    assert verdict(stopped)[0] is Exit.INTERRUPTED
