"""The cheapest choice of K cells, one for each lot: winners within their limits, weights in all.

Dynamic programming over sellers, with the number of lots and the sum of their intervals as states
(min-plus convolution of each seller's lots with those of the sellers before).
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from solver.arrays import Floats


@dataclass(frozen=True)
class WinnerIntervals:
    """`count` lots of `total` V in all; interval i has V from `least` + i `width` on.

    `limits` has the most lots of each seller, and the most V of them.
    """

    count: int
    least: int
    width: int
    total: int
    limits: Sequence[tuple[int, int]]


@dataclass
class WinnerChoice:
    """Costs by seller and interval (sellers x intervals), the least of all kinds.

    `own` has for each seller the least cost of 0, 1, 2, … of its lots by the sum of intervals, and
    `before` that of 0 to K lots of all sellers up to it, K + 1 x sums.
    """

    intervals: WinnerIntervals
    costs: Floats
    own: list[list[Floats]] = field(default_factory=list)
    before: list[Floats] = field(default_factory=list)

    def find_least(self) -> tuple[float, list[tuple[int, int]]]:
        """The least sum, and the seller and interval of each lot; infinite where there is none."""
        count, width = self.intervals.count, self.intervals.width
        sums = count * (self.costs.shape[1] - 1) + 1
        table = np.full((count + 1, sums), np.inf)
        table[0, 0] = 0.0
        self.before.append(table)
        for seller in range(len(self.costs)):
            self.own.append(self._tabulate_own(seller))
            table = table.copy()
            for lots, own in enumerate(self.own[-1][1:], start=1):
                for place in np.flatnonzero(np.isfinite(own)).tolist():
                    reached = self.before[-1][: count + 1 - lots, : sums - place] + own[place]
                    into = table[lots:, place:]
                    np.minimum(into, reached, out=into)
            self.before.append(table)
        last = (self.intervals.total - count * self.intervals.least) // width
        first = max(0, last - count + 1)
        ends = table[count, first : last + 1]
        if not len(ends) or not np.isfinite(ends.min()):
            return np.inf, []
        return float(ends.min()), self._trace(first + int(ends.argmin()))

    def _tabulate_own(self, seller: int) -> list[Floats]:
        """The least cost of each number of one seller's lots by the sum of their intervals."""
        return tabulate_own(self.intervals, seller, self.costs[seller])

    def _trace(self, place: int) -> list[tuple[int, int]]:
        chosen, lots = [], self.intervals.count
        for seller in range(len(self.own) - 1, -1, -1):
            before, own = self.before[seller], self.own[seller]
            taken, at = self._find_step(before, own, lots, place)
            chosen += [(seller, each) for each in _split(own, self.costs[seller], taken, at)]
            lots, place = lots - taken, place - at
        return chosen

    def _find_step(
        self, before: Floats, own: Sequence[Floats], lots: int, place: int
    ) -> tuple[int, int]:
        """How many lots the seller has in the least of these states, and their intervals' sum."""
        best, step = before[lots, place], (0, 0)
        for taken in range(1, min(lots, len(own) - 1) + 1):
            sums = own[taken][: place + 1]
            reached = sums + before[lots - taken, place - len(sums) + 1 : place + 1][::-1]
            at = int(reached.argmin())
            if reached[at] < best:
                best, step = float(reached[at]), (taken, at)
        return step


def tabulate_own(intervals: WinnerIntervals, seller: int, one: Floats) -> list[Floats]:
    """The least cost of 0, 1, 2, … of a seller's lots by the sum of their intervals.

    `one` is what a lot of each interval costs.
    """
    most, capacity = intervals.limits[seller]
    tables = [np.zeros(1)]
    if not np.isfinite(one).any():
        return tables
    for lots in range(1, min(most, intervals.count) + 1):
        table = _convolve(tables[-1], one)
        weights = lots * intervals.least + np.arange(len(table)) * intervals.width
        tables.append(np.where(weights <= capacity, table, np.inf))
    return tables


def _convolve(some: Floats, one: Floats) -> Floats:
    """The least sum of an entry of each, by the sum of their places."""
    after = np.full(len(some) + len(one) - 1, np.inf)
    for place in np.flatnonzero(np.isfinite(one)).tolist():
        into = after[place : place + len(some)]
        np.minimum(into, some + one[place], out=into)
    return after


def _split(own: Sequence[Floats], one: Floats, lots: int, place: int) -> list[int]:
    """The interval of each of so many lots of a seller that attain its least cost."""
    chosen = []
    for left in range(lots, 0, -1):
        rest = own[left - 1]
        inside = np.arange(max(0, place - len(rest) + 1), min(len(one) - 1, place) + 1)
        at = int(inside[(one[inside] + rest[place - inside]).argmin()])
        chosen.append(at)
        place -= at
    return chosen
