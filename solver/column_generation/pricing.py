"""The pricing problem over all classes, and the capacity rows whose duals it takes.

Classes are solved by rising lower bound on their reduced cost, from their last solve's duals,
until no class left can hold the minimum or a column with negative reduced cost.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

import numpy as np

from lotdesign.scenario.consortia import PAR_PRICE
from lotdesign.scenario.scenario import Scenario
from solver.arrays import Floats, Ints
from solver.candidates.money import value_scale
from solver.column_generation.cost_underestimator import PARTS_PER_PENNY, CostUnderestimator
from solver.column_generation.knapsack_pricing import (
    INFEASIBLE_COST,
    PARTS_PER_VALUE_DUAL,
    GeneratedColumn,
    KnapsackPricing,
    WholeDuals,
)
from solver.column_generation.pricing_classes import list_pricing_classes


@dataclass(frozen=True, slots=True)
class CapacityRow:
    """A winner, its copies included, has room for so many lots, or for so many parts of V."""

    winner: int
    capacity: int
    counts_lots: bool

    def coefficient_of(self, lot: GeneratedColumn) -> int:
        """How much of the room a lot takes at least, if this party wins it."""
        return 1 if self.counts_lots else lot.value


def build_capacity_rows(scenario: Scenario, winners: Iterable[int]) -> list[CapacityRow]:
    """The limits of these winners; consortia, which weigh on their members, are relaxed."""
    if scenario.consortia:
        return []
    return [limit for winner in winners for limit in _iterate_capacity_rows(scenario, winner)]


def _iterate_capacity_rows(scenario: Scenario, winner: int) -> Iterator[CapacityRow]:
    party, copies = (
        (scenario.providers or ())[winner],
        len(scenario.interchangeable_parties[winner]),
    )
    if party.max_lots is not None:
        yield CapacityRow(winner, party.max_lots * copies, True)
    if party.capacity and party.max_lots != 1:
        yield CapacityRow(winner, party.capacity * value_scale(scenario) * copies, False)


@dataclass(frozen=True)
class CheapestColumns:
    """The least cost of any lot at some prices, and lots that cost little."""

    min_reduced_cost: int
    columns: list[GeneratedColumn]


class ColumnPricing:
    """The knapsacks of a scenario, and what is known of each since it was last asked."""

    def __init__(self, scenario: Scenario, discounted: bool, joined: bool = False) -> None:
        self.scenario = scenario
        ways, (least, most) = list_pricing_classes(scenario, joined), _bound_lot_sizes(scenario)
        self.underestimator = CostUnderestimator(
            scenario, discounted, most, max((w.max_value for w in ways), default=0)
        )
        prices = scenario.prices or ()
        self.knapsacks: list[KnapsackPricing] = []
        floor, known = self._min_value_steps, {}
        for way in ways:
            price = Fraction(PAR_PRICE if way.winner is None else prices[way.winner]) / 100
            if (way.route, price) not in known:
                known[way.route, price] = (
                    self.underestimator.bound_unit_costs(way.route, price),
                    self.underestimator.bound_fixed_cost(way.route),
                )
            adds, fixed = known[way.route, price]
            knapsack = KnapsackPricing(way, self.underestimator, adds, fixed, least, floor)
            if knapsack.is_possible:
                self.knapsacks.append(knapsack)

    @property
    def _min_value_steps(self) -> int:
        """The steps of V that every lot has at least."""
        rules = self.scenario.active_rules
        least = max([0, *(rule.bound_lot_value(self.scenario) for rule in rules)])
        return (
            self.underestimator.bound_steps_below(least * value_scale(self.scenario))
            if least
            else 0
        )

    @cached_property
    def capacity_rows(self) -> list[CapacityRow]:
        """What winners can carry."""
        return build_capacity_rows(
            self.scenario,
            [] if self.scenario.prices is None else self.scenario.interchangeable_parties,
        )

    def estimate_unit_costs(self) -> Floats:
        """About what each unit costs, in parts, for prices to begin with."""
        dearest = max(
            self.underestimator.scenario.money.scale, key=lambda p: p.saving, default=None
        )
        saved = Fraction(0) if dearest is None else dearest.saving
        least = np.min([k.unit_costs for k in self.knapsacks], axis=0).astype(float)
        gross = np.array(
            [float(saved * g * PARTS_PER_PENNY) for g in self.underestimator.gross_by_unit]
        )
        about: Floats = least - gross
        return about

    def round_duals(self, rows: Floats) -> WholeDuals:
        """The prices of the master's rows, in whole parts."""
        units, parties = len(self.scenario.units), len(self.scenario.parties)
        lots, values = np.zeros(parties, dtype=np.int64), np.zeros(parties, dtype=np.int64)
        for price, limit in zip(rows[units + 1 :].tolist(), self.capacity_rows, strict=True):
            each = min(0.0, price) / limit.capacity
            if limit.counts_lots:
                lots[limit.winner] = round(each)
            else:
                values[limit.winner] = round(each * PARTS_PER_VALUE_DUAL)
        return WholeDuals(np.rint(rows[:units]).astype(np.int64), lots, values)

    def evaluate_duals(self, prices: WholeDuals) -> int:
        """What the units, and what winners can carry, are worth at the prices."""
        worth = int(prices.by_unit.sum())
        for limit in self.capacity_rows:
            if limit.counts_lots:
                worth += int(prices.by_winner[limit.winner]) * limit.capacity
            else:
                worth += (
                    int(prices.by_winner_value[limit.winner])
                    * limit.capacity
                    // PARTS_PER_VALUE_DUAL
                )
        return worth

    def compute_reduced_cost(self, lot: GeneratedColumn, rows: Floats) -> float:
        """What a lot costs more than it is worth to the master, at the prices of its rows."""
        units = len(self.scenario.units)
        cost = lot.cost - float(rows[list(lot.units)].sum()) - float(rows[units])
        for price, limit in zip(rows[units + 1 :].tolist(), self.capacity_rows, strict=True):
            if limit.winner == lot.winner:
                cost -= price * limit.coefficient_of(lot) / limit.capacity
        return cost

    def solve(self, prices: WholeDuals, cheap: float) -> CheapestColumns:
        """The least cost of any lot at the prices, and lots that cost little.

        Ways are left out where, by what was found when they were last asked, nothing costs so
        little as to be `cheap`, or to be the least.
        """
        hopes = [knapsack.bound_reduced_cost(prices) for knapsack in self.knapsacks]
        least, lots = 2**62, list[GeneratedColumn]()
        for hope, i in sorted((hope, i) for i, hope in enumerate(hopes)):
            if hope > max(least, cheap):
                break
            cost, drawn = self.knapsacks[i].generate_columns(prices)
            least = min(least, cost)
            lots += drawn
        return CheapestColumns(least, lots)

    def tabulate_by_value(self, prices: WholeDuals) -> Ints:
        """For each number of steps what a lot of that value costs at least at the prices."""
        costs = np.full(self.underestimator.max_steps + 1, INFEASIBLE_COST, dtype=np.int64)
        for knapsack in self.knapsacks:
            table = knapsack.fill_table(prices).min(axis=0)
            np.minimum(costs[: len(table)], table, out=costs[: len(table)])
        return costs


def _bound_lot_sizes(scenario: Scenario) -> tuple[int, int]:
    """The fewest and the most units of any lot."""
    bounds = [rule.bound_lot_units(scenario) for rule in scenario.active_rules]
    fewest = max([1, *(least for least, _ in bounds)])
    return fewest, min([len(scenario.units), *(most for _, most in bounds)])
