"""An engine that asks both CP-SAT and HiGHS and compares their answers."""

from dataclasses import replace
from math import inf

from lotdesign.faults import EngineContradiction
from solver.backends.base import Engine, EngineOutcome, SolveRequest, ignore_progress
from solver.backends.cp_sat import CpSatEngine
from solver.backends.highs import HighsEngine
from solver.model.expressions import LinearExpression


class CrossCheckedEngine:
    """Solves neutral models with CP-SAT, then with HiGHS, in half of the time each."""

    name = "both"

    def __init__(self, first: Engine | None = None, second: Engine | None = None) -> None:
        self._first = first or CpSatEngine()
        self._second = second or HighsEngine()

    def solve(self, request: SolveRequest) -> EngineOutcome:
        """Solve the request twice; raises EngineContradiction where both cannot be right."""
        settings = request.settings
        if settings.seconds is not None:
            request = replace(request, settings=replace(settings, seconds=settings.seconds / 2))
        first = self._first.solve(request)
        if first.interrupted:
            return first
        second = self._second.solve(replace(request, listener=ignore_progress))
        if _refutes(second, first, request) or _refutes(first, second, request):
            raise EngineContradiction(("CP-SAT and HiGHS answer one question differently",))
        best = max((first, second), key=lambda each: _rank_outcome(each, request.objective))
        return replace(best, interrupted=second.interrupted)


def _refutes(one: EngineOutcome, other: EngineOutcome, request: SolveRequest) -> bool:
    """Whether the solution of one contradicts what the other has proved."""
    if one.solution is None:
        return False
    objective, cutoff = request.objective, request.settings.cutoff
    value = 0 if objective is None else objective.evaluate(one.solution)
    if other.status == "infeasible":
        return value <= (inf if cutoff is None else cutoff)
    return objective is not None and other.bound is not None and value < other.bound


def _rank_outcome(
    outcome: EngineOutcome, objective: LinearExpression | None
) -> tuple[bool, bool, float]:
    """A key that prefers a proof, then a solution, then a small objective."""
    is_proved = outcome.status in ("optimal", "infeasible")
    if outcome.solution is None:
        return is_proved, False, 0
    return is_proved, True, 0 if objective is None else -objective.evaluate(outcome.solution)
