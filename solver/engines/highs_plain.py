"""HiGHS through its own interface, for large models of plain rows.

The same doubts as in `through_pulp`, met in a simpler way: a solution is checked in whole numbers
and forbidden when it fails. Numbers of the form should be small (see `proving.room.restated`).
"""

import time
from dataclasses import replace
from math import ceil, isfinite
from typing import Any

import highspy
import numpy as np

from solver.engines.base import Listener, Outcome, Settings
from solver.engines.columns import Columns
from solver.engines.exact import holds
from solver.engines.interrupt import Interrupted, interruptible
from solver.engines.quiet import quiet
from solver.facts.lots import Flags, Ints
from solver.selection.linear import Linear
from solver.selection.model import Model, Row

EXACT = 2**43
"""Doubles add up to here with errors far below a unit."""
NARROW = 2**10
"""Variables with a wider range are not trusted to be whole."""
KINDS = highspy.cb.HighsCallbackType
ASKED = (KINDS.kCallbackMipInterrupt, KINDS.kCallbackSimplexInterrupt, KINDS.kCallbackIpmInterrupt)
TRIES = 50


class HighsPlain:
    """Solves neutral models without conditions, and of small whole numbers, with HiGHS."""

    name = "highs"

    def takes(self, model: Model, form: Linear | None, allowed: Flags | None) -> bool:
        """Whether the model is of that kind."""
        if form is None or any(row.when is not None for row in model.rows):
            return False
        if any(each.high - each.low > NARROW for each in model.extra):
            return False
        kept = model.kept(allowed)[form.variables]
        sizes = np.abs(form.coefficients[kept].astype(float))
        return float(np.sort(sizes)[-1000:].sum()) < EXACT

    def solve(
        self,
        model: Model,
        minimise: Linear | None,
        allowed: Flags | None,
        settings: Settings,
        listen: Listener,
        hint: Ints | None = None,
    ) -> Outcome:
        """Minimise `minimise`, which must be given (see `Engine`)."""
        assert minimise is not None, "HiGHS is asked for the least of a form"
        own = model.copy()
        deadline = None if settings.seconds is None else time.monotonic() + settings.seconds
        for _ in range(TRIES):
            asked = _Asked(own, minimise, allowed, settings, deadline)
            if asked.impossible:
                return Outcome("infeasible")
            outcome = asked.outcome(listen)
            if outcome.solution is None or holds(own, outcome.solution, allowed):
                return outcome
            _forbid(own, outcome.solution)
        return Outcome("unknown")


def _forbid(model: Model, solution: Ints) -> None:
    ones = np.flatnonzero(solution[: model.candidates])
    form = Linear(ones, np.ones(len(ones), dtype=np.int64))
    model.row("fails", form, None, len(ones) - 1)


class _Asked:
    """One model at HiGHS."""

    def __init__(
        self,
        model: Model,
        form: Linear,
        allowed: Flags | None,
        settings: Settings,
        deadline: float | None,
    ) -> None:
        self._model, self._form, self._deadline = model, form, deadline
        self._kept = np.flatnonzero(model.kept(allowed))
        self._stopped = False
        rows = [_narrowed(row, model.kept(allowed)) for row in model.rows]
        self.impossible = any(_fails(row) for row in rows)
        self._highs = highspy.Highs()
        if not self.impossible:
            self._pass(rows, settings)

    def _pass(self, rows: list[Row], settings: Settings) -> None:
        highs, options = (
            self._highs,
            {
                "output_flag": False,
                "mip_rel_gap": 0.0,
                "mip_abs_gap": 0.0,
                "random_seed": settings.seed,
            },
        )
        for name, value in options.items():
            highs.setOptionValue(name, value)
        if settings.workers:
            highs.setOptionValue("threads", settings.workers)
        if self._deadline is not None:
            highs.setOptionValue("time_limit", max(0.0, self._deadline - time.monotonic()))
        if settings.ceiling is not None:
            highs.setOptionValue("objective_bound", settings.ceiling - self._form.constant + 0.5)
        rows = [row for row in rows if len(row.form.variables)]
        columns = Columns.of(rows, self._model.size)
        entries = columns.taken(self._kept)
        costs = np.zeros(self._model.size)
        costs[self._form.variables] = self._form.coefficients.astype(float)
        bounds = np.array([self._model.bounds(v) for v in self._kept.tolist()], dtype=float)
        lp = highspy.HighsLp()
        lp.num_col_, lp.num_row_ = len(self._kept), len(rows)
        lp.col_cost_ = costs[self._kept]
        lp.col_lower_, lp.col_upper_ = bounds[:, 0], bounds[:, 1]
        lp.row_lower_ = np.array([_end(r.low, r, -np.inf) for r in rows]) / columns.scales
        lp.row_upper_ = np.array([_end(r.high, r, np.inf) for r in rows]) / columns.scales
        lp.a_matrix_.start_ = entries.starts.astype(np.int32)
        lp.a_matrix_.index_ = entries.rows.astype(np.int32)
        lp.a_matrix_.value_ = entries.values
        lp.integrality_ = [highspy.HighsVarType.kInteger] * len(self._kept)
        highs.passModel(lp)

    def outcome(self, listen: Listener) -> Outcome:
        """What HiGHS says."""
        highs = self._highs
        highs.setCallback(self._news, None)
        for kind in ASKED:
            highs.startCallback(kind)
        interrupted = False
        try:
            with quiet():
                interruptible(highs.run, self._stop)
        except Interrupted:
            interrupted = True
        highs.setCallback(None, None)
        return replace(self._said(), interrupted=interrupted)

    def _stop(self) -> None:
        self._stopped = True

    def _news(self, kind: Any, message: str, told: Any, reply: Any, data: Any) -> None:
        late = self._deadline is not None and time.monotonic() > self._deadline
        reply.user_interrupt = self._stopped or late

    def _said(self) -> Outcome:
        highs, status = self._highs, self._highs.getModelStatus()
        info = highs.getInfo()
        proved = status == highspy.HighsModelStatus.kOptimal
        if info.primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
            none = (highspy.HighsModelStatus.kInfeasible, highspy.HighsModelStatus.kObjectiveBound)
            return Outcome("infeasible" if status in none else "unknown")
        solution = np.zeros(self._model.size, dtype=np.int64)
        solution[self._kept] = np.rint(np.array(highs.getSolution().col_value)).astype(np.int64)
        value, bound = self._form.of(solution), info.mip_dual_bound
        below = ceil(bound - 0.01) + self._form.constant if isfinite(bound) else None
        if proved and below is not None and below >= value:
            return Outcome("optimal", solution, value)
        return Outcome("feasible", solution, None if below is None else min(below, value))


def _narrowed(row: Row, kept: Flags) -> Row:
    some = kept[row.form.variables]
    form = Linear(row.form.variables[some], row.form.coefficients[some], row.form.constant)
    return replace(row, form=form)


def _fails(row: Row) -> bool:
    """Whether a row without variables does not hold."""
    if len(row.form.variables):
        return False
    low, high = row.low, row.high
    constant = row.form.constant
    return (low is not None and constant < low) or (high is not None and constant > high)


def _end(bound: int | None, row: Row, otherwise: float) -> float:
    return otherwise if bound is None else float(bound - row.form.constant)
