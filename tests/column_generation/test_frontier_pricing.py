"""The lots within a limit are those found by testing every set of units."""

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
from tests.column_generation.drawn import documents
from tests.column_generation.maps import border, draw_duals, iterate_instances, listed

MANY = 10_000


def costs(
    scenario: Scenario, instance: FrontierInstance, duals: Ints
) -> dict[tuple[int, ...], int]:
    """The reduced cost of each lot within the tightened ranges."""
    by_unit = duals[np.argsort(instance.units)]
    return {
        lot: PARTS_PER_PAIR * border(scenario, lot) - int(by_unit[[*lot]].sum())
        for lot in listed(scenario)
        if all(
            each.least <= sum(each.weights[u] for u in lot) <= each.most
            for each in instance.ranges_by_unit
        )
    }


@pytest.mark.parametrize("start", range(3))
def test_every_lot_within_the_limit_is_found(start: int) -> None:
    """With its cost, cheapest first; none is below the bound."""
    random, seen = Random(start), set()
    for scenario, requirements, instance in iterate_instances(documents(40, 9500 + start)):
        duals = draw_duals(instance, random)
        every, cheapest = costs(scenario, instance, duals), FrontierPricing(instance, duals)
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
            assert len({*instance.list_units_of(drawn.lots)}) == len(found)
            assert dict(zip(instance.list_units_of(drawn.lots), found, strict=True)) == {
                lot: cost for lot, cost in every.items() if cost <= limit
            }
        seen.add((requirements.connected, bool(every)))
    assert {(True, True), (False, True)} <= seen


def test_a_narrow_beam_finds_lots_alone() -> None:
    """Some may be missed, and then the list is not complete."""
    random, missed = Random(7), False
    for scenario, _, instance in iterate_instances(documents(20, 9510)):
        duals = draw_duals(instance, random)
        every = costs(scenario, instance, duals)
        drawn = FrontierPricing(instance, duals).enumerate_within(INFEASIBLE_COST, 3)
        found = dict(zip(instance.list_units_of(drawn.lots), drawn.costs.tolist(), strict=True))
        assert found.items() <= every.items()
        assert not drawn.is_complete or found == every
        missed = missed or not drawn.is_complete
    assert missed


def test_the_largest_duals_do_not_overflow() -> None:
    """Costs stay below that of what is infeasible, at both ends."""
    for sign in (1, -1):
        for scenario, _, instance in iterate_instances(documents(10, 9520)):
            most = sign * (MAX_DUAL_SUM // len(instance.units))
            duals = np.full(len(instance.units), most, dtype=np.int64)
            every = costs(scenario, instance, duals)
            drawn = FrontierPricing(instance, duals).enumerate_within(INFEASIBLE_COST, MANY)
            assert (
                dict(zip(instance.list_units_of(drawn.lots), drawn.costs.tolist(), strict=True))
                == every
            )


def test_pricing_stops_at_its_deadline() -> None:
    """Then the list is not complete."""
    for _, _, instance in iterate_instances(documents(5, 9530)):
        drawn = FrontierPricing(instance, draw_duals(instance, Random(1)), 0.0).enumerate_within(
            INFEASIBLE_COST, MANY
        )
        assert not drawn.is_complete
        assert not len(drawn.costs)
