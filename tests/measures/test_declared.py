"""What measures declare of themselves."""

from typing import get_args

import pytest

from lotdesign.design import build_external_design
from lotdesign.evaluation import Evaluation
from lotdesign.measures.registry import MEASURES
from lotdesign.scenario.sections import MeasureName
from tests.rules.office import office
from tests.rules.test_declared_bounds import partitions

MORE = {"accessible_share", "accessible_lots", "fewest_small_bidders", "fewest_bidders"}
"""Section 6 of the problem statement: more of these is better, less of all others."""
COSTS = {"whole_life_cost", "net_present_cost"}


def test_four_measures_are_better_when_they_are_more() -> None:
    """The sign is what the solver minimises by."""
    assert {name for name, each in MEASURES.items() if each.better == "more"} == MORE
    assert {name for name, each in MEASURES.items() if each.sign == -1} == MORE


def test_measures_of_the_market_are_those_of_bidders_and_winners() -> None:
    """They need a table of providers, one of them a certificate."""
    reading = {name for name, each in MEASURES.items() if each.reads_market}
    assert reading == MORE | {"largest_provider_share"}
    certified = {name for name, each in MEASURES.items() if each.needs_certificate}
    assert certified == {"largest_provider_share"}


def test_costs_are_those_that_lots_sum_to() -> None:
    """Of both the whole-life cost alone is a plain sum; present cost is rounded once."""
    assert {name for name, each in MEASURES.items() if each.is_cost} == COSTS
    adding = {name for name, each in MEASURES.items() if each.adds_up}
    assert adding == {"whole_life_cost", "travel", "lots"}


def test_the_order_is_that_of_the_names() -> None:
    """No measure that an objective may name is without a declaration."""
    assert tuple(MEASURES) == get_args(MeasureName)


@pytest.mark.parametrize("name", [name for name in MEASURES if name not in COSTS])
def test_no_design_is_better_than_the_best_possible(name: str) -> None:
    """By all designs of the office, each awarded to the provider of everything."""
    scenario, measure = office(), MEASURES[name]
    bound = measure.sign * measure.best_possible(scenario)
    for lots in partitions(len(scenario.units)):
        evaluation = Evaluation(scenario, build_external_design(lots), (0,) * len(lots))
        assert measure.sign * measure.evaluate(evaluation) >= bound
