"""Engines made of engines: one restricted to some candidates, and CP-SAT with HiGHS for large

windows.
"""

from dataclasses import dataclass, field, replace

import numpy as np

from solver.arrays import Flags, Ints
from solver.backends.base import Engine, EngineOutcome, SolveRequest
from solver.backends.cp_sat import CpSatEngine
from solver.model.expressions import LinearExpression
from solver.model.linear_model import LinearModel, LinearRow


@dataclass
class RestrictedEngine:
    """An engine before which candidates that are not `kept` do not exist.

    What is left of each row is worked out once, so that rows may have millions of variables.
    """

    engine: Engine
    kept: Flags
    name: str = field(init=False)
    _rows: dict[int, tuple[LinearRow, LinearRow]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.name = self.engine.name

    def solve(self, request: SolveRequest) -> EngineOutcome:
        """As the engine does; solutions are those of the whole model."""
        model, objective, allowed, hint = (
            request.model,
            request.objective,
            request.allowed,
            request.hint,
        )
        kept = model.mark_usable(self.kept)
        small, numbers = self._restrict_model(model, kept), np.cumsum(kept) - 1
        outcome = self.engine.solve(
            replace(
                request,
                model=small,
                objective=None if objective is None else _restrict_form(objective, kept, numbers),
                allowed=None if allowed is None else allowed[self.kept],
                hint=None if hint is None or hint[~kept].any() else hint[kept],
            )
        )
        if outcome.solution is None:
            return outcome
        solution = np.zeros(model.size, dtype=np.int64)
        solution[kept] = outcome.solution
        return replace(outcome, solution=solution)

    def _restrict_model(self, model: LinearModel, kept: Flags) -> LinearModel:
        """What is left of the model; a row that hangs on something left out always holds."""
        numbers = np.cumsum(kept) - 1
        extra = [
            each
            if each.candidate is None
            else replace(each, candidate=int(numbers[each.candidate]))
            for each, left in zip(
                model.extra_variables, kept[model.candidates :].tolist(), strict=True
            )
            if left
        ]
        rows = [row for row in model.rows if row.indicator is None or kept[row.indicator]]
        return LinearModel(
            int(self.kept.sum()), extra, [self._restrict_row(row, kept, numbers) for row in rows]
        )

    def _restrict_row(self, row: LinearRow, kept: Flags, numbers: Ints) -> LinearRow:
        known = self._rows.get(id(row))
        if known is None:
            when = None if row.indicator is None else int(numbers[row.indicator])
            small = replace(
                row, expression=_restrict_form(row.expression, kept, numbers), indicator=when
            )
            # The row is held on to, so that no other takes its place in memory.
            known = self._rows[id(row)] = (row, small)
        return known[1]


def _restrict_form(form: LinearExpression, kept: Flags, numbers: Ints) -> LinearExpression:
    some = kept[form.variables]
    return LinearExpression(numbers[form.variables[some]], form.coefficients[some], form.constant)


HIGHS_LEAST_CANDIDATES = 700
"""With fewer candidates CP-SAT is as quick."""


class PortfolioEngine:
    """Solves neutral models with either engine; `used` says which have been asked."""

    name = "cp-sat"

    def __init__(self) -> None:
        self.engines_used = {"cp-sat"}
        self._cp_sat = CpSatEngine()

    def solve(self, request: SolveRequest) -> EngineOutcome:
        """Solve the request (see `Engine`)."""
        settings, allowed = request.settings, request.allowed
        count = request.model.candidates if allowed is None else int(allowed.sum())
        if request.objective is not None and settings.is_window and count >= HIGHS_LEAST_CANDIDATES:
            from solver.backends.highs_native import NativeHighsEngine

            highs = NativeHighsEngine()
            if highs.can_solve(request):
                self.engines_used.add("highs")
                outcome = highs.solve(request)
                if settings.seconds is not None or outcome.interrupted or _is_proof(outcome):
                    return outcome
        return self._cp_sat.solve(request)


def _is_proof(outcome: EngineOutcome) -> bool:
    return outcome.status in ("optimal", "infeasible")
