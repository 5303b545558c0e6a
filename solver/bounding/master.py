"""The restricted master: the cheapest mixture of the lots drawn so far that covers every unit once.

Units may be covered short or over at a price near what they are thought to cost, so that prices do
not leap about while few lots are known (boxes; du Merle, Villeneuve, Desrosiers and Hansen 1999).
Nothing here is exact: what counts is what the prices prove.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import highspy
import numpy as np

from solver.bounding.limits import Limit
from solver.bounding.pricing import Drawn
from solver.engines.columns import Floats
from solver.engines.interrupt import interruptible

NOTHING = 1e-7
"""A share below which there is none."""


@dataclass(frozen=True, slots=True)
class Mixture:
    """What it costs, in parts of a penny, and the prices of the rows.

    `held`: some units are covered short or over, since prices must not leave their boxes.
    """

    value: float
    prices: Floats
    held: bool


class Master:
    """Rows are the units, the number of lots, then for each row of a winner what it can carry.

    `costs` are about what units cost, in parts of a penny.
    """

    def __init__(self, costs: Floats, limits: Sequence[Limit]) -> None:
        self._limits = limits
        self._scale = max(1.0, float(costs.sum()) / len(costs))
        self._units = len(costs)
        self._known: set[tuple[int | None, tuple[int, ...]]] = set()
        self._highs = highspy.Highs()
        self._highs.setOptionValue("output_flag", False)
        self._highs.setOptionValue("threads", 1)
        self._highs.HandleUserInterrupt = True
        for _ in costs:
            self._row(1.0, 1.0)
        self._row(0.0, np.inf)
        for _ in limits:
            self._row(-np.inf, 1.0)
        for row in range(self._units):
            for sign in (1.0, -1.0):
                self._column(0.0, [row], [sign])
        for sign in (1.0, -1.0):
            self._column(100.0 * self._units, [self._units], [sign])

    def narrowed(self, fewest: int, most: int) -> None:
        """From now on there are so many lots."""
        self._highs.changeRowBounds(self._units, float(fewest), float(most))

    def boxed(self, middle: Floats, width: float) -> None:
        """Prices of units stay within `width` of the middle."""
        around = np.repeat(middle[: self._units] / self._scale, 2)
        costs = around * np.tile([1.0, -1.0], self._units) + width / self._scale
        number = 2 * self._units
        self._highs.changeColsCost(number, np.arange(number, dtype=np.int32), costs)

    def join(self, lots: Sequence[Drawn]) -> int:
        """Lots with who wins them join, each once; how many are new."""
        before = len(self._known)
        for lot in lots:
            if (lot.winner, lot.units) in self._known:
                continue
            self._known.add((lot.winner, lot.units))
            rows, values = [*lot.units, self._units], [1.0] * (len(lot.units) + 1)
            for number, limit in enumerate(self._limits):
                if limit.winner == lot.winner:
                    rows.append(self._units + 1 + number)
                    values.append(limit.weight(lot) / limit.room)
            self._column(lot.cost / self._scale, rows, values)
        return len(self._known) - before

    def solve(self) -> Mixture | None:
        """The cheapest mixture; None where the numbers did not allow one."""
        interruptible(self._highs.run, self._highs.cancelSolve)
        if self._highs.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        solution = self._highs.getSolution()
        prices = np.array(solution.row_dual) * self._scale
        slips = np.array(solution.col_value[: 2 * self._units + 2])
        value = float(self._highs.getInfo().objective_function_value) * self._scale
        return Mixture(value, prices, bool(slips.max() > NOTHING))

    def _row(self, low: float, high: float) -> None:
        nothing = np.zeros(0)
        self._highs.addRow(low, high, 0, nothing.astype(np.int32), nothing)

    def _column(self, cost: float, rows: Sequence[int], values: Sequence[float]) -> None:
        self._highs.addCol(
            cost, 0.0, np.inf, len(rows), np.array(rows, dtype=np.int32), np.array(values)
        )
