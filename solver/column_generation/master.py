"""Restricted master LPs with box-stabilised duals: the cheapest mixture that covers every unit.

A unit may be covered short or over at a penalty around its best known dual, which keeps duals
within a box while there are few columns (du Merle, Villeneuve, Desrosiers and Hansen 1999).
Duals are floating-point hints; what follows from them is proved elsewhere in whole numbers.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import highspy
import numpy as np

from solver.arrays import Flags, Floats, Ints
from solver.backends.native_calls import run_interruptible
from solver.column_generation.knapsack_pricing import GeneratedColumn
from solver.column_generation.pricing import CapacityRow

COST_SLACK_TOLERANCE = 1e-7
"""A share below which there is none."""


@dataclass(frozen=True, slots=True)
class CostMasterSolution:
    """What it costs, in parts of a penny, and the prices of the rows.

    `held`: some units are covered short or over, since prices must not leave their boxes.
    """

    value: float
    duals: Floats
    has_active_box: bool


class CostMaster:
    """Rows are the units, the number of lots, then for each row of a winner what it can carry.

    `costs` are about what units cost, in parts of a penny.
    """

    def __init__(self, costs: Floats, limits: Sequence[CapacityRow]) -> None:
        self._capacity_rows = limits
        self._scale = max(1.0, float(costs.sum()) / len(costs))
        self._units = len(costs)
        self._known_columns: set[tuple[int | None, tuple[int, ...]]] = set()
        self._highs = highspy.Highs()
        self._highs.setOptionValue("output_flag", False)
        self._highs.setOptionValue("threads", 1)
        self._highs.HandleUserInterrupt = True
        for _ in costs:
            self._add_row(1.0, 1.0)
        self._add_row(0.0, np.inf)
        for _ in limits:
            self._add_row(-np.inf, 1.0)
        for row in range(self._units):
            for sign in (1.0, -1.0):
                self._add_column(0.0, [row], [sign])
        for sign in (1.0, -1.0):
            self._add_column(100.0 * self._units, [self._units], [sign])

    def set_lot_count(self, fewest: int, most: int) -> None:
        """From now on there are so many lots."""
        self._highs.changeRowBounds(self._units, float(fewest), float(most))

    def set_box(self, middle: Floats, width: float) -> None:
        """Prices of units stay within `width` of the middle."""
        around = np.repeat(middle[: self._units] / self._scale, 2)
        costs = around * np.tile([1.0, -1.0], self._units) + width / self._scale
        number = 2 * self._units
        self._highs.changeColsCost(number, np.arange(number, dtype=np.int32), costs)

    def add_columns(self, lots: Sequence[GeneratedColumn]) -> int:
        """Lots with who wins them join, each once; how many are new."""
        before = len(self._known_columns)
        for lot in lots:
            if (lot.winner, lot.units) in self._known_columns:
                continue
            self._known_columns.add((lot.winner, lot.units))
            rows, values = [*lot.units, self._units], [1.0] * (len(lot.units) + 1)
            for number, limit in enumerate(self._capacity_rows):
                if limit.winner == lot.winner:
                    rows.append(self._units + 1 + number)
                    values.append(limit.coefficient_of(lot) / limit.capacity)
            self._add_column(lot.cost / self._scale, rows, values)
        return len(self._known_columns) - before

    def solve(self) -> CostMasterSolution | None:
        """The cheapest mixture; None where the numbers did not allow one."""
        run_interruptible(self._highs.run, self._highs.cancelSolve)
        if self._highs.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        solution = self._highs.getSolution()
        prices = np.array(solution.row_dual) * self._scale
        slips = np.array(solution.col_value[: 2 * self._units + 2])
        value = float(self._highs.getInfo().objective_function_value) * self._scale
        return CostMasterSolution(value, prices, bool(slips.max() > COST_SLACK_TOLERANCE))

    def _add_row(self, low: float, high: float) -> None:
        nothing = np.zeros(0)
        self._highs.addRow(low, high, 0, nothing.astype(np.int32), nothing)

    def _add_column(self, cost: float, rows: Sequence[int], values: Sequence[float]) -> None:
        self._highs.addCol(
            cost, 0.0, np.inf, len(rows), np.array(rows, dtype=np.int32), np.array(values)
        )


LOT_COUNT_PENALTY = 1e4
"""What it costs, in touching pairs, to choose one lot too many or too few."""
FRONTIER_SLACK_TOLERANCE = 1e-6


@dataclass(frozen=True)
class FrontierMasterSolution:
    """A solution: the price of each place and of a lot, in touching pairs seen from both sides.

    `free` says that no price is held back by the box; `cost` is what the lots see across their
    borders.
    """

    cost: float
    duals: Floats
    lot_count_dual: float
    is_unboxed: bool


class FrontierMaster:
    """The lots known so far, each once."""

    def __init__(self, places: int, counts: range) -> None:
        self._places = places
        self._known_columns: set[bytes] = set()
        self._highs = highspy.Highs()
        self._highs.setOptionValue("output_flag", False)
        self._highs.setOptionValue("threads", 1)
        for _ in range(places):
            self._highs.addRow(1.0, 1.0, 0, _NO_COLUMNS, np.zeros(0))
        self._highs.addRow(float(counts[0]), float(counts[-1]), 0, _NO_COLUMNS, np.zeros(0))
        for row in range(places + 1):
            for sign in (1.0, -1.0):
                self._add_column(LOT_COUNT_PENALTY, np.array([row]), sign)

    def set_box(self, centre: Floats, width: float) -> None:
        """From now on prices outside this box cost."""
        costs = np.empty(2 * self._places)
        costs[::2], costs[1::2] = centre + width, width - centre
        columns = np.arange(2 * self._places, dtype=np.int32)
        self._highs.changeColsCost(len(columns), columns, costs)

    def add_columns(self, lots: Flags, borders: Ints) -> int:
        """Adds lots (N x places) with what they see across their borders; how many were new."""
        before = len(self._known_columns)
        for lot, border in zip(lots, borders.tolist(), strict=True):
            if lot.tobytes() not in self._known_columns:
                self._known_columns.add(lot.tobytes())
                self._add_column(border, np.append(np.flatnonzero(lot), self._places), 1.0)
        return len(self._known_columns) - before

    def solve(self) -> FrontierMasterSolution:
        """The cheapest solution."""
        self._highs.run()
        solution = self._highs.getSolution()
        duals = np.array(solution.row_dual)
        outside = np.array(solution.col_value)[: 2 * self._places + 2]
        return FrontierMasterSolution(
            cost=float(self._highs.getInfo().objective_function_value),
            duals=duals[:-1],
            lot_count_dual=float(duals[-1]),
            is_unboxed=bool(outside.max() < FRONTIER_SLACK_TOLERANCE),
        )

    def _add_column(self, cost: float, rows: Ints, value: float) -> None:
        values = np.full(len(rows), value)
        self._highs.addCol(
            float(cost), 0.0, highspy.kHighsInf, len(rows), rows.astype(np.int32), values
        )


_NO_COLUMNS = np.zeros(0, dtype=np.int32)
