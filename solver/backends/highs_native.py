"""HiGHS through its own interface: duals of a relaxation, and large models of plain rows.

Duals are hints only: whoever uses them proves with whole numbers what follows. A model's solution
is
checked in whole numbers and forbidden when it fails, as in `pulp_engine`; the objective's numbers
should be small.
"""

import time
from dataclasses import replace
from math import ceil, isfinite
from typing import Any

import highspy
import numpy as np
import numpy.typing as npt

from solver.arrays import Flags, Ints
from solver.backends.base import EngineOutcome, EngineSettings, SolveRequest
from solver.backends.exact_feasibility import is_feasible
from solver.backends.native_calls import Interrupted, run_interruptible, silence_stdout
from solver.model.column_matrix import ScaledColumns
from solver.model.expressions import LinearExpression
from solver.model.linear_model import LinearModel, LinearRow

RowDuals = npt.NDArray[np.float64]


def solve_row_duals(
    model: LinearModel, minimise: LinearExpression, rows: list[LinearRow], seconds: float
) -> RowDuals | None:
    """The dual value of each of the rows at the relaxation's optimum; None if none was found.

    Conditional rows and integrality are left out. Stops after `seconds`, or on Ctrl-C with
    Interrupted.
    """
    highs = highspy.Highs()
    highs.setOptionValue("output_flag", False)
    highs.setOptionValue("time_limit", seconds)
    highs.HandleUserInterrupt = True
    highs.passModel(_build_relaxation(model, minimise, rows))
    run_interruptible(highs.run, highs.cancelSolve)
    if highs.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        return None
    return np.array(highs.getSolution().row_dual)


def _build_relaxation(
    model: LinearModel, minimise: LinearExpression, rows: list[LinearRow]
) -> highspy.HighsLp:
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = model.size, len(rows)
    cost = np.zeros(model.size)
    cost[minimise.variables] = minimise.coefficients.astype(float)
    bounds = np.array([(v.low, v.high) for v in model.extra_variables], dtype=float).reshape(-1, 2)
    lp.col_cost_ = cost
    lp.col_lower_ = np.concatenate((np.zeros(model.candidates), bounds[:, 0]))
    # A candidate is at most 1 by the row of any unit that it holds.
    lp.col_upper_ = np.concatenate((np.full(model.candidates, np.inf), bounds[:, 1]))
    lp.row_lower_ = np.array(
        [_finite_bound(row.low, row.expression.constant, -np.inf) for row in rows]
    )
    lp.row_upper_ = np.array(
        [_finite_bound(row.high, row.expression.constant, np.inf) for row in rows]
    )
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    sizes = [len(row.expression.variables) for row in rows]
    lp.a_matrix_.start_ = np.concatenate(([0], np.cumsum(sizes))).astype(np.int32)
    lp.a_matrix_.index_ = np.concatenate([r.expression.variables for r in rows]).astype(np.int32)
    lp.a_matrix_.value_ = np.concatenate([r.expression.coefficients for r in rows]).astype(float)
    return lp


def _finite_bound(bound: int | None, constant: int, otherwise: float) -> float:
    return otherwise if bound is None else float(bound - constant)


EXACT_SUM = 2**43
"""Doubles add up to here with errors far below a unit."""
WIDEST_TRUSTED_RANGE = 2**10
"""Variables with a wider range are not trusted to be whole."""
CALLBACK_KINDS = highspy.cb.HighsCallbackType
INTERRUPT_CALLBACKS = (
    CALLBACK_KINDS.kCallbackMipInterrupt,
    CALLBACK_KINDS.kCallbackSimplexInterrupt,
    CALLBACK_KINDS.kCallbackIpmInterrupt,
)
MAX_TRIES = 50


class NativeHighsEngine:
    """Solves neutral models without conditions, and of small whole numbers, with HiGHS."""

    name = "highs"

    def can_solve(self, request: SolveRequest) -> bool:
        """Whether the model is of that kind."""
        model, form = request.model, request.objective
        if form is None or any(row.indicator is not None for row in model.rows):
            return False
        if any(each.high - each.low > WIDEST_TRUSTED_RANGE for each in model.extra_variables):
            return False
        kept = model.mark_usable(request.allowed)[form.variables]
        sizes = np.abs(form.coefficients[kept].astype(float))
        return float(np.sort(sizes)[-1000:].sum()) < EXACT_SUM

    def solve(self, request: SolveRequest) -> EngineOutcome:
        """Solve the request, which must have an objective (see `Engine`)."""
        minimise, allowed, settings = request.objective, request.allowed, request.settings
        assert minimise is not None, "HiGHS is asked for the least of a form"
        own = request.model.copy()
        deadline = None if settings.seconds is None else time.monotonic() + settings.seconds
        for _ in range(MAX_TRIES):
            asked = _NativeHighsRun(own, minimise, allowed, settings, deadline)
            if asked.is_infeasible:
                return EngineOutcome("infeasible")
            outcome = asked.run()
            if outcome.solution is None or is_feasible(own, outcome.solution, allowed):
                return outcome
            _forbid_solution(own, outcome.solution)
        return EngineOutcome("unknown")


def _forbid_solution(model: LinearModel, solution: Ints) -> None:
    ones = np.flatnonzero(solution[: model.candidates])
    form = LinearExpression(ones, np.ones(len(ones), dtype=np.int64))
    model.add_row("fails", form, None, len(ones) - 1)


class _NativeHighsRun:
    """One model at HiGHS."""

    def __init__(
        self,
        model: LinearModel,
        form: LinearExpression,
        allowed: Flags | None,
        settings: EngineSettings,
        deadline: float | None,
    ) -> None:
        self._model, self._form, self._deadline = model, form, deadline
        self._kept = np.flatnonzero(model.mark_usable(allowed))
        self._stopped = False
        rows = [_restrict_row(row, model.mark_usable(allowed)) for row in model.rows]
        self.is_infeasible = any(_is_violated_constant(row) for row in rows)
        self._highs = highspy.Highs()
        if not self.is_infeasible:
            self._load_model(rows, settings)

    def _load_model(self, rows: list[LinearRow], settings: EngineSettings) -> None:
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
        if settings.cutoff is not None:
            highs.setOptionValue("objective_bound", settings.cutoff - self._form.constant + 0.5)
        rows = [row for row in rows if len(row.expression.variables)]
        columns = ScaledColumns.from_rows(rows, self._model.size)
        entries = columns.select(self._kept)
        costs = np.zeros(self._model.size)
        costs[self._form.variables] = self._form.coefficients.astype(float)
        bounds = np.array([self._model.bounds(v) for v in self._kept.tolist()], dtype=float)
        lp = highspy.HighsLp()
        lp.num_col_, lp.num_row_ = len(self._kept), len(rows)
        lp.col_cost_ = costs[self._kept]
        lp.col_lower_, lp.col_upper_ = bounds[:, 0], bounds[:, 1]
        lp.row_lower_ = np.array([_shifted_bound(r.low, r, -np.inf) for r in rows]) / columns.scales
        lp.row_upper_ = np.array([_shifted_bound(r.high, r, np.inf) for r in rows]) / columns.scales
        lp.a_matrix_.start_ = entries.starts.astype(np.int32)
        lp.a_matrix_.index_ = entries.rows.astype(np.int32)
        lp.a_matrix_.value_ = entries.values
        lp.integrality_ = [highspy.HighsVarType.kInteger] * len(self._kept)
        highs.passModel(lp)

    def run(self) -> EngineOutcome:
        """What HiGHS says."""
        highs = self._highs
        highs.setCallback(self._check_interrupt, None)
        for kind in INTERRUPT_CALLBACKS:
            highs.startCallback(kind)
        interrupted = False
        try:
            with silence_stdout():
                run_interruptible(highs.run, self._request_stop)
        except Interrupted:
            interrupted = True
        highs.setCallback(None, None)
        return replace(self._read_outcome(), interrupted=interrupted)

    def _request_stop(self) -> None:
        self._stopped = True

    def _check_interrupt(self, kind: Any, message: str, told: Any, reply: Any, data: Any) -> None:
        late = self._deadline is not None and time.monotonic() > self._deadline
        reply.user_interrupt = self._stopped or late

    def _read_outcome(self) -> EngineOutcome:
        highs, status = self._highs, self._highs.getModelStatus()
        info = highs.getInfo()
        proved = status == highspy.HighsModelStatus.kOptimal
        if info.primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
            none = (highspy.HighsModelStatus.kInfeasible, highspy.HighsModelStatus.kObjectiveBound)
            return EngineOutcome("infeasible" if status in none else "unknown")
        solution = np.zeros(self._model.size, dtype=np.int64)
        solution[self._kept] = np.rint(np.array(highs.getSolution().col_value)).astype(np.int64)
        value, bound = self._form.evaluate(solution), info.mip_dual_bound
        below = ceil(bound - 0.01) + self._form.constant if isfinite(bound) else None
        if proved and below is not None and below >= value:
            return EngineOutcome("optimal", solution, value)
        return EngineOutcome("feasible", solution, None if below is None else min(below, value))


def _restrict_row(row: LinearRow, kept: Flags) -> LinearRow:
    some = kept[row.expression.variables]
    form = LinearExpression(
        row.expression.variables[some], row.expression.coefficients[some], row.expression.constant
    )
    return replace(row, expression=form)


def _is_violated_constant(row: LinearRow) -> bool:
    """Whether a row without variables does not hold."""
    if len(row.expression.variables):
        return False
    low, high = row.low, row.high
    constant = row.expression.constant
    return (low is not None and constant < low) or (high is not None and constant > high)


def _shifted_bound(bound: int | None, row: LinearRow, otherwise: float) -> float:
    return otherwise if bound is None else float(bound - row.expression.constant)
