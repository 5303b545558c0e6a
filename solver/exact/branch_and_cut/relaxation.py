"""The linear relaxation of the MIP over candidates, by sifting: columns join until none prices

out.

A linear program of the columns seen so far is solved, all columns are priced at once, and the
cheapest join, until none has a negative reduced cost (Bixby, Gregory, Lustig, Marsten and Shanno,
Operations Research 40, 1992). Rows have slack at a penalty, so that there always is a solution.
Nothing here is exact: the duals are hints, and what follows from them is proved with whole
numbers
(`solver.exact.reduced_cost_fixing`).
"""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import highspy
import numpy as np

from solver.arrays import Flags, Floats, Ints
from solver.backends.native_calls import run_interruptible
from solver.column_generation.stabilised_lp import DualCentre, StabilisedSifting
from solver.exact.branch_and_cut.cuts import is_unit_row
from solver.exact.branch_and_cut.node import build_count_row
from solver.model.column_matrix import ScaledColumns, SparseColumns, collect_columns, stack_rows
from solver.model.expressions import LinearExpression
from solver.model.linear_model import LinearModel, LinearRow

FIRST_COLUMNS, COLUMNS_PER_ROUND = 2_000, 2_000
"""Columns to begin with, and how many join at a time."""
REDUCED_COST_TOLERANCE = 1e-9
"""Reduced costs, in parts of the largest cost, that count as nothing."""
SLACK_PENALTIES = (3.0, 1e2, 1e5)
"""What it costs to let a row slip by all of its largest coefficient, in largest costs."""
FARKAS_SCALE = 1e3
"""Prices that tell why there is no solution have no unit; they are made about this large."""
NO_ITERATION_LIMIT = 2**31 - 1
SHARE_TOLERANCE = 1e-6
"""A share, or all slips together, below which there is none."""


@dataclass(frozen=True)
class RelaxationSolution:
    """A solution of the relaxation: the share of each variable, and the prices of the rows.

    `rows` are those that the prices belong to. When the relaxation has no solution, `none` is
    set and the prices tell why (Farkas).
    """

    shares: Floats
    rows: tuple[LinearRow, ...]
    duals: Floats
    is_infeasible: bool = False


class LinearRelaxation:
    """Solved again and again while rows are added and the number of lots is narrowed down."""

    def __init__(
        self, model: LinearModel, form: LinearExpression, rows: Sequence[LinearRow], lots: int
    ) -> None:
        self._model, self._allowed, self._lots = model, model.mark_usable(None), lots
        self._rows = (*rows, build_count_row(model, 0, lots))
        self._cuts: list[LinearRow] = []
        self._columns = ScaledColumns.from_rows(self._rows, model.size)
        costs = np.zeros(model.size)
        costs[form.variables] = form.coefficients.astype(float)
        self._unit = max(1.0, float(np.abs(costs).max(initial=0)))
        self._costs = costs / self._unit
        self._column_variables: Ints = np.zeros(0, dtype=np.int64)
        self._inside = np.zeros(model.size, dtype=np.bool_)
        self._highs = _build_empty_lp(self._rows, self._columns.scales)
        self._slips = np.arange(self._highs.getNumCol())
        self._places: Ints = np.zeros(0, dtype=np.int64)
        self._last_duals: Floats | None = None
        self._latest: float | None = None
        self._add_variables(self._choose_first_columns())

    @property
    def rows(self) -> tuple[LinearRow, ...]:
        """The rows, the one for the number of lots and the cuts, in the order of the prices."""
        return (*self._rows, *self._cuts)

    def set_lot_count(self, low: int, high: int) -> None:
        """From now on so many lots are chosen."""
        count = len(self._rows) - 1
        self._rows = (*self._rows[:count], build_count_row(self._model, low, high))
        self._highs.changeRowBounds(count, float(low), float(high))

    def restrict_to(self, allowed: Flags) -> None:
        """From now on no other candidates have a share."""
        self._allowed = self._model.mark_usable(allowed)
        self.release()

    def release(self) -> None:
        """Lets every allowed candidate have any share again."""
        lots = self._column_variables < self._model.candidates
        places = self._places[lots].astype(np.int32)
        high = np.where(self._allowed[self._column_variables[lots]], np.inf, 0.0)
        self._highs.changeColsBounds(len(places), places, np.zeros(len(places)), high)

    def add_cuts(self, cuts: Sequence[LinearRow]) -> None:
        """Adds rows of the form: at most so many."""
        for cut in cuts:
            entries = collect_columns([cut], self._column_variables)
            inside = np.flatnonzero(np.diff(entries.starts))
            high = np.inf if cut.high is None else float(cut.high - cut.expression.constant)
            self._highs.addRow(
                -np.inf,
                high,
                len(inside),
                self._places[inside].astype(np.int32),
                entries.values,
            )
            slip = SparseColumns(
                np.array([0, 1]), np.array([self._highs.getNumRow() - 1]), -np.ones(1)
            )
            self._slips = np.append(self._slips, self._highs.getNumCol())
            _add_columns(self._highs, np.zeros(1), np.zeros(1), np.full(1, np.inf), slip)
            self._cuts.append(cut)

    def solve(self, seconds: float | None = None) -> RelaxationSolution | None:
        """The cheapest solution; None when it was not found in time. Raises Interrupted."""
        if seconds is not None:
            self._latest = time.monotonic() + seconds
            self._highs.setOptionValue("time_limit", self._highs.getRunTime() + max(0.0, seconds))
        for slip in SLACK_PENALTIES:
            point = self._sift(self._costs, slip)
            if point is None or not point.is_infeasible:
                return point
        return self._sift(np.zeros_like(self._costs), 1.0)

    def iterate_dual_centres(self, deadline: float | None) -> Iterator[RelaxationSolution]:
        """Prices from within that get better and better, until none are or the deadline passes.

        For many candidates and before there are cuts: the columns that matter are known afterwards.
        Raises Interrupted.
        """
        for centre in self._interior.iterate_centres(deadline):
            self._last_duals = centre.duals
            yield self._convert_centre(centre)
        reduced = self._compute_reduced_costs(self._costs, centre.duals)
        near = centre.columns[reduced[centre.columns] < centre.joining_cost]
        self._add_variables(near[~self._inside[near]])

    @property
    def _interior(self) -> StabilisedSifting:
        low = np.array([_subtract_constant(row.low, row, -np.inf) for row in self._rows])
        high = np.array([_subtract_constant(row.high, row, np.inf) for row in self._rows])
        # A row of all columns is dear: that of any number of lots is left without ends.
        low[-1] = -np.inf if low[-1] <= 0 else low[-1]
        high[-1] = np.inf if high[-1] >= self._lots else high[-1]
        scales, first = self._columns.scales, self._model.candidates
        units = [is_unit_row(row) and row.expression.variables[-1] < first for row in self._rows]
        bounds = [self._bounds(variable) for variable in range(first, self._model.size)]
        return StabilisedSifting(
            self._columns,
            self._costs,
            (low / scales, high / scales),
            np.array(units, dtype=np.bool_),
            first,
            np.array(bounds, dtype=np.float64).reshape(-1, 2),
            self._allowed,
        )

    def _convert_centre(self, centre: DualCentre) -> RelaxationSolution:
        shares = np.zeros(self._model.size)
        shares[centre.columns] = centre.shares
        return RelaxationSolution(shares, self.rows, self._unscale_duals(centre.duals, self._unit))

    @property
    def repaired_duals(self) -> Floats | None:
        """Prices of the rows by what is known so far; None before anything is.

        While columns are missing some candidates cost less than nothing at the prices told. So
        much is taken off the units of each as makes it nothing (as after early branching: Lübbecke
        and Desrosiers 2005); the bound of such prices is near where that of the raw ones is lost.
        """
        if self._last_duals is None:
            return None
        duals, entries = self._last_duals.copy(), self._columns.columns
        units = np.array([is_unit_row(row) for row in self._rows])
        held = units[entries.rows]
        owners = np.repeat(np.arange(self._model.size), np.diff(entries.starts))[held]
        sizes = np.bincount(owners, minlength=self._model.size)
        short = np.where(self._allowed, self._compute_reduced_costs(self._costs, duals), 0.0).clip(
            max=0.0
        )
        each = short / np.maximum(1, sizes)
        np.minimum.at(off := np.zeros(len(self._rows)), entries.rows[held], each[owners])
        duals[: len(off)] += off
        return self._unscale_duals(duals, self._unit)

    def probe(self, allowed: Flags, steps: int) -> float:
        """About what the form would cost over these candidates, after so many steps."""
        before, basis = self._allowed[: self._model.candidates], self._highs.getBasis()
        self.restrict_to(allowed)
        self._highs.setOptionValue("simplex_iteration_limit", steps)
        run_interruptible(self._highs.run, self._highs.cancelSolve)
        value = float(self._highs.getInfo().objective_function_value) * self._unit
        self._highs.setOptionValue("simplex_iteration_limit", NO_ITERATION_LIMIT)
        self.restrict_to(before)
        self._highs.setBasis(basis)
        return value

    def drop_columns(self) -> None:
        """Forgets candidates that have no share now; they come back should they be wanted."""
        gone = (self._column_variables < self._model.candidates) & ~self._allowed[
            self._column_variables
        ]
        places = self._places[gone]
        self._highs.deleteCols(len(places), places.astype(np.int32))
        self._inside[self._column_variables[gone]] = False
        self._column_variables, kept = self._column_variables[~gone], self._places[~gone]
        self._places = kept - np.searchsorted(np.sort(places), kept)
        self._slips = self._slips - np.searchsorted(np.sort(places), self._slips)

    def fix(self, variable: int, low: int, high: int) -> None:
        """Bounds the share of a candidate that has one."""
        self._highs.changeColBounds(self._place(variable), float(low), float(high))

    def _place(self, variable: int) -> int:
        return int(self._places[self._column_variables == variable][0])

    def _bounds(self, variable: int) -> tuple[int, int]:
        return self._model.bounds(variable)

    def _choose_first_columns(self) -> Ints:
        """What is no candidate, and the candidates that are cheap for what they hold."""
        held = np.maximum(1, np.diff(self._columns.columns.starts)[: self._model.candidates])
        cheap = self._costs[: self._model.candidates] / held
        some = np.flatnonzero(self._allowed[: self._model.candidates])
        if len(some) > FIRST_COLUMNS:
            some = some[np.argpartition(cheap[some], FIRST_COLUMNS)[:FIRST_COLUMNS]]
        return np.concatenate((np.arange(self._model.candidates, self._model.size), some))

    def _add_variables(self, columns: Ints) -> None:
        entries = self._columns.select(columns)
        if self._cuts:
            entries = stack_rows(entries, collect_columns(self._cuts, columns), len(self._rows))
        low = np.zeros(len(columns))
        # A candidate is at most 1 by the row of any unit that it holds.
        high = np.full(len(columns), np.inf)
        for i in np.flatnonzero(columns >= self._model.candidates).tolist():
            low[i], high[i] = self._bounds(int(columns[i]))
        first = self._highs.getNumCol()
        _add_columns(self._highs, self._costs[columns], low, high, entries)
        self._places = np.concatenate((self._places, np.arange(first, first + len(columns))))
        self._column_variables = np.concatenate((self._column_variables, columns))
        self._inside[columns] = True

    def _sift(self, costs: Floats, slip: float) -> RelaxationSolution | None:
        self._set_costs(costs, slip)
        while True:
            run_interruptible(self._highs.run, self._highs.cancelSolve, self._latest)
            if self._highs.getModelStatus() != highspy.HighsModelStatus.kOptimal:
                return None
            solution = self._highs.getSolution()
            duals = np.array(solution.row_dual)
            self._last_duals = duals if costs.any() else self._last_duals
            reduced = self._compute_reduced_costs(costs, duals)
            wanted = np.flatnonzero(
                (reduced < -REDUCED_COST_TOLERANCE) & self._allowed & ~self._inside
            )
            if not len(wanted):
                unit = self._unit if costs.any() else FARKAS_SCALE
                return self._read_solution(np.array(solution.col_value), duals, unit)
            if len(wanted) > COLUMNS_PER_ROUND:
                wanted = wanted[
                    np.argpartition(reduced[wanted], COLUMNS_PER_ROUND)[:COLUMNS_PER_ROUND]
                ]
            self._add_variables(wanted)

    def _set_costs(self, costs: Floats, slip: float) -> None:
        number = self._highs.getNumCol()
        every = np.full(number, slip)
        every[self._places] = costs[self._column_variables]
        self._highs.changeColsCost(number, np.arange(number, dtype=np.int32), every)

    def _compute_reduced_costs(self, costs: Floats, duals: Floats) -> Floats:
        reduced = costs - self._columns.multiply_duals(duals[: len(self._rows)])
        for cut, dual in zip(self._cuts, duals[len(self._rows) :].tolist(), strict=True):
            if dual:
                reduced[cut.expression.variables] -= dual * cut.expression.coefficients
        return reduced

    def _read_solution(self, values: Floats, duals: Floats, unit: float) -> RelaxationSolution:
        shares = np.zeros(self._model.size)
        shares[self._column_variables] = values[self._places]
        none = bool(values[self._slips].sum() > SHARE_TOLERANCE)
        return RelaxationSolution(shares, self.rows, self._unscale_duals(duals, unit), none)

    def _unscale_duals(self, duals: Floats, unit: float) -> Floats:
        """Prices of the rows as they stand in the model."""
        scales = np.concatenate((self._columns.scales, np.ones(len(self._cuts))))
        return duals * unit / scales


def _build_empty_lp(rows: Sequence[LinearRow], scales: Floats) -> highspy.Highs:
    """The rows without columns but those that let a row slip."""
    highs = highspy.Highs()
    highs.setOptionValue("output_flag", False)
    highs.setOptionValue("threads", 1)
    highs.setOptionValue("presolve", "off")
    highs.setOptionValue("dual_feasibility_tolerance", 1e-9)
    highs.HandleUserInterrupt = True
    low = np.array([_subtract_constant(row.low, row, -np.inf) for row in rows]) / scales
    high = np.array([_subtract_constant(row.high, row, np.inf) for row in rows]) / scales
    nothing = SparseColumns(np.zeros(1, dtype=np.int64), np.zeros(0, dtype=np.int64), np.zeros(0))
    lp = highspy.HighsLp()
    lp.num_row_, lp.row_lower_, lp.row_upper_ = len(rows), low, high
    lp.a_matrix_.start_ = nothing.starts.astype(np.int32)
    highs.passModel(lp)
    every = np.arange(len(rows))
    for sign in (1.0, -1.0):
        entries = SparseColumns(np.arange(len(rows) + 1), every, np.full(len(rows), sign))
        _add_columns(
            highs, np.zeros(len(rows)), np.zeros(len(rows)), np.full(len(rows), np.inf), entries
        )
    return highs


def _add_columns(
    highs: highspy.Highs, costs: Floats, low: Floats, high: Floats, entries: SparseColumns
) -> None:
    highs.addCols(
        len(costs),
        costs,
        low,
        high,
        len(entries.rows),
        entries.starts[:-1].astype(np.int32),
        entries.rows.astype(np.int32),
        entries.values,
    )


def _subtract_constant(bound: int | None, row: LinearRow, otherwise: float) -> float:
    return otherwise if bound is None else float(bound - row.expression.constant)
