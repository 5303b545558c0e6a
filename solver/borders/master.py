"""A linear program of the lots drawn so far, for prices of the units.

Every unit is in one lot, and so many lots are chosen; what they cut is least. Prices are kept
within a box around the best known so far: leaving it costs, so that they do not swing about while
lots are few (du Merle, Villeneuve, Desrosiers and Hansen 1999). The prices are hints; what
follows from them is proved elsewhere, with whole numbers.
"""

from dataclasses import dataclass

import highspy
import numpy as np

from solver.engines.columns import Floats
from solver.facts.lots import Flags, Ints

LATER = 1e4
"""What it costs, in touching pairs, to choose one lot too many or too few."""
NOTHING = 1e-6


@dataclass(frozen=True)
class Point:
    """A solution: the price of each place and of a lot, in touching pairs seen from both sides.

    `free` says that no price is held back by the box; `cost` is what the lots see across their
    borders.
    """

    cost: float
    prices: Floats
    lot: float
    free: bool


class Master:
    """The lots known so far, each once."""

    def __init__(self, places: int, counts: range) -> None:
        self._places = places
        self._known: set[bytes] = set()
        self._highs = highspy.Highs()
        self._highs.setOptionValue("output_flag", False)
        self._highs.setOptionValue("threads", 1)
        for _ in range(places):
            self._highs.addRow(1.0, 1.0, 0, _NONE, np.zeros(0))
        self._highs.addRow(float(counts[0]), float(counts[-1]), 0, _NONE, np.zeros(0))
        for row in range(places + 1):
            for sign in (1.0, -1.0):
                self._add(LATER, np.array([row]), sign)

    def box(self, centre: Floats, width: float) -> None:
        """From now on prices outside this box cost."""
        costs = np.empty(2 * self._places)
        costs[::2], costs[1::2] = centre + width, width - centre
        columns = np.arange(2 * self._places, dtype=np.int32)
        self._highs.changeColsCost(len(columns), columns, costs)

    def join(self, lots: Flags, borders: Ints) -> int:
        """Adds lots (N x places) with what they see across their borders; how many were new."""
        before = len(self._known)
        for lot, border in zip(lots, borders.tolist(), strict=True):
            if lot.tobytes() not in self._known:
                self._known.add(lot.tobytes())
                self._add(border, np.append(np.flatnonzero(lot), self._places), 1.0)
        return len(self._known) - before

    def solve(self) -> Point:
        """The cheapest solution."""
        self._highs.run()
        solution = self._highs.getSolution()
        duals = np.array(solution.row_dual)
        outside = np.array(solution.col_value)[: 2 * self._places + 2]
        return Point(
            cost=float(self._highs.getInfo().objective_function_value),
            prices=duals[:-1],
            lot=float(duals[-1]),
            free=bool(outside.max() < NOTHING),
        )

    def _add(self, cost: float, rows: Ints, value: float) -> None:
        values = np.full(len(rows), value)
        self._highs.addCol(
            float(cost), 0.0, highspy.kHighsInf, len(rows), rows.astype(np.int32), values
        )


_NONE = np.zeros(0, dtype=np.int32)
