"""The lots within a limit are those that looking at every set of units finds."""

from random import Random

import numpy as np
import pytest

from lotdesign.scenario.scenario import Scenario
from solver.arrays import Ints
from solver.column_generation.frontier_instance import FrontierInstance
from solver.column_generation.frontier_pricing import (
    INFEASIBLE_COST,
    MAX_DUAL_SUM,
    PARTS_PER_PAIR,
    FrontierPricing,
)
from tests.borders.maps import border, grounds, listed, prices
from tests.labelling.drawn import documents

MANY = 10_000


def costs(scenario: Scenario, here: FrontierInstance, price: Ints) -> dict[tuple[int, ...], int]:
    """What each lot costs that lies within the ranges which the number of lots leaves it."""
    by_unit = price[np.argsort(here.units)]
    return {
        lot: PARTS_PER_PAIR * border(scenario, lot) - int(by_unit[[*lot]].sum())
        for lot in listed(scenario)
        if all(
            each.least <= sum(each.weights[u] for u in lot) <= each.most
            for each in here.ranges_by_unit
        )
    }


@pytest.mark.parametrize("start", range(3))
def test_every_lot_within_the_limit_is_found(start: int) -> None:
    """With its cost, cheapest first; and none is below the least."""
    random, seen = Random(start), set()
    for scenario, terms, here in grounds(documents(40, 9500 + start)):
        price = prices(here, random)
        every, cheapest = costs(scenario, here, price), FrontierPricing(here, price)
        assert all(cheapest.min_reduced_cost <= cost for cost in every.values())
        for limit in (
            cheapest.min_reduced_cost - 1,
            *random.choices([*every.values(), 0], k=3),
            INFEASIBLE_COST,
        ):
            drawn = cheapest.enumerate_within(limit, MANY)
            found = drawn.costs.tolist()
            assert drawn.is_complete
            assert found == sorted(found)
            assert len({*here.list_units_of(drawn.lots)}) == len(found)
            assert dict(zip(here.list_units_of(drawn.lots), found, strict=True)) == {
                lot: cost for lot, cost in every.items() if cost <= limit
            }
        seen.add((terms.connected, bool(every)))
    assert {(True, True), (False, True)} <= seen


def test_with_few_parts_of_lots_the_cheapest_are_still_lots() -> None:
    """Some may be missed, and it says so."""
    random, missed = Random(7), False
    for scenario, _, here in grounds(documents(20, 9510)):
        price = prices(here, random)
        every = costs(scenario, here, price)
        drawn = FrontierPricing(here, price).enumerate_within(INFEASIBLE_COST, 3)
        found = dict(zip(here.list_units_of(drawn.lots), drawn.costs.tolist(), strict=True))
        assert found.items() <= every.items()
        assert not drawn.is_complete or found == every
        missed = missed or not drawn.is_complete
    assert missed


def test_the_highest_prices_do_not_overflow() -> None:
    """Costs of lots, and of what is no lot, stay apart at both ends."""
    for sign in (1, -1):
        for scenario, _, here in grounds(documents(10, 9520)):
            most = sign * (MAX_DUAL_SUM // len(here.units))
            price = np.full(len(here.units), most, dtype=np.int64)
            every = costs(scenario, here, price)
            drawn = FrontierPricing(here, price).enumerate_within(INFEASIBLE_COST, MANY)
            assert (
                dict(zip(here.list_units_of(drawn.lots), drawn.costs.tolist(), strict=True))
                == every
            )


def test_once_it_is_late_no_more_lots_are_looked_for() -> None:
    """And nothing is said of those that were not."""
    for _, _, here in grounds(documents(5, 9530)):
        drawn = FrontierPricing(here, prices(here, Random(1)), 0.0).enumerate_within(
            INFEASIBLE_COST, MANY
        )
        assert not drawn.is_complete
        assert not len(drawn.costs)
