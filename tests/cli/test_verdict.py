"""Which exit code a result comes to."""

from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from lotdesign.app.cli.exit_codes import ExitCode, choose_solve_exit
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
        ({}, True, None, ExitCode.DONE),
        (FEASIBLE, False, None, ExitCode.DONE),
        (FEASIBLE, True, None, ExitCode.NOT_PROVED),
        ({**FEASIBLE, **aim("0.01")}, False, Fraction(1, 100), ExitCode.DONE),
        ({**FEASIBLE, **aim("0.010001")}, False, Fraction(1, 100), ExitCode.NOT_PROVED),
        ({**FEASIBLE, **aim(None)}, False, Fraction(1), ExitCode.NOT_PROVED),
        ({"status": "feasible", "termination": "interrupted"}, True, None, ExitCode.INTERRUPTED),
        (
            {"verification": FAILED, "termination": "interrupted"},
            False,
            None,
            ExitCode.NOT_VERIFIED,
        ),
    ],
)
def test_with_a_design(
    tmp_path: Path, changes: dict[str, Any], optimal: bool, gap: Fraction | None, code: ExitCode
) -> None:
    scenario = town(tmp_path)
    assert choose_solve_exit(result(scenario, (0, 1, 2), **changes), optimal, gap)[0] is code


def test_without_a_design(tmp_path: Path) -> None:
    scenario = town(tmp_path)
    assert choose_solve_exit(without_design(scenario), True)[0] is ExitCode.IMPOSSIBLE
    late = without_design(scenario, status="unknown", termination="time limit")
    assert choose_solve_exit(late, True)[0] is ExitCode.NONE_FOUND
    stopped = without_design(scenario, status="unknown", termination="interrupted")
    assert choose_solve_exit(stopped)[0] is ExitCode.INTERRUPTED
