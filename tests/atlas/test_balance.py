"""Balance of every design at once against judging them one by one."""

from collections.abc import Iterator

import pytest

from lotdesign.evaluation import Evaluation
from solver.enumeration.atlas import Atlas
from tests.atlas.towns import rule, scenario
from tests.atlas.towns import town as town_of
from tests.solve.loading import Doc, loaded


@pytest.mark.parametrize("tolerance", ["0%", "20%", "50%", "100%", "150%"])
def test_lots_that_are_too_small_break_it_as_those_that_are_too_large(tolerance: str) -> None:
    """One lot may be far below the average while no other is far above it."""
    town = scenario(5, rule("balance", measure="value", tolerance=tolerance))
    answer = Atlas.of(town).answer()
    (balance,) = town.rules
    kept = [balance.judge(Evaluation(town, answer.design(i))).met for i in range(52)]
    assert answer.met["balance"].tolist() == kept


def test_lots_without_the_services_are_not_the_smallest() -> None:
    """A lot of other services is neither too small nor too large, and not counted."""
    lots = {"services": ["centre"], "measure": "value", "tolerance": "50%"}
    town = loaded(town_of(4, rule("balance", **lots)) | {"units": [*centres_and_youth()]})
    answer = Atlas.of(town).answer()
    (balance,) = town.rules
    kept = [balance.judge(Evaluation(town, answer.design(i))).met for i in range(15)]
    assert answer.met["balance"].tolist() == kept
    assert set(kept) == {True, False}


def centres_and_youth() -> Iterator[Doc]:
    """Three centres of £100 to £300 a year, and youth work."""
    for i, service in enumerate(("centre", "centre", "centre", "youth")):
        yield {"id": f"u{i}", "name": f"u{i}", "service": service, "annual_budget": 100 * (i + 1)}
