"""Pricing of one class: a knapsack over the number of units and the value of a lot.

Dynamic programming (Bellman 1957): the least reduced cost for each number of units and each
value on the grid. Contiguity is relaxed, so the minimum bounds the reduced cost of every
admissible lot of the class from below.
"""

from dataclasses import dataclass, field

import numpy as np

from solver.arrays import Flags, Ints
from solver.column_generation.cost_underestimator import CostUnderestimator
from solver.column_generation.pricing_classes import PricingClass

INFEASIBLE_COST = 2**60
"""The cost of a number of units and a value that no lot has."""
COLUMNS_WHERE_SIZES_UNCOUNTED = 8
"""Where numbers of units are not told apart, so many columns of different values are generated."""
PARTS_PER_VALUE_DUAL = 2**20
"""Duals of value are kept in so many parts of a part of a penny."""


@dataclass(frozen=True, slots=True)
class WholeDuals:
    """Duals as whole numbers; those of winners' capacities are at most 0.

    `by_unit` (U,) and `by_winner` (a lot of each party) are in parts of a penny, `by_winner_value`
    (a part of value of each party) in `PARTS_PER_VALUE_DUAL`ths of them.
    """

    by_unit: Ints
    by_winner: Ints
    by_winner_value: Ints


@dataclass(frozen=True, slots=True)
class GeneratedColumn:
    """Units taken for a lot, with the winner and lower bounds on its cost and value.

    `cost` is in parts of a penny, `value` in parts of value.
    """

    winner: int | None
    units: tuple[int, ...]
    cost: int
    value: int


@dataclass
class KnapsackPricing:
    """One class, with lots of at least `min_units` units and `min_steps` steps of value.

    `unit_costs`, (U,), and `fixed_cost` are in parts of a penny. `sizes` and `steps` are the units
    and the value of each of B blocks, (B,), in `block_order`.
    """

    pricing_class: PricingClass
    underestimator: CostUnderestimator
    unit_costs: Ints
    fixed_cost: int
    min_units: int
    min_steps: int
    sizes: Ints = field(init=False)
    steps: Ints = field(init=False)
    block_order: list[int] = field(init=False)
    _last_solve: tuple[Ints, int] | None = None

    def __post_init__(self) -> None:
        blocks = self.pricing_class.blocks
        weights = [int(self.underestimator.steps_by_unit[list(block)].sum()) for block in blocks]
        self.block_order = sorted(range(len(blocks)), key=lambda b: (weights[b], b))
        self.steps = np.array([weights[b] for b in self.block_order])
        self.sizes = np.array([len(blocks[b]) for b in self.block_order])

    @property
    def is_possible(self) -> bool:
        """Whether there can be any lot of the class."""
        return int(self.sizes.sum()) >= self.min_units and self._max_steps >= self._first_steps

    @property
    def _max_steps(self) -> int:
        within = self.underestimator.bound_steps_above(self.pricing_class.max_value)
        return min(within, int(self.steps.sum()))

    @property
    def _first_steps(self) -> int:
        return max(self.min_steps, int(self.steps.min(initial=INFEASIBLE_COST)))

    @property
    def _max_units(self) -> int:
        """The largest number of units; 0 where any is allowed, and none is counted."""
        if self.underestimator.is_unlimited:
            return 0
        return min(self.underestimator.max_units, int(self.sizes.sum()))

    def compute_unit_terms(self, duals: WholeDuals) -> Ints:
        """(U,): what each unit adds to the reduced cost, in parts of a penny."""
        terms: Ints = self.unit_costs - duals.by_unit
        winner = self.pricing_class.winner
        if winner is not None and duals.by_winner_value[winner]:
            values = np.array(self.underestimator.value_by_unit, dtype=np.int64)
            terms += -int(duals.by_winner_value[winner]) * values // PARTS_PER_VALUE_DUAL
        return terms

    def bound_reduced_cost(self, duals: WholeDuals) -> int:
        """Lower bound on this class's reduced cost, from the last solve's duals.

        In parts of a penny: the least then, less what `max_units` units and the fixed cost of a lot
        have at most become cheaper since.
        """
        if self._last_solve is None:
            return -INFEASIBLE_COST
        terms, least = self._last_solve
        fall = np.minimum(self._list_terms(duals) - terms, 0)
        largest_falls = np.sort(fall[:-1])[: self.underestimator.max_units]
        return least + int(fall[-1]) + int(largest_falls.sum())

    def _list_terms(self, duals: WholeDuals) -> Ints:
        """What each unit of the class adds to the reduced cost; last, what every lot does."""
        units = [u for block in self.pricing_class.blocks for u in block]
        return np.append(self.compute_unit_terms(duals)[units], self._compute_fixed_term(duals))

    def _compute_fixed_term(self, duals: WholeDuals) -> int:
        winner = self.pricing_class.winner
        return self.fixed_cost - (0 if winner is None else int(duals.by_winner[winner]))

    def fill_table(self, duals: WholeDuals, taken: list[Flags] | None = None) -> Ints:
        """The least reduced cost for each number of units and of steps, M x K in parts of a penny.

        Rows start at `min_units`, columns at 0 steps; `INFEASIBLE_COST` or about it: no such lot.
        Into `taken` goes for each block where it was taken last.
        """
        terms = self.compute_unit_terms(duals)
        max_steps, max_units = self._max_steps, self._max_units
        costs = np.full((max_units + 1, max_steps + 1), INFEASIBLE_COST, dtype=np.int64)
        costs[0, 0] = 0
        reach, top = 0, 0
        for place, block in enumerate(self.block_order):
            step, size = int(self.steps[place]), int(self.sizes[place]) if max_units else 0
            reach, top = min(max_steps, reach + step), min(max_units, top + size)
            marks = np.zeros((0, 0), dtype=np.bool_)
            if step <= reach and size <= top:
                added = int(terms[list(self.pricing_class.blocks[block])].sum())
                with_block = costs[: top + 1 - size, : reach + 1 - step] + added
                without = costs[size : top + 1, step : reach + 1]
                if taken is None:
                    np.minimum(without, with_block, out=without)
                else:
                    marks = with_block < without
                    np.copyto(without, with_block, where=marks)
            if taken is not None:
                taken.append(marks)
        table = costs[min(self.min_units, max_units) :]
        table += self._compute_fixed_term(duals)
        if self.pricing_class.route != "in_house":
            table -= self.underestimator.saving_by_steps[: max_steps + 1]
        table[:, : self._first_steps] = INFEASIBLE_COST
        return table

    def generate_columns(self, duals: WholeDuals) -> tuple[int, list[GeneratedColumn]]:
        """The least reduced cost, and the cheapest column of every number of units.

        Costs are in parts of a penny.
        """
        taken: list[Flags] = []
        table = self.fill_table(duals, taken)
        min_units = self._max_units + 1 - len(table)
        columns = []
        for row, costs in enumerate(table):
            ranges = (
                [costs] if len(table) > 1 else np.array_split(costs, COLUMNS_WHERE_SIZES_UNCOUNTED)
            )
            start = 0
            for each in ranges:
                steps = start + int(np.argmin(each)) if len(each) else start
                if len(each) and costs[steps] < INFEASIBLE_COST // 2:
                    cost = int(costs[steps])
                    columns.append(self._trace_back(min_units + row, steps, cost, taken, duals))
                start += len(each)
        self._last_solve = self._list_terms(duals), int(table.min())
        return int(table.min()), columns

    def _trace_back(
        self, size: int, steps: int, cost: int, taken: list[Flags], duals: WholeDuals
    ) -> GeneratedColumn:
        """The column of a cell of the table, which has this reduced cost."""
        units: list[int] = []
        for place in range(len(self.block_order) - 1, -1, -1):
            step, own = int(self.steps[place]), int(self.sizes[place]) if self._max_units else 0
            row, column, marks = size - own, steps - step, taken[place]
            if 0 <= row < marks.shape[0] and 0 <= column < marks.shape[1] and marks[row, column]:
                units += self.pricing_class.blocks[self.block_order[place]]
                size, steps = row, column
        held = tuple(sorted(units))
        value = sum(self.underestimator.value_by_unit[u] for u in held)
        terms = self.compute_unit_terms(duals)
        cost -= int(terms[units].sum()) - int(self.unit_costs[units].sum())
        cost -= self._compute_fixed_term(duals) - self.fixed_cost
        return GeneratedColumn(self.pricing_class.winner, held, cost, value)
