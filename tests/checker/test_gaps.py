"""What the checker does not find yet: each of these is to pass one day."""

from typing import Any

import pytest

from lotdesign.checker.check import check
from lotdesign.result.model import Comparison, Rung
from tests.checker.changes import Path, changed
from tests.checker.results import busy

SCENARIO, RESULT = busy()
COST = sum(lot.whole_life_pence for lot in RESULT.lots)


def gap(why: str, raises: type[Exception] = AssertionError) -> pytest.MarkDecorator:
    """A known gap, which fails the run as soon as it is closed."""
    return pytest.mark.xfail(strict=True, raises=raises, reason=why)


@pytest.mark.parametrize(
    ("path", "other"),
    [
        pytest.param(
            ("objective", 0, "bound"), COST - 1, marks=gap("a bound off the optimum, gap 0, proved")
        ),
        pytest.param(("objective", 0, "gap"), "0.5", marks=gap("gaps are not worked out again")),
        pytest.param(("objective", 0, "measure"), "beauty", marks=gap("unknown", KeyError)),
        pytest.param(("objective",), [], marks=gap("objectives are not counted")),
        pytest.param(("lots", 0, "route"), "in_house", marks=gap("routes are not compared")),
        pytest.param(("rules", 0, "unit"), "pence", marks=gap("units are not compared")),
        pytest.param(("rules", 1, "where"), "year 9", marks=gap("places are not compared")),
        pytest.param(("totals", "paid_pence"), [1], marks=gap("a year too few", IndexError)),
        pytest.param(
            ("totals", "gross_pence"),
            [*RESULT.totals.gross_pence, 1],
            marks=gap("a year too many is not seen"),
        ),
        pytest.param(("status",), "infeasible", marks=gap("a status may deny the lots")),
        pytest.param(("assumptions",), [], marks=gap("assumptions may be left out")),
        pytest.param(("scenario", "name"), "elsewhere", marks=gap("the name is not compared")),
    ],
)
def test_a_change_is_found(path: Path, other: Any) -> None:
    """A statement about the design that the scenario does not bear out is a fault."""
    assert not check(SCENARIO, changed(RESULT, path, other)).ok


@gap("the ladder is not worked out again")
def test_a_changed_rung_is_found() -> None:
    """The ladder states designs and their measures."""
    rung = Rung(lots=1, status="optimal", design=(tuple("abcyw"),), measures={"whole_life_cost": 1})
    assert not check(SCENARIO, RESULT.model_copy(update={"ladder": (rung,)})).ok


@gap("comparisons are not worked out again")
def test_a_changed_comparison_is_found() -> None:
    """Comparisons state designs and their measures."""
    other = Comparison(
        id="o", name="O", lots=(tuple("abcyw"),), measures={"lots": 4}, admissible=True
    )
    assert not check(SCENARIO, RESULT.model_copy(update={"comparisons": (other,)})).ok
