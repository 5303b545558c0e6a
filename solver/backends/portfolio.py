"""Engines made of engines: one restricted to some candidates, and CP-SAT with HiGHS."""

from dataclasses import dataclass, field, replace

import numpy as np

from solver.arrays import Flags, Ints
from solver.backends.base import Engine, EngineOutcome, SolutionListener, SolveRequest
from solver.backends.cp_sat import CpSatEngine
from solver.model.linear_model import LinearModel, LinearRow

HIGHS_LEAST_CANDIDATES = 700
"""With fewer candidates CP-SAT is as quick."""


@dataclass
class RestrictedEngine:
    """An engine that never sees the candidates outside `kept`, (N,).

    Rows are restricted once and remembered, so that they may have millions of variables.
    """

    engine: Engine
    kept: Flags
    name: str = field(init=False)
    _restricted_rows: dict[int, tuple[LinearRow, LinearRow]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.name = self.engine.name

    def solve(self, request: SolveRequest) -> EngineOutcome:
        """Solve the request over the kept candidates; solutions are of the whole model."""
        model, objective, hint = request.model, request.objective, request.hint
        keep = model.mark_usable(self.kept)
        numbers = np.cumsum(keep) - 1
        outcome = self.engine.solve(
            replace(
                request,
                model=self._restrict_model(model, keep, numbers),
                objective=None if objective is None else objective.restrict(keep, numbers),
                allowed=None if request.allowed is None else request.allowed[self.kept],
                hint=None if hint is None or hint[~keep].any() else hint[keep],
                tell=_widen_solutions(request.tell, keep),
            )
        )
        if outcome.solution is None:
            return outcome
        return replace(outcome, solution=_widen(outcome.solution, keep))

    def _restrict_model(self, model: LinearModel, keep: Flags, numbers: Ints) -> LinearModel:
        """The model over kept variables; rows whose indicator is left out do not apply."""
        kept_extra = keep[model.candidate_count :].tolist()
        extra = [
            variable
            if variable.candidate is None
            else replace(variable, candidate=int(numbers[variable.candidate]))
            for variable, is_kept in zip(model.extra_variables, kept_extra, strict=True)
            if is_kept
        ]
        rows = [row for row in model.rows if row.indicator is None or keep[row.indicator]]
        return LinearModel(
            int(self.kept.sum()), extra, [self._restrict_row(row, keep, numbers) for row in rows]
        )

    def _restrict_row(self, row: LinearRow, keep: Flags, numbers: Ints) -> LinearRow:
        known = self._restricted_rows.get(id(row))
        if known is None:
            indicator = None if row.indicator is None else int(numbers[row.indicator])
            expression = row.expression.restrict(keep, numbers)
            # The row is kept too, so that no other row gets its id.
            known = row, replace(row, expression=expression, indicator=indicator)
            self._restricted_rows[id(row)] = known
        return known[1]


def _widen(solution: Ints, keep: Flags) -> Ints:
    """A solution of the kept variables as one of all, (size,)."""
    widened: Ints = np.zeros(len(keep), dtype=np.int64)
    widened[keep] = solution
    return widened


def _widen_solutions(tell: SolutionListener | None, keep: Flags) -> SolutionListener | None:
    """A listener to solutions of the kept variables that passes on solutions of all."""
    if tell is None:
        return None
    return lambda read: tell(lambda: _widen(read(), keep))


class PortfolioEngine:
    """CP-SAT, and HiGHS first for large windows; `engines_used` has those asked so far."""

    name = "cp-sat"

    def __init__(self) -> None:
        self.engines_used = {"cp-sat"}
        self._cp_sat = CpSatEngine()

    def solve(self, request: SolveRequest) -> EngineOutcome:
        """Solve the request (see `Engine`); raises ValueError where CP-SAT refuses the model."""
        settings, allowed = request.settings, request.allowed
        count = request.model.candidate_count if allowed is None else int(allowed.sum())
        is_large_window = settings.is_window and count >= HIGHS_LEAST_CANDIDATES
        if is_large_window and request.objective is not None:
            from solver.backends.highs_native import NativeHighsEngine

            highs = NativeHighsEngine()
            if highs.can_solve(request):
                self.engines_used.add("highs")
                outcome = highs.solve(request)
                is_proof = outcome.status in ("optimal", "infeasible")
                if settings.seconds is not None or outcome.interrupted or is_proof:
                    return outcome
        return self._cp_sat.solve(request)
