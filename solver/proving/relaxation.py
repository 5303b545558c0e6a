"""The linear relaxation of a model, over few columns that grow until no other would help.

Sifting: a linear program of the columns seen so far is solved, all columns are priced at once,
and the cheapest join, until none is cheaper than nothing (Bixby, Gregory, Lustig, Marsten and
Shanno, Operations Research 40, 1992). Rows are let slip at a price, so that there always is a
solution. Nothing here is exact: the prices are hints, and what follows from them is proved with
whole numbers (`solver.selection.window`).
"""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import highspy
import numpy as np

from solver.engines.columns import Columns, Entries, Floats, in_rows, stacked
from solver.engines.interrupt import interruptible
from solver.facts.lots import Flags, Ints
from solver.proving.interior import Centre, Interior
from solver.proving.packing import is_unit
from solver.proving.room import counted
from solver.selection.linear import Linear
from solver.selection.model import Model, Row

FIRST, MORE = 2_000, 2_000
"""Columns to begin with, and how many join at a time."""
CLOSE = 1e-9
"""Reduced costs, in parts of the largest cost, that count as nothing."""
SLIPS = (3.0, 1e2, 1e5)
"""What it costs to let a row slip by all of its largest coefficient, in largest costs."""
RAY = 1e3
"""Prices that tell why there is no solution have no unit; they are made about this large."""
NO_LIMIT = 2**31 - 1
NOTHING = 1e-6
"""A share, or all slips together, below which there is none."""


@dataclass(frozen=True)
class Point:
    """A solution of the relaxation: the share of each variable, and the prices of the rows.

    `rows` are those that the prices belong to. When the relaxation has no solution, `none` is
    set and the prices tell why (Farkas).
    """

    shares: Floats
    rows: tuple[Row, ...]
    duals: Floats
    none: bool = False


class Relaxation:
    """Solved again and again while rows are added and the number of lots is narrowed down."""

    def __init__(self, model: Model, form: Linear, rows: Sequence[Row], lots: int) -> None:
        self._model, self._allowed, self._lots = model, model.kept(None), lots
        self._rows = (*rows, counted(model, 0, lots))
        self._cuts: list[Row] = []
        self._columns = Columns.of(self._rows, model.size)
        costs = np.zeros(model.size)
        costs[form.variables] = form.coefficients.astype(float)
        self._unit = max(1.0, float(np.abs(costs).max(initial=0)))
        self._costs = costs / self._unit
        self._seen: Ints = np.zeros(0, dtype=np.int64)
        self._inside = np.zeros(model.size, dtype=np.bool_)
        self._highs = _empty(self._rows, self._columns.scales)
        self._slips = np.arange(self._highs.getNumCol())
        self._places: Ints = np.zeros(0, dtype=np.int64)
        self._told: Floats | None = None
        self._latest: float | None = None
        self._join(self._promising())

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows, the one for the number of lots and the cuts, in the order of the prices."""
        return (*self._rows, *self._cuts)

    def between(self, low: int, high: int) -> None:
        """From now on so many lots are chosen."""
        count = len(self._rows) - 1
        self._rows = (*self._rows[:count], counted(self._model, low, high))
        self._highs.changeRowBounds(count, float(low), float(high))

    def only(self, allowed: Flags) -> None:
        """From now on no other candidates have a share."""
        self._allowed = self._model.kept(allowed)
        self.release()

    def release(self) -> None:
        """Lets every allowed candidate have any share again."""
        lots = self._seen < self._model.candidates
        places = self._places[lots].astype(np.int32)
        high = np.where(self._allowed[self._seen[lots]], np.inf, 0.0)
        self._highs.changeColsBounds(len(places), places, np.zeros(len(places)), high)

    def cut(self, cuts: Sequence[Row]) -> None:
        """Adds rows of the form: at most so many."""
        for cut in cuts:
            entries = in_rows([cut], self._seen)
            inside = np.flatnonzero(np.diff(entries.starts))
            high = np.inf if cut.high is None else float(cut.high - cut.form.constant)
            self._highs.addRow(
                -np.inf,
                high,
                len(inside),
                self._places[inside].astype(np.int32),
                entries.values,
            )
            slip = Entries(np.array([0, 1]), np.array([self._highs.getNumRow() - 1]), -np.ones(1))
            self._slips = np.append(self._slips, self._highs.getNumCol())
            _add(self._highs, np.zeros(1), np.zeros(1), np.full(1, np.inf), slip)
            self._cuts.append(cut)

    def solve(self, seconds: float | None = None) -> Point | None:
        """The cheapest solution; None when it was not found in time. Raises Interrupted."""
        if seconds is not None:
            self._latest = time.monotonic() + seconds
            self._highs.setOptionValue("time_limit", self._highs.getRunTime() + max(0.0, seconds))
        for slip in SLIPS:
            point = self._sifted(self._costs, slip)
            if point is None or not point.none:
                return point
        return self._sifted(np.zeros_like(self._costs), 1.0)

    def centres(self, deadline: float | None) -> Iterator[Point]:
        """Prices from within that get better and better, until none are or the deadline passes.

        For many candidates and before there are cuts: the columns that matter are known afterwards.
        Raises Interrupted.
        """
        for centre in self._interior.centres(deadline):
            self._told = centre.duals
            yield self._seen_from(centre)
        reduced = self._reduced(self._costs, centre.duals)
        near = centre.columns[reduced[centre.columns] < centre.near]
        self._join(near[~self._inside[near]])

    @property
    def _interior(self) -> Interior:
        low = np.array([_end(row.low, row, -np.inf) for row in self._rows])
        high = np.array([_end(row.high, row, np.inf) for row in self._rows])
        # A row of all columns is dear: that of any number of lots is left without ends.
        low[-1] = -np.inf if low[-1] <= 0 else low[-1]
        high[-1] = np.inf if high[-1] >= self._lots else high[-1]
        scales, first = self._columns.scales, self._model.candidates
        units = [is_unit(row) and row.form.variables[-1] < first for row in self._rows]
        bounds = [self._bounds(variable) for variable in range(first, self._model.size)]
        return Interior(
            self._columns,
            self._costs,
            (low / scales, high / scales),
            np.array(units, dtype=np.bool_),
            first,
            np.array(bounds, dtype=np.float64).reshape(-1, 2),
            self._allowed,
        )

    def _seen_from(self, centre: Centre) -> Point:
        shares = np.zeros(self._model.size)
        shares[centre.columns] = centre.shares
        return Point(shares, self.rows, self._priced(centre.duals, self._unit))

    @property
    def prices(self) -> Floats | None:
        """Prices of the rows by what is known so far; None before anything is.

        While columns are missing some candidates cost less than nothing at the prices told. So
        much is taken off the units of each as makes it nothing (as after early branching: Lübbecke
        and Desrosiers 2005); the bound of such prices is near where that of the raw ones is lost.
        """
        if self._told is None:
            return None
        duals, entries = self._told.copy(), self._columns.entries
        units = np.array([is_unit(row) for row in self._rows])
        held = units[entries.rows]
        owners = np.repeat(np.arange(self._model.size), np.diff(entries.starts))[held]
        sizes = np.bincount(owners, minlength=self._model.size)
        short = np.where(self._allowed, self._reduced(self._costs, duals), 0.0).clip(max=0.0)
        each = short / np.maximum(1, sizes)
        np.minimum.at(off := np.zeros(len(self._rows)), entries.rows[held], each[owners])
        duals[: len(off)] += off
        return self._priced(duals, self._unit)

    def probe(self, allowed: Flags, steps: int) -> float:
        """About what the form would cost over these candidates, after so many steps."""
        before, basis = self._allowed[: self._model.candidates], self._highs.getBasis()
        self.only(allowed)
        self._highs.setOptionValue("simplex_iteration_limit", steps)
        interruptible(self._highs.run, self._highs.cancelSolve)
        value = float(self._highs.getInfo().objective_function_value) * self._unit
        self._highs.setOptionValue("simplex_iteration_limit", NO_LIMIT)
        self.only(before)
        self._highs.setBasis(basis)
        return value

    def drop(self) -> None:
        """Forgets candidates that have no share now; they come back should they be wanted."""
        gone = (self._seen < self._model.candidates) & ~self._allowed[self._seen]
        places = self._places[gone]
        self._highs.deleteCols(len(places), places.astype(np.int32))
        self._inside[self._seen[gone]] = False
        self._seen, kept = self._seen[~gone], self._places[~gone]
        self._places = kept - np.searchsorted(np.sort(places), kept)
        self._slips = self._slips - np.searchsorted(np.sort(places), self._slips)

    def fix(self, variable: int, low: int, high: int) -> None:
        """Bounds the share of a candidate that has one."""
        self._highs.changeColBounds(self._place(variable), float(low), float(high))

    def _place(self, variable: int) -> int:
        return int(self._places[self._seen == variable][0])

    def _bounds(self, variable: int) -> tuple[int, int]:
        return self._model.bounds(variable)

    def _promising(self) -> Ints:
        """What is no candidate, and the candidates that are cheap for what they hold."""
        held = np.maximum(1, np.diff(self._columns.entries.starts)[: self._model.candidates])
        cheap = self._costs[: self._model.candidates] / held
        some = np.flatnonzero(self._allowed[: self._model.candidates])
        if len(some) > FIRST:
            some = some[np.argpartition(cheap[some], FIRST)[:FIRST]]
        return np.concatenate((np.arange(self._model.candidates, self._model.size), some))

    def _join(self, columns: Ints) -> None:
        entries = self._columns.taken(columns)
        if self._cuts:
            entries = stacked(entries, in_rows(self._cuts, columns), len(self._rows))
        low = np.zeros(len(columns))
        # A candidate is at most 1 by the row of any unit that it holds.
        high = np.full(len(columns), np.inf)
        for i in np.flatnonzero(columns >= self._model.candidates).tolist():
            low[i], high[i] = self._bounds(int(columns[i]))
        first = self._highs.getNumCol()
        _add(self._highs, self._costs[columns], low, high, entries)
        self._places = np.concatenate((self._places, np.arange(first, first + len(columns))))
        self._seen = np.concatenate((self._seen, columns))
        self._inside[columns] = True

    def _sifted(self, costs: Floats, slip: float) -> Point | None:
        self._set(costs, slip)
        while True:
            interruptible(self._highs.run, self._highs.cancelSolve, self._latest)
            if self._highs.getModelStatus() != highspy.HighsModelStatus.kOptimal:
                return None
            solution = self._highs.getSolution()
            duals = np.array(solution.row_dual)
            self._told = duals if costs.any() else self._told
            reduced = self._reduced(costs, duals)
            wanted = np.flatnonzero((reduced < -CLOSE) & self._allowed & ~self._inside)
            if not len(wanted):
                unit = self._unit if costs.any() else RAY
                return self._point(np.array(solution.col_value), duals, unit)
            if len(wanted) > MORE:
                wanted = wanted[np.argpartition(reduced[wanted], MORE)[:MORE]]
            self._join(wanted)

    def _set(self, costs: Floats, slip: float) -> None:
        number = self._highs.getNumCol()
        every = np.full(number, slip)
        every[self._places] = costs[self._seen]
        self._highs.changeColsCost(number, np.arange(number, dtype=np.int32), every)

    def _reduced(self, costs: Floats, duals: Floats) -> Floats:
        reduced = costs - self._columns.worth(duals[: len(self._rows)])
        for cut, dual in zip(self._cuts, duals[len(self._rows) :].tolist(), strict=True):
            if dual:
                reduced[cut.form.variables] -= dual * cut.form.coefficients
        return reduced

    def _point(self, values: Floats, duals: Floats, unit: float) -> Point:
        shares = np.zeros(self._model.size)
        shares[self._seen] = values[self._places]
        none = bool(values[self._slips].sum() > NOTHING)
        return Point(shares, self.rows, self._priced(duals, unit), none)

    def _priced(self, duals: Floats, unit: float) -> Floats:
        """Prices of the rows as they stand in the model."""
        scales = np.concatenate((self._columns.scales, np.ones(len(self._cuts))))
        return duals * unit / scales


def _empty(rows: Sequence[Row], scales: Floats) -> highspy.Highs:
    """The rows without columns but those that let a row slip."""
    highs = highspy.Highs()
    highs.setOptionValue("output_flag", False)
    highs.setOptionValue("threads", 1)
    highs.setOptionValue("presolve", "off")
    highs.setOptionValue("dual_feasibility_tolerance", 1e-9)
    highs.HandleUserInterrupt = True
    low = np.array([_end(row.low, row, -np.inf) for row in rows]) / scales
    high = np.array([_end(row.high, row, np.inf) for row in rows]) / scales
    nothing = Entries(np.zeros(1, dtype=np.int64), np.zeros(0, dtype=np.int64), np.zeros(0))
    lp = highspy.HighsLp()
    lp.num_row_, lp.row_lower_, lp.row_upper_ = len(rows), low, high
    lp.a_matrix_.start_ = nothing.starts.astype(np.int32)
    highs.passModel(lp)
    every = np.arange(len(rows))
    for sign in (1.0, -1.0):
        entries = Entries(np.arange(len(rows) + 1), every, np.full(len(rows), sign))
        _add(highs, np.zeros(len(rows)), np.zeros(len(rows)), np.full(len(rows), np.inf), entries)
    return highs


def _add(highs: highspy.Highs, costs: Floats, low: Floats, high: Floats, entries: Entries) -> None:
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


def _end(bound: int | None, row: Row, otherwise: float) -> float:
    return otherwise if bound is None else float(bound - row.form.constant)
