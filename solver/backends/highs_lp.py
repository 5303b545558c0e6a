"""Linear programs at HiGHS, solved again and again while columns, rows and bounds change.

Everything is floating point: duals and values are hints, and whoever uses them proves in whole
numbers what follows from them.
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import highspy
import numpy as np

from solver.arrays import Flags, Floats, Ints, find_max_abs
from solver.backends.highs_create import create_highs
from solver.backends.highs_stop import StopSignal
from solver.backends.native_calls import run_interruptible
from solver.model.column_matrix import SparseColumns
from solver.model.expressions import LinearExpression
from solver.model.linear_model import LinearModel, LinearRow

NO_ITERATION_LIMIT = 2**31 - 1
LARGEST_COEFFICIENT = 1e14
"""Rows with larger coefficients are divided by the largest: HiGHS refuses any of 1e15 and more."""

RowBounds = tuple[Floats, Floats]
"""The lower and the upper bound of each row, infinite where it has none."""


def bound_rows(rows: Sequence[LinearRow], scales: Floats | None = None) -> RowBounds:
    """The bounds of the R rows' variable parts, each (R,), divided by the rows' scales, (R,)."""
    low = np.array([_subtract_constant(row.low, row, -np.inf) for row in rows], dtype=float)
    high = np.array([_subtract_constant(row.high, row, np.inf) for row in rows], dtype=float)
    return (low, high) if scales is None else (low / scales, high / scales)


def _subtract_constant(bound: int | None, row: LinearRow, otherwise: float) -> float:
    return otherwise if bound is None else float(bound - row.expression.constant)


@dataclass(frozen=True)
class LpOptions:
    """How HiGHS solves a linear program.

    `threads` of 0 leaves their number to HiGHS. Without `crossover` an interior point method ends
    within the optimal face, with duals that may be slightly wrong.
    """

    method: Literal["choose", "simplex", "ipm"] = "choose"
    crossover: bool = True
    presolve: bool = True
    threads: int = 1
    dual_tolerance: float | None = None


@dataclass(frozen=True)
class LpSolution:
    """The objective's value, the rows' `duals`, (R,), and the columns' values.

    `is_exact` is False where HiGHS stopped before the optimum was sure, by an iteration limit or
    without crossover.
    """

    value: float
    duals: Floats
    is_exact: bool
    _native: highspy.HighsSolution

    @cached_property
    def primal(self) -> Floats:
        """The columns' values, (C,)."""
        return np.array(self._native.col_value)


class HighsLp:
    """A linear program to minimise; columns and rows are numbered from 0 as they are added."""

    def __init__(self, row_bounds: RowBounds, options: LpOptions = LpOptions()) -> None:
        """A program of rows that have no columns yet."""
        self._may_be_inexact = options.method == "ipm" and not options.crossover
        self._highs = create_highs()
        self._set_option("output_flag", False)
        self._set_option("solver", options.method)
        self._set_option("run_crossover", "on" if options.crossover else "off")
        self._set_option("presolve", "choose" if options.presolve else "off")
        if options.threads:
            self._set_option("threads", options.threads)
        if options.dual_tolerance is not None:
            self._set_option("dual_feasibility_tolerance", options.dual_tolerance)
        self._stop = StopSignal()
        self._stop.attach(self._highs)
        lp = highspy.HighsLp()
        lp.num_row_ = len(row_bounds[0])
        lp.row_lower_, lp.row_upper_ = row_bounds
        lp.a_matrix_.start_ = np.zeros(1, dtype=np.int32)
        self._highs.passModel(lp)

    def _set_option(self, name: str, value: bool | float | str) -> None:
        self._highs.setOptionValue(name, value)

    @property
    def column_count(self) -> int:
        """The number of columns."""
        return int(self._highs.getNumCol())

    @property
    def row_count(self) -> int:
        """The number of rows."""
        return int(self._highs.getNumRow())

    def add_columns(self, costs: Floats, low: Floats, high: Floats, entries: SparseColumns) -> Ints:
        """Add n columns; returns their numbers, (n,).

        `costs`, `low` and `high` are (n,); `entries` has their coefficients in the rows that there
        are.
        """
        first = self.column_count
        self._highs.addCols(
            len(costs),
            np.asarray(costs, dtype=np.float64),
            np.asarray(low, dtype=np.float64),
            np.asarray(high, dtype=np.float64),
            len(entries.rows),
            entries.starts[:-1].astype(np.int32),
            entries.rows.astype(np.int32),
            entries.values,
        )
        return np.arange(first, first + len(costs))

    def delete_columns(self, columns: Ints) -> None:
        """Delete the columns of these numbers, (n,); later ones move up."""
        self._highs.deleteCols(len(columns), columns.astype(np.int32))

    def add_row(self, low: float, high: float, columns: Ints, values: Floats) -> int:
        """Add low <= values * columns <= high, both (n,); returns its number."""
        self._highs.addRow(low, high, len(columns), columns.astype(np.int32), values)
        return self.row_count - 1

    def add_rows(self, row_bounds: RowBounds, sizes: Ints, columns: Ints, values: Floats) -> None:
        """Add R rows with `sizes`, (R,), coefficients each, which are given row by row.

        `columns` and `values` are (sum of sizes,); a bound without an end is infinite.
        """
        starts = np.cumsum(sizes) - sizes
        self._highs.addRows(
            len(sizes),
            *row_bounds,
            len(columns),
            starts.astype(np.int32),
            columns.astype(np.int32),
            values,
        )

    def set_costs(self, columns: Ints, costs: Floats) -> None:
        """Change the costs of these columns, both (n,)."""
        self._highs.changeColsCost(len(columns), columns.astype(np.int32), costs)

    def set_column_bounds(self, columns: Ints, low: Floats, high: Floats) -> None:
        """Change the bounds of these columns, all (n,)."""
        self._highs.changeColsBounds(len(columns), columns.astype(np.int32), low, high)

    def set_row_bounds(self, row: int, low: float, high: float) -> None:
        """Change a row's bounds."""
        self._highs.changeRowBounds(row, low, high)

    def solve(
        self, deadline: float | None = None, iterations: int | None = None
    ) -> LpSolution | None:
        """Minimise; None where there is no optimum, or none before the deadline (monotonic).

        With `iterations` it ends after so many simplex iterations, and whatever is reached is the
        solution. Raises Interrupted on Ctrl-C.
        """
        highs = self._highs
        left = np.inf if deadline is None else max(0.0, deadline - time.monotonic())
        # HiGHS counts the time of all its runs together.
        self._set_option("time_limit", highs.getRunTime() + left)
        limit = NO_ITERATION_LIMIT if iterations is None else iterations
        self._set_option("simplex_iteration_limit", limit)
        self._stop.reset(deadline)
        run_interruptible(highs.run, self._stop.set)
        status, solution = highs.getModelStatus(), highs.getSolution()
        is_exact = status == highspy.HighsModelStatus.kOptimal
        stopped_short = status == highspy.HighsModelStatus.kIterationLimit or (
            self._may_be_inexact and status == highspy.HighsModelStatus.kUnknown
        )
        duals = np.array(solution.row_dual)
        if not (is_exact or stopped_short) or len(duals) != self.row_count:
            return None
        if not np.isfinite(duals).all():
            return None
        return LpSolution(highs.getInfo().objective_function_value, duals, is_exact, solution)

    def save_basis(self) -> highspy.HighsBasis:
        """The basis of the last solve."""
        return self._highs.getBasis()

    def restore_basis(self, basis: highspy.HighsBasis) -> None:
        """Start the next solve from this basis."""
        self._highs.setBasis(basis)


def build_relaxation(
    model: LinearModel,
    objective: LinearExpression,
    rows: Sequence[LinearRow],
    options: LpOptions = LpOptions(),
    usable: Flags | None = None,
) -> HighsLp:
    """The linear relaxation of some of a model's rows; its columns are all variables.

    Where `usable`, (size,), is given, the columns are those variables alone. Rows are divided by
    their `scale_rows`. Conditions of rows and the upper bounds of candidates are left out: a
    candidate is at most 1 by the row of any unit that it holds.
    """
    costs = np.zeros(model.size)
    costs[objective.variables] = objective.coefficients.astype(float)
    extra = np.array([(v.low, v.high) for v in model.extra_variables], dtype=float).reshape(-1, 2)
    low = np.concatenate((np.zeros(model.candidate_count), extra[:, 0]))
    high = np.concatenate((np.full(model.candidate_count, np.inf), extra[:, 1]))
    lp, scales = HighsLp(bound_rows(()), options), scale_rows(rows)
    inside = np.ones(model.size, dtype=np.bool_) if usable is None else usable
    column = np.cumsum(inside) - 1
    lp.add_columns(costs[inside], low[inside], high[inside], SparseColumns.empty(int(inside.sum())))
    expressions = [row.expression for row in rows]
    kept = [inside[each.variables] for each in expressions]
    sizes = np.array([int(flags.sum()) for flags in kept])
    values = np.concatenate(
        [each.coefficients[flags] for each, flags in zip(expressions, kept, strict=True)]
    ).astype(float)
    lp.add_rows(
        bound_rows(rows, scales),
        sizes,
        np.concatenate(
            [column[each.variables[flags]] for each, flags in zip(expressions, kept, strict=True)]
        ),
        values / np.repeat(scales, sizes),
    )
    return lp


def scale_rows(rows: Sequence[LinearRow]) -> Floats:
    """What each of the R rows is divided by, (R,): 1 unless its coefficients are too large."""
    largest = [float(find_max_abs(row.expression.coefficients)) for row in rows]
    return np.array([each if each > LARGEST_COEFFICIENT else 1.0 for each in largest])


def solve_row_duals(
    model: LinearModel,
    objective: LinearExpression,
    rows: Sequence[LinearRow],
    seconds: float,
    usable: Flags | None = None,
) -> Floats | None:
    """The dual of each of the R rows, (R,), at the optimum of the linear relaxation; None for none.

    Of the `usable` variables, (size,), alone where these are given. Conditions of rows and
    integrality are left out. Stops after `seconds`; raises Interrupted on Ctrl-C.
    """
    lp = build_relaxation(model, objective, rows, LpOptions(threads=0), usable)
    solution = lp.solve(time.monotonic() + seconds)
    return None if solution is None else solution.duals / scale_rows(rows)
