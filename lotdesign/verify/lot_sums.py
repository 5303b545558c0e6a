"""Measures that are sums over lots: what a lot adds, in whole numbers, and what all designs add."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import floor

from lotdesign.evaluation import Evaluation
from lotdesign.measures.base import MeasureValue
from lotdesign.measures.geography import sum_distance_to_medoid
from lotdesign.money.design_cost import discount_yearly_costs
from lotdesign.money.value_bounds import list_value_floors
from lotdesign.scenario.scenario import Scenario
from lotdesign.scenario.undivided import are_touching, find_local_units


@dataclass(frozen=True)
class LotSum:
    """A measure by its sign: `constant`, and for each lot what `measure_lot` says of it alone.

    Rounded down where a lot adds no whole number. Where the sum is not the measure itself, but
    says how far it is from its end, `limit` is the most that it comes to.
    """

    measure_lot: Callable[[Evaluation], int]
    constant: int = 0
    limit: int | None = None


def find_lot_sum(scenario: Scenario, name: str, end: MeasureValue) -> LotSum | None:
    """The measure as a sum over lots, None where it is none; `end` is its worst signed value."""
    build = LOT_SUMS[name]
    return None if build is None else build(scenario, end)


def _sum_missing_share(scenario: Scenario, end: MeasureValue) -> LotSum | None:
    """What accessible lots lack of a share of all value, in pence; below 0 where there is more.

    Only where every design has lots of some value that are let.
    """
    has_value = any(any(weights) for weights in list_value_floors(scenario))
    if scenario.routes.offered != ("external",) or not has_value:
        return None
    return LotSum(lambda alone: floor((-end - alone.accessible[0]) * alone.values[0]), limit=0)


def _sum_present_costs(scenario: Scenario, _: MeasureValue) -> LotSum:
    rate = scenario.money.discount_rate
    return LotSum(lambda alone: floor(discount_yearly_costs(alone.lot_accounts[0].cost, rate)))


def _sum_touching_pairs(scenario: Scenario, _: MeasureValue) -> LotSum | None:
    """Pairs that touch, less those inside a lot; a divided unit held whole touches nothing."""

    def count(units: Sequence[int]) -> int:
        local = sorted(find_local_units(scenario, units))
        return sum(are_touching(scenario, a, b) for a, b in combinations(local, 2))

    if scenario.divided:
        return None
    every = count(range(len(scenario.units)))
    return LotSum(lambda alone: -count(alone.design.lots[0].units), every)


def _sum_changed_pairs(scenario: Scenario, _: MeasureValue) -> LotSum:
    today = [unit.contract for unit in scenario.units]

    def change(alone: Evaluation) -> int:
        pairs = combinations(alone.design.lots[0].units, 2)
        return sum(1 if today[a] != today[b] else -1 for a, b in pairs)

    return LotSum(change, sum(a == b for a, b in combinations(today, 2)))


LOT_SUMS: Mapping[str, Callable[[Scenario, MeasureValue], LotSum | None] | None] = {
    "whole_life_cost": lambda *_: LotSum(lambda alone: sum(alone.lot_accounts[0].cost)),
    "net_present_cost": _sum_present_costs,
    "lots": lambda *_: LotSum(lambda alone: 1),
    "accessible_share": _sum_missing_share,
    "accessible_lots": lambda *_: LotSum(lambda alone: -int(alone.accessible[0])),
    "fewest_small_bidders": None,
    "fewest_bidders": None,
    "value_spread": None,
    "need_spread": None,
    "travel": lambda scenario, _: LotSum(
        lambda alone: sum_distance_to_medoid(scenario, alone.design.lots[0].units)
    ),
    "cut_neighbours": _sum_touching_pairs,
    "changed_pairs": _sum_changed_pairs,
    "units_moved": None,
    "largest_provider_share": None,
}
"""For each measure how it is a sum over lots, of a scenario and an end; None for no sum."""
