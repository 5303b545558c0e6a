"""The pricing problem over all classes, and the master whose duals it takes.

Classes are solved by rising lower bound on their reduced cost, from their last solve's duals,
until no class left can hold the minimum or a column with negative reduced cost.

The master's rows are the units, the number of lots, and the winners' capacities.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

import numpy as np

from lotdesign.scenario.consortia import PAR_PRICE
from lotdesign.scenario.scenario import Scenario
from solver.arrays import Floats, Ints
from solver.candidates.capacity_limits import compute_capacity_limits
from solver.candidates.lot_values import value_scale
from solver.column_generation.cost_underestimator import PARTS_PER_PENNY, CostUnderestimator
from solver.column_generation.knapsack_pricing import (
    INFEASIBLE_COST,
    PARTS_PER_VALUE_DUAL,
    GeneratedColumn,
    KnapsackPricing,
    WholeDuals,
)
from solver.column_generation.master import StabilisedMaster
from solver.column_generation.pricing_classes import list_pricing_classes

LOT_COUNT_PENALTY = 100.0
"""The penalty of a lot too many or too few, for each unit, in mean costs of a unit."""


@dataclass(frozen=True, slots=True)
class CapacityRow:
    """The capacity of a winner and its copies: number of lots, or value in parts of a penny."""

    winner: int
    capacity: int
    counts_lots: bool

    def coefficient_of(self, column: GeneratedColumn) -> int:
        """The least that a lot of this winner uses of the capacity."""
        return 1 if self.counts_lots else column.value


def build_capacity_rows(scenario: Scenario, winners: Iterable[int]) -> list[CapacityRow]:
    """The capacity rows of these winners; those of consortia members are relaxed."""
    if scenario.consortia:
        return []
    return [row for winner in winners for row in _iterate_capacity_rows(scenario, winner)]


def _iterate_capacity_rows(scenario: Scenario, winner: int) -> Iterator[CapacityRow]:
    limits = compute_capacity_limits(scenario, winner)
    together = limits.times(len(scenario.interchangeable_parties[winner]))
    if together.lots is not None:
        yield CapacityRow(winner, together.lots, True)
    if together.value and limits.lots != 1:
        yield CapacityRow(winner, together.value, False)


@dataclass(frozen=True)
class CheapestColumns:
    """A lower bound on the reduced cost of every lot, and columns with small ones.

    In parts of a penny.
    """

    min_reduced_cost: int
    columns: list[GeneratedColumn]


class ColumnPricing:
    """The knapsacks of all classes of a scenario.

    With `joined` the areas of a winner are one class: fewer knapsacks, weaker bounds.
    """

    def __init__(self, scenario: Scenario, discounted: bool, joined: bool = False) -> None:
        self.scenario = scenario
        classes = list_pricing_classes(scenario, joined)
        min_units, max_units = _bound_lot_sizes(scenario)
        max_value = max((each.max_value for each in classes), default=0)
        self.underestimator = CostUnderestimator(scenario, discounted, max_units, max_value)
        prices = scenario.prices or ()
        self.knapsacks: list[KnapsackPricing] = []
        min_steps, known = self._min_value_steps, {}
        for each in classes:
            price = Fraction(PAR_PRICE if each.winner is None else prices[each.winner]) / 100
            if (each.route, price) not in known:
                known[each.route, price] = (
                    self.underestimator.bound_unit_costs(each.route, price),
                    self.underestimator.bound_fixed_cost(each.route),
                )
            costs = known[each.route, price]
            knapsack = KnapsackPricing(each, self.underestimator, *costs, min_units, min_steps)
            if knapsack.is_possible:
                self.knapsacks.append(knapsack)

    @property
    def _min_value_steps(self) -> int:
        """The least value of any lot, in steps."""
        rules = self.scenario.active_rules
        least = max([0, *(rule.bound_lot_value(self.scenario) for rule in rules)])
        parts = least * value_scale(self.scenario)
        return self.underestimator.bound_steps_below(parts) if least else 0

    @cached_property
    def capacity_rows(self) -> list[CapacityRow]:
        """Those of all winners, where providers have prices."""
        named = self.scenario.prices is not None
        return build_capacity_rows(
            self.scenario, self.scenario.interchangeable_parties if named else ()
        )

    def estimate_unit_costs(self) -> Floats:
        """(U,): about what each unit costs, in parts of a penny, as duals to begin with."""
        savings = [corner.saving for corner in self.scenario.money.scale]
        largest = max(savings, default=Fraction(0))
        least = np.min([knapsack.unit_costs for knapsack in self.knapsacks], axis=0).astype(float)
        gross = self.underestimator.gross_by_unit
        saved = np.array([float(largest * each * PARTS_PER_PENNY) for each in gross])
        estimate: Floats = least - saved
        return estimate

    def build_master(self, unit_costs: Floats) -> StabilisedMaster:
        """A master without columns, for any number of lots; `unit_costs`, (U,), set its scale."""
        units, capacities = len(unit_costs), len(self.capacity_rows)
        low = np.concatenate((np.ones(units), [0.0], np.full(capacities, -np.inf)))
        high = np.concatenate((np.ones(units), [float(units)], np.ones(capacities)))
        penalties = np.full(len(low), np.inf)
        penalties[:units] = 0.0
        penalties[units] = LOT_COUNT_PENALTY * units
        scale = max(1.0, float(unit_costs.sum()) / units)
        return StabilisedMaster((low, high), np.arange(len(low)) < units, penalties, scale=scale)

    def add_columns(self, master: StabilisedMaster, columns: Sequence[GeneratedColumn]) -> int:
        """Adds those that the master does not have; returns how many are new."""
        rows, values, units = [], [], len(self.scenario.units)
        for column in columns:
            own = [i for i, row in enumerate(self.capacity_rows) if row.winner == column.winner]
            capacities = [self.capacity_rows[i] for i in own]
            used = [row.coefficient_of(column) / row.capacity for row in capacities]
            rows.append(np.array([*column.units, units, *(units + 1 + i for i in own)]))
            values.append(np.array([*[1.0] * (len(column.units) + 1), *used]))
        costs = np.array([column.cost for column in columns], dtype=np.float64)
        keys = [(column.winner, column.units) for column in columns]
        return master.add_new_columns(costs, rows, values, keys)

    def round_duals(self, duals: Floats) -> WholeDuals:
        """The duals of the master's rows, (R,), as whole numbers, those of capacities at most 0."""
        units, parties = len(self.scenario.units), len(self.scenario.parties)
        by_winner = np.zeros(parties, dtype=np.int64)
        by_winner_value = np.zeros(parties, dtype=np.int64)
        for dual, row in zip(duals[units + 1 :].tolist(), self.capacity_rows, strict=True):
            each = min(0.0, dual) / row.capacity
            if row.counts_lots:
                by_winner[row.winner] = round(each)
            else:
                by_winner_value[row.winner] = round(each * PARTS_PER_VALUE_DUAL)
        by_unit = np.rint(duals[:units]).astype(np.int64)
        return WholeDuals(by_unit, by_winner, by_winner_value)

    def evaluate_duals(self, duals: WholeDuals) -> int:
        """The duals of all units and capacities together, in parts of a penny."""
        value = int(duals.by_unit.sum())
        for row in self.capacity_rows:
            if row.counts_lots:
                value += int(duals.by_winner[row.winner]) * row.capacity
            else:
                dual = int(duals.by_winner_value[row.winner])
                value += dual * row.capacity // PARTS_PER_VALUE_DUAL
        return value

    def compute_reduced_cost(self, column: GeneratedColumn, duals: Floats) -> float:
        """A column's reduced cost at duals of the master's rows, (R,), in parts of a penny."""
        units = len(self.scenario.units)
        cost = column.cost - float(duals[list(column.units)].sum()) - float(duals[units])
        for dual, row in zip(duals[units + 1 :].tolist(), self.capacity_rows, strict=True):
            if row.winner == column.winner:
                cost -= dual * row.coefficient_of(column) / row.capacity
        return cost

    def solve(self, duals: WholeDuals, threshold: float) -> CheapestColumns:
        """The least reduced cost of any lot, and columns with small ones, in parts of a penny.

        Classes are left out whose reduced costs can be neither the least nor below the threshold.
        """
        bounds = [knapsack.bound_reduced_cost(duals) for knapsack in self.knapsacks]
        least, columns = 2**62, list[GeneratedColumn]()
        for bound, i in sorted((bound, i) for i, bound in enumerate(bounds)):
            if bound > max(least, threshold):
                break
            cost, generated = self.knapsacks[i].generate_columns(duals)
            least = min(least, cost)
            columns += generated
        return CheapestColumns(least, columns)

    def tabulate_by_value(self, duals: WholeDuals) -> Ints:
        """(K,): for each number of steps the least reduced cost of a lot of that value.

        In parts of a penny; `INFEASIBLE_COST` where there is no such lot.
        """
        costs = np.full(self.underestimator.max_steps + 1, INFEASIBLE_COST, dtype=np.int64)
        for knapsack in self.knapsacks:
            table = knapsack.fill_table(duals).min(axis=0)
            np.minimum(costs[: len(table)], table, out=costs[: len(table)])
        return costs


def _bound_lot_sizes(scenario: Scenario) -> tuple[int, int]:
    """The fewest and the most units of any lot."""
    bounds = [rule.bound_lot_units(scenario) for rule in scenario.active_rules]
    fewest = max([1, *(least for least, _ in bounds)])
    return fewest, min([len(scenario.units), *(most for _, most in bounds)])
