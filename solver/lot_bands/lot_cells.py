"""Cells of relaxed lots: a seller, a kind and an interval of weight, each a knapsack.

Inside a cell the cost of a lot is bounded from below by a sum over its blocks, since the share
saved by scale is known within narrow limits. The least reduced cost of every cell is found by
dynamic programming over the weight (a multiple-choice knapsack; Sinha and Zoltners 1979), all cells
at once, on a grid with the error of rounding allowed for.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from solver.arrays import Flags, Floats, Ints
from solver.lot_bands.lot_relaxation import LotRelaxation

Singles = npt.NDArray[np.float32]

PENALTIES = (0.0, 0.02, 0.08)
"""Multipliers of a kind's surplus that are tried, in what a part of V costs on average."""


_ANY_RATIO = 1e18


@dataclass(frozen=True)
class LotCells:
    """C cells by seller, kind and interval of weight: `width` from `least` + interval `width` on.

    `relaxation` says what lots there are.
    """

    relaxation: LotRelaxation
    width: int
    seller: Ints
    kind: Ints
    interval: Ints

    def __len__(self) -> int:
        return len(self.seller)

    @property
    def intervals(self) -> int:
        """The number of intervals from the least to the most weight."""
        return (self.relaxation.most - self.relaxation.least) // self.width + 1

    def select(self, which: Flags | Ints) -> "LotCells":
        """The cells at these positions."""
        return LotCells(
            self.relaxation, self.width, self.seller[which], self.kind[which], self.interval[which]
        )

    def halve(self) -> "LotCells":
        """The same in intervals of half the width, which must be even."""
        halves = np.repeat(self.interval * 2, 2) + np.tile([0, 1], len(self))
        repeated = np.repeat(self.seller, 2), np.repeat(self.kind, 2)
        finer = LotCells(self.relaxation, self.width // 2, *repeated, halves)
        return finer.select(finer.low <= finer.high)

    @cached_property
    def low(self) -> Ints:
        """(C,): the least weight of a lot of each cell."""
        low: Ints = self.relaxation.least + self.interval * self.width
        return low

    @cached_property
    def high(self) -> Ints:
        """(C,): the most that a lot of each cell weighs; V, which is no less, limits it too."""
        largest = np.array([each.can_win.largest_lot for each in self.relaxation.sellers])
        highest = np.minimum(self.relaxation.most, largest[self.seller])
        high: Ints = np.minimum(self.low + (self.width - 1), highest)
        return high


def list_cells(relaxation: LotRelaxation, width: int) -> LotCells:
    """All cells of this width that a lot may be of."""
    intervals = (relaxation.most - relaxation.least) // width + 1
    shape = len(relaxation.sellers), len(relaxation.kinds), intervals
    seller, kind, interval = (axis.ravel() for axis in np.indices(shape))
    cells = LotCells(relaxation, width, seller, kind, interval)
    return cells.select(cells.low <= cells.high)


@dataclass(frozen=True)
class CellKnapsack:
    """The knapsacks of some cells on a grid of about `steps` steps from 0 to the most weight.

    R rows: a cell whose kind has a surplus has several, one for each penalty.
    """

    cells: LotCells
    steps: int

    def solve(self, duals: Floats) -> tuple[Floats, Ints]:
        """(C,): the least reduced cost of each cell, in pence, and the row that attains it.

        `duals` (B,) are in pence. Infinite where the cell holds no lot.
        """
        table = self._fill(np.arange(len(self._cell_of_row)), duals, None)
        least = np.where(self._inside, table, np.inf).min(axis=1)
        least = least.astype(np.float64) - self._bound_error(duals)
        best = np.full(len(self.cells), -np.inf)
        np.maximum.at(best, self._cell_of_row, least)
        rows = np.zeros(len(self.cells), dtype=np.int64)
        attained = np.flatnonzero(least == best[self._cell_of_row])
        rows[self._cell_of_row[attained]] = attained
        return best, rows

    def _bound_error(self, duals: Floats) -> Floats:
        """(R,): by how much sums in single precision may be off, in pence.

        Each addition is off by at most half a unit in the last place of what was added up so far.
        """
        costs = np.abs(self._costs - duals)
        amounts = np.where(np.isfinite(costs), costs, 0.0).sum(axis=1) + np.abs(self._fixed)
        saved = sum(max(saved for _, saved in options) for options, _ in self._options)
        additions = 2 * len(self._options) + 2
        error: Floats = additions * float(np.finfo(np.float32).eps) * (amounts + saved)
        return error

    def trace(self, rows: Ints, duals: Floats) -> Floats:
        """(B,): how often the cheapest lots of these rows hold each block."""
        taken: list[Ints] = []
        table = self._fill(rows, duals, taken)
        at = np.where(self._inside[rows], table, np.inf).argmin(axis=1)
        held = np.zeros(len(self._weights))
        for lot, place in enumerate(at.tolist()):
            left = place
            for (options, sizes), choice in zip(self._options[::-1], taken[::-1], strict=True):
                chosen = int(choice[lot, left])
                held[list(options[chosen][0])] += 1
                left -= sizes[chosen]
        return held

    def _fill(self, rows: Ints, duals: Floats, taken: list[Ints] | None) -> Singles:
        """R x S: the least reduced cost of each row's lots by steps of weight.

        Into `taken` goes, for each group, the option by row and step.
        """
        costs = self._costs[rows] - duals
        table = np.full((len(rows), self._last + 1), np.inf, dtype=np.float32)
        table[:, 0] = self._fixed[rows]
        reach = 0
        for options, sizes in self._options:
            reach = min(self._last, reach + max(sizes))
            before = table.copy() if len(options) > 2 else table
            choice = np.zeros(table.shape if taken is not None else (0, 0), dtype=np.int64)
            for number in range(1, len(options)):
                (blocks, saved), size = options[number], sizes[number]
                if size > reach:
                    continue
                added = (costs[:, list(blocks)].sum(axis=1) - saved).astype(np.float32)
                reached = before[:, : reach + 1 - size] + added[:, None]
                place = table[:, size : reach + 1]
                if taken is not None:
                    choice[:, size : reach + 1][reached < place] = number
                np.minimum(place, reached, out=place)
            if taken is not None:
                taken.append(choice)
        return table

    @cached_property
    def _weights(self) -> Ints:
        return self.cells.relaxation.weights

    @property
    def _step(self) -> float:
        return max(1.0, self.cells.relaxation.most / self.steps)

    @cached_property
    def _sizes(self) -> Ints:
        """(B,): the weights in whole steps."""
        return np.rint(self._weights / self._step).astype(np.int64)

    @cached_property
    def _options(self) -> list[tuple[Sequence[tuple[tuple[int, ...], float]], list[int]]]:
        """The options of each group, and the steps of each option; light groups first."""
        sized = [
            (group.options, [int(self._sizes[list(blocks)].sum()) for blocks, _ in group.options])
            for group in self.cells.relaxation.groups
        ]
        return sorted(sized, key=lambda each: max(each[1]))

    @cached_property
    def _errors(self) -> tuple[float, float]:
        """By how much a lot's weight may be above, and below, that of its steps."""
        error = self._weights - self._sizes * self._step
        return float(error[error > 0].sum()), -float(error[error < 0].sum())

    @cached_property
    def _last(self) -> int:
        """The last step of the grid."""
        most = int((self.cells.high.max(initial=0) + self._errors[1]) / self._step) + 1
        return min(most, int(self._sizes.sum()))

    @cached_property
    def _inside(self) -> Flags:
        """R x S: the steps at which a lot of the row's cell may be."""
        above, below = self._errors
        first = np.floor((self.cells.low - above) / self._step)[self._cell_of_row]
        last = np.ceil((self.cells.high + below) / self._step)[self._cell_of_row]
        steps = np.arange(self._last + 1)
        flags: Flags = (steps >= first[:, None]) & (steps <= last[:, None])
        return flags

    @cached_property
    def _rows(self) -> tuple[Ints, Floats]:
        """(R,): the cell of each row, and its penalty of a part of surplus in pence."""
        relaxation = self.cells.relaxation
        usual = float(relaxation.gross.sum()) / max(1, relaxation.total)
        is_known = np.array([kind.has_known_value for kind in relaxation.kinds])[self.cells.kind]
        cells = [np.arange(len(self.cells)), *[np.flatnonzero(~is_known)] * (len(PENALTIES) - 1)]
        penalties = [
            np.full(len(some), penalty * usual)
            for some, penalty in zip(cells, PENALTIES, strict=True)
        ]
        return np.concatenate(cells), np.concatenate(penalties)

    @property
    def _cell_of_row(self) -> Ints:
        return self._rows[0]

    @cached_property
    def _parts(self) -> tuple[Floats, Floats]:
        """R x B: what each block costs in a lot of the row's cell, at least; (R,): a lot besides.

        With e the share saved, V the weight w and s the least slope of e in the cell up to w = h,
        e(w) G is at most e(h) G - s (h - w) G, and G at least as much of w as of any block.
        """
        cells, relaxation = self.cells, self.cells.relaxation
        cell, penalty = self._rows
        kinds = [relaxation.kinds[k] for k in cells.kind.tolist()]
        is_known = np.array([kind.has_known_value for kind in kinds])
        allowed = np.array([kind.allowed for kind in kinds]).reshape(len(cells), -1)
        surplus = np.array([kind.surplus for kind in kinds]).reshape(len(cells), -1)
        low, high = cells.low.astype(float), cells.high.astype(float)
        top = np.where(is_known, high, self._bound_values(high))
        rate = _find_highest_rates(relaxation.curve, low, top)
        slope = np.where(is_known, _find_least_slopes(relaxation.curve, low, high), 0.0)
        fall = slope * low * self._find_least_gross(allowed)
        prices = np.array([float(each.can_win.price) for each in relaxation.sellers])[cells.seller]
        costs = (prices - rate)[:, None] * relaxation.gross - fall[:, None] * relaxation.weights
        serves = np.array([each.serves for each in relaxation.sellers])[cells.seller]
        costs = np.where(allowed & serves, costs, np.inf)
        fixed = np.array([kind.fixed for kind in kinds]) + fall * high
        return costs[cell] - penalty[:, None] * surplus[cell], fixed[cell]

    @property
    def _costs(self) -> Floats:
        return self._parts[0]

    @property
    def _fixed(self) -> Floats:
        return self._parts[1]

    def _bound_values(self, high: Floats) -> Floats:
        """(C,): the most V of a lot that weighs no more than `high`, by its kind and seller."""
        relaxation = self.cells.relaxation
        largest = np.array([float(e.can_win.largest_lot) for e in relaxation.sellers])
        ratios = [
            float((kind.ceiling[kind.allowed] / self._weights[kind.allowed]).max(initial=1.0))
            if self._weights[kind.allowed].all()
            else float(_ANY_RATIO)
            for kind in relaxation.kinds
        ]
        values: Floats = np.minimum(
            high * np.array(ratios)[self.cells.kind] + 1, largest[self.cells.seller]
        )
        return values

    def _find_least_gross(self, allowed: Flags) -> Floats:
        """(C,): the gross value over all years that a part of weight has at least."""
        weighing = self._weights > 0
        ratios = np.where(
            weighing, self.cells.relaxation.gross / np.maximum(1, self._weights), np.inf
        )
        least: Floats = np.where(allowed, ratios, np.inf).min(axis=1)
        return np.where(np.isfinite(least), least, 0.0)


def _find_highest_rates(curve: tuple[Floats, Floats], low: Floats, high: Floats) -> Floats:
    """(C,): the highest share saved anywhere from `low` to `high`."""
    best: Floats = np.maximum(np.interp(low, *curve), np.interp(high, *curve))
    for corner, rate in zip(*curve, strict=True):
        best = np.where((low <= corner) & (corner <= high), np.maximum(best, rate), best)
    return best


def _find_least_slopes(curve: tuple[Floats, Floats], low: Floats, high: Floats) -> Floats:
    """(C,): the least slope of the scale curve from `low` to `high`, not below 0."""
    corners, rates = curve
    ends = np.concatenate(([-np.inf], corners, [np.inf]))
    inner = np.diff(rates) / np.maximum(np.diff(corners), 1.0)
    slopes = np.concatenate(([0.0], inner, [0.0]))
    least = np.full(len(low), np.inf)
    for start, end, slope in zip(ends[:-1], ends[1:], slopes, strict=True):
        least = np.where((low < end) & (high > start), np.minimum(least, slope), least)
    return np.where(np.isfinite(least), np.maximum(least, 0.0), 0.0)
