"""An engine that asks both CP-SAT and HiGHS and compares their answers."""

from dataclasses import replace
from math import inf

from lotdesign.faults import EngineContradiction
from solver.arrays import Flags, Ints
from solver.backends.base import BoundListener, Engine, EngineOutcome, EngineSettings
from solver.backends.cp_sat import CpSatEngine
from solver.backends.highs import HighsEngine
from solver.model.expressions import LinearExpression
from solver.model.linear_model import LinearModel


class CrossCheckedEngine:
    """Solves neutral models with CP-SAT, then with HiGHS, in half of the time each."""

    name = "both"

    def __init__(self, first: Engine | None = None, second: Engine | None = None) -> None:
        self._first = first or CpSatEngine()
        self._second = second or HighsEngine()

    def solve(
        self,
        model: LinearModel,
        minimise: LinearExpression | None,
        allowed: Flags | None,
        settings: EngineSettings,
        listen: BoundListener,
        hint: Ints | None = None,
    ) -> EngineOutcome:
        """What `Engine` says; raises Contradiction where the two cannot both be right."""
        seconds = None if settings.seconds is None else settings.seconds / 2
        settings = replace(settings, seconds=seconds)
        first = self._first.solve(model, minimise, allowed, settings, listen, hint)
        if first.interrupted:
            return first
        second = self._second.solve(model, minimise, allowed, settings, _ignore_progress, hint)
        if _refutes(second, first, minimise, settings) or _refutes(
            first, second, minimise, settings
        ):
            raise EngineContradiction(("CP-SAT and HiGHS answer one question differently",))
        best = max((first, second), key=lambda each: _rank_outcome(each, minimise))
        return replace(best, interrupted=second.interrupted)


def _refutes(
    one: EngineOutcome,
    other: EngineOutcome,
    form: LinearExpression | None,
    settings: EngineSettings,
) -> bool:
    """Whether the solution of one lies beyond what the other has proved."""
    if one.solution is None:
        return False
    value = 0 if form is None else form.evaluate(one.solution)
    if other.status == "infeasible":
        return value <= (inf if settings.cutoff is None else settings.cutoff)
    return form is not None and other.bound is not None and value < other.bound


def _rank_outcome(
    outcome: EngineOutcome, form: LinearExpression | None
) -> tuple[bool, bool, float]:
    """How much is known: a proof first, then a solution, the better the more."""
    proved = outcome.status in ("optimal", "infeasible")
    if outcome.solution is None:
        return proved, False, 0
    return proved, True, 0 if form is None else -form.evaluate(outcome.solution)


def _ignore_progress(best: int | None, bound: int | None) -> None:
    """The first engine's progress is told already."""
