"""HiGHS through its own interface, for large models of plain rows and small numbers.

Its solutions are checked in whole numbers, and forbidden when they fail.
"""

import time
from dataclasses import replace
from math import ceil, isfinite

import highspy
import numpy as np

from solver.arrays import EXACT_FLOAT_SUM
from solver.backends.base import EngineOutcome, SolveRequest
from solver.backends.exact_feasibility import is_feasible, is_row_satisfied
from solver.backends.exact_rows import WIDEST_INTEGER_RANGE
from solver.backends.highs_create import THREADS, create_highs
from solver.backends.highs_lp import bound_rows
from solver.backends.highs_stop import StopSignal
from solver.backends.native_calls import Interrupted, run_interruptible, silence_stdout
from solver.model.column_matrix import ScaledColumns
from solver.model.expressions import LinearExpression
from solver.model.linear_model import LinearModel, LinearRow

MAX_TRIES = 50
"""How often HiGHS is asked before the request is left open."""
MOST_CHOSEN = 1000
"""No solution is taken to choose more candidates than this."""


class NativeHighsEngine:
    """Solves models without conditional rows and with small integers, by HiGHS."""

    name = "highs"

    def can_solve(self, request: SolveRequest) -> bool:
        """Whether the request is of that kind."""
        model, objective = request.model, request.objective
        if objective is None or any(row.indicator is not None for row in model.rows):
            return False
        if any(v.high - v.low > WIDEST_INTEGER_RANGE for v in model.extra_variables):
            return False
        kept = objective.restrict(model.mark_usable(request.allowed))
        sizes = np.abs(kept.coefficients.astype(float))
        return float(np.sort(sizes)[-MOST_CHOSEN:].sum()) < EXACT_FLOAT_SUM

    def solve(self, request: SolveRequest) -> EngineOutcome:
        """Solve the request, which must have an objective (see `Engine`)."""
        objective = request.objective
        assert objective is not None, "HiGHS is given an objective"
        seconds = request.settings.seconds
        deadline = None if seconds is None else time.monotonic() + seconds
        request = replace(request, model=request.model.copy())
        for _ in range(MAX_TRIES):
            run = _NativeHighsRun(request, objective, deadline)
            if run.is_infeasible:
                return EngineOutcome("infeasible")
            outcome = run.solve()
            if outcome.solution is None or is_feasible(
                request.model, outcome.solution, request.allowed
            ):
                return outcome
            ones = np.flatnonzero(outcome.solution[: request.model.candidate_count])
            request.model.add_row("fails", LinearExpression.count(ones), None, len(ones) - 1)
        return EngineOutcome("unknown")


class _NativeHighsRun:
    """One model at HiGHS."""

    def __init__(
        self, request: SolveRequest, objective: LinearExpression, deadline: float | None
    ) -> None:
        self._request, self._objective = request, objective
        self._stop = StopSignal(deadline)
        usable = request.model.mark_usable(request.allowed)
        self._kept = np.flatnonzero(usable)
        rows = [
            replace(row, expression=row.expression.restrict(usable)) for row in request.model.rows
        ]
        filled = [row for row in rows if len(row.expression.variables)]
        nothing = np.zeros(0, dtype=np.int64)
        self.is_infeasible = any(
            not len(row.expression.variables) and not is_row_satisfied(row, nothing) for row in rows
        )
        self._highs = create_highs()
        if not self.is_infeasible:
            self._set_options()
            self._highs.passModel(self._build_lp(request.model, filled))

    def _set_options(self) -> None:
        settings, deadline = self._request.settings, self._stop.deadline
        options: dict[str, bool | float] = {
            "output_flag": False,
            "threads": THREADS,
            "mip_rel_gap": 0.0,
            "mip_abs_gap": 0.0,
            "random_seed": settings.seed,
        }
        if deadline is not None:
            options["time_limit"] = max(0.0, deadline - time.monotonic())
        if settings.cutoff is not None:
            options["objective_bound"] = settings.cutoff - self._objective.constant + 0.5
        for name, value in options.items():
            self._highs.setOptionValue(name, value)

    def _build_lp(self, model: LinearModel, rows: list[LinearRow]) -> highspy.HighsLp:
        kept, columns = self._kept, ScaledColumns.from_rows(rows, model.size)
        entries = columns.select(kept)
        costs = np.zeros(model.size)
        costs[self._objective.variables] = self._objective.coefficients.astype(float)
        bounds = np.array([model.bounds(v) for v in kept.tolist()], dtype=float)
        lp = highspy.HighsLp()
        lp.num_col_, lp.num_row_ = len(kept), len(rows)
        lp.col_cost_ = costs[kept]
        lp.col_lower_, lp.col_upper_ = bounds[:, 0], bounds[:, 1]
        lp.row_lower_, lp.row_upper_ = bound_rows(rows, columns.scales)
        lp.a_matrix_.start_ = entries.starts.astype(np.int32)
        lp.a_matrix_.index_ = entries.rows.astype(np.int32)
        lp.a_matrix_.value_ = entries.values
        lp.integrality_ = [highspy.HighsVarType.kInteger] * len(kept)
        return lp

    def solve(self) -> EngineOutcome:
        """Run HiGHS and read its answer, which is not checked yet."""
        self._stop.attach(self._highs)
        interrupted = False
        try:
            with silence_stdout():
                run_interruptible(self._highs.run, self._stop.set)
        except Interrupted:
            interrupted = True
        self._highs.setCallback(None, None)
        return replace(self._read_outcome(), interrupted=interrupted)

    def _read_outcome(self) -> EngineOutcome:
        highs, status = self._highs, self._highs.getModelStatus()
        info = highs.getInfo()
        if info.primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
            none = (highspy.HighsModelStatus.kInfeasible, highspy.HighsModelStatus.kObjectiveBound)
            return EngineOutcome("infeasible" if status in none else "unknown")
        solution = np.zeros(self._request.model.size, dtype=np.int64)
        solution[self._kept] = np.rint(np.array(highs.getSolution().col_value)).astype(np.int64)
        value, bound = self._objective.evaluate(solution), None
        if isfinite(info.mip_dual_bound):
            bound = ceil(info.mip_dual_bound - 0.01) + self._objective.constant
        is_proved = status == highspy.HighsModelStatus.kOptimal
        if is_proved and bound is not None and bound >= value:
            return EngineOutcome("optimal", solution, value)
        return EngineOutcome("feasible", solution, None if bound is None else min(bound, value))
