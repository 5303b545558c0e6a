"""Prices of a relaxation of very many columns: interior points within boxes.

Column generation over a list. The linear program of few columns is solved by an interior point
method, without going on to a corner: that is quick for thousands of rows, and the prices lie in the
middle of all that are as good. A unit's price may leave the best ones so far by a box alone, with
slips that cost as much either way (du Merle, Villeneuve, Desrosiers and Hansen, Discrete
Mathematics 194, 1999). After each all columns are priced, and the cheapest of every unit join.
Prices are mended at every step, so that a bound is known at every moment; they are hints as all
prices are.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from solver.engines.columns import Columns, Floats
from solver.facts.lots import Flags, Ints
from solver.proving.boxed import Program, boxed

PER = 10
"""So many of the cheapest columns of every unit join at a time."""
JOIN, DROP = 0.03, 0.1
"""No dearer ones join, and dearer ones leave: reduced costs in parts of a unit's usual price."""
BOX = 0.1
"""How far a unit's price may leave the last one, in parts of what it was at first."""
START = 12
"""How often prices are raised before the first linear program."""
RAISED = 3
"""And after each."""
DONE = 1e-8
"""Prices are good enough when the bound is so near the value, in parts of it."""
ROUNDS = 60
CLOSE = 1e-7


@dataclass(frozen=True)
class Centre:
    """Scaled prices of the rows, the columns looked at last and the share of each of them.

    `bound` is the value of the prices, in costs. Columns up to `near` may matter. `done` says that
    no other prices are better.
    """

    duals: Floats
    bound: float
    columns: Ints
    shares: Floats
    near: float
    done: bool = False


@dataclass(frozen=True)
class Interior:
    """Rows between two `ends`, with columns at `costs`; those of `units` equal 1.

    All is scaled so that the largest cost is 1, and so is each row's largest coefficient. The first
    `candidates` columns have shares of 0 or more, of which `allowed` ones may have any; all others
    lie between their `bounds`.
    """

    columns: Columns
    costs: Floats
    ends: tuple[Floats, Floats]
    units: Flags
    candidates: int
    bounds: Floats
    allowed: Flags

    def centres(self, deadline: float | None) -> Iterator[Centre]:
        """Better and better prices, until they are as good as any or the deadline has passed.

        Raises Interrupted.
        """
        duals = np.zeros(len(self.units))
        for _ in range(START):
            duals = self.raised(duals)
        best, weights = duals, self._weights(duals)
        bound, box = self.value(duals), BOX * weights
        join, drop = JOIN * float(weights.mean()), DROP * float(weights.mean())
        inside = self._cheapest(self.reduced(duals), np.inf)
        yield Centre(best, bound, np.flatnonzero(inside), np.zeros(int(inside.sum())), join)
        for _ in range(ROUNDS):
            chosen = np.concatenate((np.flatnonzero(inside), self._others))
            master = boxed(self._program(chosen), self.units, best[self.units], box, deadline)
            if master is None:
                return
            duals = self._signed(master.duals)
            for _ in range(RAISED):
                duals = self.raised(duals)
            reduced = self.reduced(master.duals)
            wanted = (reduced < -CLOSE) & self._open & ~inside
            value = self.value(duals)
            kept = inside if value <= bound else inside & (reduced < drop)
            if value > bound:
                best, bound = duals, value
            near = master.value - bound <= DONE * abs(bound)
            done = not master.slipped and (near or not wanted.any())
            yield Centre(best, bound, chosen, master.shares, join, done)
            if done:
                return
            if not wanted.any():  # within the boxes nothing is better
                box = np.where(master.pressed, 2 * box, box)
            inside = kept | self._cheapest(reduced, join)

    def reduced(self, duals: Floats) -> Floats:
        """What each column costs at these prices."""
        found: Floats = self.costs - self.columns.worth(duals)
        return found

    def value(self, duals: Floats) -> float:
        """What no solution is below at prices that leave no candidate below nothing."""
        low, high = self.ends
        ends = np.where(duals > 0, low, np.where(duals < 0, high, 0.0))
        first, last = self.reduced(duals)[self.candidates :], self.bounds
        return float(
            (duals * ends).sum() + np.minimum(first * last[:, 0], first * last[:, 1]).sum()
        )

    def raised(self, duals: Floats) -> Floats:
        """Prices at which no candidate costs less than nothing, and units more than they did.

        What a candidate has left is shared out among its units by what they cost, and each unit
        takes the least that any of its candidates leaves it. What one lacks is taken off likewise.
        """
        reduced, (owners, units) = self.reduced(duals), self._held
        weights = self._weights(duals)[units]
        whole = np.bincount(owners, weights, minlength=len(reduced))
        each = reduced[owners] / whole[owners] * weights
        most = np.full(len(duals), np.inf)
        np.minimum.at(most, np.flatnonzero(self.units)[units], each)
        return duals + np.where(np.isfinite(most), most, 0.0)

    def _weights(self, duals: Floats) -> Floats:
        """What the units count for when something is shared out among them."""
        prices = np.abs(duals[self.units])
        if not prices.any():
            prices = self._least
        return np.maximum(prices, max(1e-6, 0.01 * float(prices.mean())))

    @cached_property
    def _least(self) -> Floats:
        """For each unit the least that a candidate costs by the unit."""
        owners, units = self._held
        sizes = np.bincount(owners, minlength=len(self.costs))
        least = np.full(int(self.units.sum()), np.inf)
        np.minimum.at(least, units, self.costs[owners] / sizes[owners])
        return np.where(np.isfinite(least), np.abs(least), 0.0)

    @cached_property
    def _open(self) -> Flags:
        """The candidates that may have a share."""
        flags = self.allowed.copy()
        flags[self.candidates :] = False
        return flags

    def _program(self, columns: Ints) -> Program:
        ranges = np.tile((0.0, np.inf), (len(columns), 1))
        extra = columns >= self.candidates
        ranges[extra] = self.bounds[columns[extra] - self.candidates]
        return Program(self.columns.taken(columns), self.costs[columns], ranges, self.ends)

    @cached_property
    def _others(self) -> Ints:
        return np.arange(self.candidates, len(self.costs))

    @cached_property
    def _held(self) -> tuple[Ints, Ints]:
        """The open candidates and the units that they hold, pair by pair."""
        entries = self.columns.entries
        owners = np.repeat(np.arange(len(self.costs)), np.diff(entries.starts))
        kept = self.units[entries.rows] & self._open[owners]
        number = np.cumsum(self.units) - 1
        return owners[kept], number[entries.rows[kept]]

    def _cheapest(self, reduced: Floats, most: float) -> Flags:
        """The cheapest candidates of every unit."""
        owners, units = self._held
        count, costs = int(self.units.sum()), reduced[owners]
        some = np.flatnonzero(costs < most)
        order = some[np.lexsort((costs[some], units[some]))]
        first = np.searchsorted(units[order], np.arange(count))
        rank = np.arange(len(order)) - first[units[order]]
        flags = np.zeros(len(reduced), dtype=np.bool_)
        flags[owners[order[rank < PER]]] = True
        return flags

    def _signed(self, duals: Floats) -> Floats:
        """Without prices that lean on a side where their row has no bound."""
        low, high = self.ends
        open_ = ((duals > 0) & np.isinf(low)) | ((duals < 0) & np.isinf(high))
        return np.where(open_, 0.0, duals)
