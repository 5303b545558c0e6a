"""Pricing of one class: a knapsack over the number of units and the value of a lot.

Dynamic programming (Bellman 1957): the least reduced cost for each number of units and each
value on the grid. Contiguity is relaxed, so the minimum bounds the reduced cost of every
admissible lot of the class from below.
"""

from dataclasses import dataclass, field

import numpy as np

from solver.arrays import Ints
from solver.column_generation.cost_underestimator import CostUnderestimator
from solver.column_generation.pricing_classes import PricingClass

INFEASIBLE_COST = 2**60
"""What a number of units and a value cost that no lot has."""
COLUMNS_WHERE_SIZES_UNCOUNTED = 8
"""Where numbers of units are not told apart, so many lots are drawn, of different values."""


@dataclass(frozen=True, slots=True)
class WholeDuals:
    """What each unit may cost, and what who wins pays more: all at most 0 but for the units.

    `units` and `lots` are in parts of a penny, `lots` for each party; `values` in FINE parts of
    them for each part of V.
    """

    by_unit: Ints
    by_winner: Ints
    by_winner_value: Ints


PARTS_PER_VALUE_DUAL = 2**20
"""Prices of V are kept in so many parts of a part of a penny."""


@dataclass(frozen=True, slots=True)
class GeneratedColumn:
    """A set of units that is taken for a lot: who wins it, what it costs at least, and its V.

    `cost` is in parts of a penny, without prices; `value` in parts of V, at least.
    """

    winner: int | None
    units: tuple[int, ...]
    cost: int
    value: int


@dataclass
class KnapsackPricing:
    """One way, with lots of `least` to `most` units and V of at least `floor` steps."""

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
        """Whether there can be any lot of the way."""
        return int(self.sizes.sum()) >= self.min_units and self._max_steps >= self._first_steps

    @property
    def _max_steps(self) -> int:
        return min(
            self.underestimator.bound_steps_above(self.pricing_class.max_value),
            int(self.steps.sum()),
        )

    @property
    def _first_steps(self) -> int:
        return max(self.min_steps, int(self.steps.min(initial=INFEASIBLE_COST)))

    @property
    def _max_units(self) -> int:
        """The largest number of units; 0 where any is allowed, and none is counted."""
        if self.underestimator.is_unlimited:
            return 0
        return min(self.underestimator.max_units, int(self.sizes.sum()))

    def compute_unit_terms(self, prices: WholeDuals) -> Ints:
        """What each unit adds at the prices, in parts."""
        values = np.array(self.underestimator.value_by_unit, dtype=np.int64)
        found = self.unit_costs - prices.by_unit
        if (
            self.pricing_class.winner is not None
            and prices.by_winner_value[self.pricing_class.winner]
        ):
            found = (
                found
                + -int(prices.by_winner_value[self.pricing_class.winner])
                * values
                // PARTS_PER_VALUE_DUAL
            )
        return found

    def bound_reduced_cost(self, prices: WholeDuals) -> int:
        """Nothing of this way costs less, by what was found at the prices of the last time."""
        if self._last_solve is None:
            return -INFEASIBLE_COST
        worth, least = self._last_solve
        cheaper = np.minimum(self._list_terms(prices) - worth, 0)
        return (
            least
            + int(cheaper[-1])
            + int(np.sort(cheaper[:-1])[: self.underestimator.max_units].sum())
        )

    def _list_terms(self, prices: WholeDuals) -> Ints:
        """What each unit of the way adds at the prices, then what a lot of it costs besides."""
        held = [u for block in self.pricing_class.blocks for u in block]
        return np.append(self.compute_unit_terms(prices)[held], self._compute_fixed_term(prices))

    def _compute_fixed_term(self, prices: WholeDuals) -> int:
        won = (
            0
            if self.pricing_class.winner is None
            else int(prices.by_winner[self.pricing_class.winner])
        )
        return self.fixed_cost - won

    def fill_table(self, prices: WholeDuals, taken: list[np.ndarray] | None = None) -> Ints:
        """The least cost for each number of units from `least` on, and each number of steps.

        Notes in `taken` for each block where it was taken last.
        """
        worth = self.compute_unit_terms(prices)
        wide, tall = self._max_steps, self._max_units
        costs = np.full((tall + 1, wide + 1), INFEASIBLE_COST, dtype=np.int64)
        costs[0, 0] = 0
        reach, top = 0, 0
        for place, block in enumerate(self.block_order):
            step, size = int(self.steps[place]), int(self.sizes[place]) if tall else 0
            reach, top = min(wide, reach + step), min(tall, top + size)
            marks = np.zeros((0, 0), dtype=np.bool_)
            if step <= reach and size <= top:
                added = int(worth[list(self.pricing_class.blocks[block])].sum())
                fuller = costs[: top + 1 - size, : reach + 1 - step] + added
                before = costs[size : top + 1, step : reach + 1]
                if taken is None:
                    np.minimum(before, fuller, out=before)
                else:
                    marks = fuller < before
                    np.copyto(before, fuller, where=marks)
            if taken is not None:
                taken.append(marks)
        held = costs[min(self.min_units, tall) :]
        held += self._compute_fixed_term(prices)
        if self.pricing_class.route != "in_house":
            held -= self.underestimator.saving_by_steps[: wide + 1]
        held[:, : self._first_steps] = INFEASIBLE_COST
        return held

    def generate_columns(self, prices: WholeDuals) -> tuple[int, list[GeneratedColumn]]:
        """The least cost at these prices, and lots that cost least, one a number of units."""
        taken: list[np.ndarray] = []
        table = self.fill_table(prices, taken)
        first = self._max_units + 1 - len(table)
        found = []
        for row, line in enumerate(table):
            pieces = (
                [line] if len(table) > 1 else np.array_split(line, COLUMNS_WHERE_SIZES_UNCOUNTED)
            )
            start = 0
            for piece in pieces:
                cell = start + int(np.argmin(piece)) if len(piece) else start
                if len(piece) and line[cell] < INFEASIBLE_COST // 2:
                    found.append(
                        self._trace_back(first + row, cell, int(line[cell]), taken, prices)
                    )
                start += len(piece)
        self._last_solve = self._list_terms(prices), int(table.min())
        return int(table.min()), found

    def _trace_back(
        self, size: int, steps: int, cost: int, taken: list[np.ndarray], prices: WholeDuals
    ) -> GeneratedColumn:
        units: list[int] = []
        for place in range(len(self.block_order) - 1, -1, -1):
            step, own = int(self.steps[place]), int(self.sizes[place]) if self._max_units else 0
            row, column, marks = size - own, steps - step, taken[place]
            if 0 <= row < marks.shape[0] and 0 <= column < marks.shape[1] and marks[row, column]:
                units += self.pricing_class.blocks[self.block_order[place]]
                size, steps = row, column
        held = tuple(sorted(units))
        value = sum(self.underestimator.value_by_unit[u] for u in held)
        cost -= int(self.compute_unit_terms(prices)[units].sum()) - int(
            self.unit_costs[units].sum()
        )
        cost -= self._compute_fixed_term(prices) - self.fixed_cost
        return GeneratedColumn(self.pricing_class.winner, held, cost, value)
