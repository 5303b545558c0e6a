"""Statements beside the plain figures that a result may not get wrong either."""

from typing import Any

import pytest

from lotdesign.result.model import BestByLotCount, ReferenceComparison
from lotdesign.verify.verify import verify_result
from tests.verify.changes import Path, changed
from tests.verify.results import busy

SCENARIO, RESULT = busy()
COST = sum(lot.whole_life_pence for lot in RESULT.lots)


@pytest.mark.parametrize(
    ("path", "other"),
    [
        (("objective", 0, "bound"), COST - 1),
        (("objective", 0, "gap"), "0.5"),
        (("objective", 0, "measure"), "beauty"),
        (("objective", 0, "bound"), "much"),
        (("objective", 0, "bound"), None),
        (("objective",), []),
        (("lots", 0, "route"), "in_house"),
        (("rules", 0, "unit"), "pence"),
        (("rules", 1, "where"), "year 9"),
        (("totals", "paid_pence"), [1]),
        (("totals", "budget_pence"), []),
        (("totals", "gross_pence"), [*RESULT.totals.gross_pence, 1]),
        (("status",), "infeasible"),
        (("termination",), "given"),
        (("assumptions",), []),
    ],
)
def test_a_change_is_found(path: Path, other: Any) -> None:
    """A statement about the design that the scenario does not bear out is a fault."""
    assert not verify_result(SCENARIO, changed(RESULT, path, other)).ok


def test_a_changed_rung_is_found() -> None:
    """The ladder states designs and their measures."""
    rung = BestByLotCount(
        lots=1, status="optimal", design=(tuple("abcyw"),), measures={"whole_life_cost": 1}
    )
    assert not verify_result(SCENARIO, RESULT.model_copy(update={"ladder": (rung,)})).ok


def test_a_changed_comparison_is_found() -> None:
    """Comparisons state designs and their measures."""
    other = ReferenceComparison(
        id="o", name="O", lots=(tuple("abcyw"),), measures={"lots": 4}, admissible=True
    )
    assert not verify_result(SCENARIO, RESULT.model_copy(update={"comparisons": (other,)})).ok
