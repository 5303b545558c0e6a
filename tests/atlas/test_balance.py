"""Balance of every design at once against judging them one by one."""

import pytest

from lotdesign.evaluation import Evaluation
from solver.enumeration.atlas import Atlas
from tests.atlas.towns import rule, scenario


@pytest.mark.parametrize("tolerance", ["0%", "20%", "50%", "100%", "150%"])
def test_lots_that_are_too_small_break_it_as_those_that_are_too_large(tolerance: str) -> None:
    """One lot may be far below the average while no other is far above it."""
    town = scenario(5, rule("balance", measure="value", tolerance=tolerance))
    answer = Atlas.of(town).answer()
    (balance,) = town.rules
    kept = [balance.judge(Evaluation(town, answer.design(i))).met for i in range(52)]
    assert answer.met["balance"].tolist() == kept
