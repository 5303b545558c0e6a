"""The lots of one way that cost least at given prices: a knapsack over numbers of units and values.

Dynamic programming (Bellman 1957): for each number of units and each value, in steps, the least sum
of what units add. Whether a lot connects is not looked at, so that no lot that the rules admit
costs less than what is found.
"""

from dataclasses import dataclass, field

import numpy as np

from solver.bounding.money import Money
from solver.bounding.ways import Way
from solver.facts.lots import Ints

NOTHING = 2**60
"""What a number of units and a value cost that no lot has."""
CHUNKS = 8
"""Where numbers of units are not told apart, so many lots are drawn, of different values."""


@dataclass(frozen=True, slots=True)
class Prices:
    """What each unit may cost, and what who wins pays more: all at most 0 but for the units.

    `units` and `lots` are in parts of a penny, `lots` for each party; `values` in FINE parts of
    them for each part of V.
    """

    units: Ints
    lots: Ints
    values: Ints


FINE = 2**20
"""Prices of V are kept in so many parts of a part of a penny."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A set of units that is taken for a lot: who wins it, what it costs at least, and its V.

    `cost` is in parts of a penny, without prices; `value` in parts of V, at least.
    """

    winner: int | None
    units: tuple[int, ...]
    cost: int
    value: int


@dataclass
class Knapsack:
    """One way, with lots of `least` to `most` units and V of at least `floor` steps."""

    way: Way
    money: Money
    adds: Ints
    fixed: int
    least: int
    floor: int
    sizes: Ints = field(init=False)
    steps: Ints = field(init=False)
    order: list[int] = field(init=False)
    _known: tuple[Ints, int] | None = None

    def __post_init__(self) -> None:
        blocks = self.way.blocks
        weights = [int(self.money.steps[list(block)].sum()) for block in blocks]
        self.order = sorted(range(len(blocks)), key=lambda b: (weights[b], b))
        self.steps = np.array([weights[b] for b in self.order])
        self.sizes = np.array([len(blocks[b]) for b in self.order])

    @property
    def possible(self) -> bool:
        """Whether there can be any lot of the way."""
        return int(self.sizes.sum()) >= self.least and self._wide >= self._from

    @property
    def _wide(self) -> int:
        return min(self.money.steps_within(self.way.most), int(self.steps.sum()))

    @property
    def _from(self) -> int:
        return max(self.floor, int(self.steps.min(initial=NOTHING)))

    @property
    def _tall(self) -> int:
        """The largest number of units; 0 where any is allowed, and none is counted."""
        if self.money.unlimited:
            return 0
        return min(self.money.largest, int(self.sizes.sum()))

    def worth(self, prices: Prices) -> Ints:
        """What each unit adds at the prices, in parts."""
        values = np.array(self.money.values, dtype=np.int64)
        found = self.adds - prices.units
        if self.way.winner is not None and prices.values[self.way.winner]:
            found = found + -int(prices.values[self.way.winner]) * values // FINE
        return found

    def hope(self, prices: Prices) -> int:
        """Nothing of this way costs less, by what was found at the prices of the last time."""
        if self._known is None:
            return -NOTHING
        worth, least = self._known
        cheaper = np.minimum(self._all(prices) - worth, 0)
        return least + int(cheaper[-1]) + int(np.sort(cheaper[:-1])[: self.money.largest].sum())

    def _all(self, prices: Prices) -> Ints:
        """What each unit of the way adds at the prices, then what a lot of it costs besides."""
        held = [u for block in self.way.blocks for u in block]
        return np.append(self.worth(prices)[held], self._besides(prices))

    def _besides(self, prices: Prices) -> int:
        won = 0 if self.way.winner is None else int(prices.lots[self.way.winner])
        return self.fixed - won

    def table(self, prices: Prices, taken: list[np.ndarray] | None = None) -> Ints:
        """The least cost for each number of units from `least` on, and each number of steps.

        Notes in `taken` for each block where it was taken last.
        """
        worth = self.worth(prices)
        wide, tall = self._wide, self._tall
        costs = np.full((tall + 1, wide + 1), NOTHING, dtype=np.int64)
        costs[0, 0] = 0
        reach, top = 0, 0
        for place, block in enumerate(self.order):
            step, size = int(self.steps[place]), int(self.sizes[place]) if tall else 0
            reach, top = min(wide, reach + step), min(tall, top + size)
            marks = np.zeros((0, 0), dtype=np.bool_)
            if step <= reach and size <= top:
                added = int(worth[list(self.way.blocks[block])].sum())
                fuller = costs[: top + 1 - size, : reach + 1 - step] + added
                before = costs[size : top + 1, step : reach + 1]
                if taken is None:
                    np.minimum(before, fuller, out=before)
                else:
                    marks = fuller < before
                    np.copyto(before, fuller, where=marks)
            if taken is not None:
                taken.append(marks)
        held = costs[min(self.least, tall) :]
        held += self._besides(prices)
        if self.way.route != "in_house":
            held -= self.money.saved[: wide + 1]
        held[:, : self._from] = NOTHING
        return held

    def drawn(self, prices: Prices) -> tuple[int, list[Drawn]]:
        """The least cost at these prices, and lots that cost least, one a number of units."""
        taken: list[np.ndarray] = []
        table = self.table(prices, taken)
        first = self._tall + 1 - len(table)
        found = []
        for row, line in enumerate(table):
            pieces = [line] if len(table) > 1 else np.array_split(line, CHUNKS)
            start = 0
            for piece in pieces:
                cell = start + int(np.argmin(piece)) if len(piece) else start
                if len(piece) and line[cell] < NOTHING // 2:
                    found.append(self._lot(first + row, cell, int(line[cell]), taken, prices))
                start += len(piece)
        self._known = self._all(prices), int(table.min())
        return int(table.min()), found

    def _lot(
        self, size: int, steps: int, cost: int, taken: list[np.ndarray], prices: Prices
    ) -> Drawn:
        units: list[int] = []
        for place in range(len(self.order) - 1, -1, -1):
            step, own = int(self.steps[place]), int(self.sizes[place]) if self._tall else 0
            row, column, marks = size - own, steps - step, taken[place]
            if 0 <= row < marks.shape[0] and 0 <= column < marks.shape[1] and marks[row, column]:
                units += self.way.blocks[self.order[place]]
                size, steps = row, column
        held = tuple(sorted(units))
        value = sum(self.money.values[u] for u in held)
        cost -= int(self.worth(prices)[units].sum()) - int(self.adds[units].sum())
        cost -= self._besides(prices) - self.fixed
        return Drawn(self.way.winner, held, cost, value)
