"""Every question is put to both engines, and their answers are compared."""

from dataclasses import replace
from math import inf

from lotdesign.faults import Contradiction
from solver.engines.base import Engine, Listener, Outcome, Settings
from solver.engines.cp_sat import CpSat
from solver.engines.highs import Highs
from solver.facts.lots import Flags, Ints
from solver.selection.linear import Linear
from solver.selection.model import Model


class Both:
    """Solves neutral models with CP-SAT, then with HiGHS, in half of the time each."""

    name = "both"

    def __init__(self, first: Engine | None = None, second: Engine | None = None) -> None:
        self._first = first or CpSat()
        self._second = second or Highs()

    def solve(
        self,
        model: Model,
        minimise: Linear | None,
        allowed: Flags | None,
        settings: Settings,
        listen: Listener,
        hint: Ints | None = None,
    ) -> Outcome:
        """What `Engine` says; raises Contradiction where the two cannot both be right."""
        seconds = None if settings.seconds is None else settings.seconds / 2
        settings = replace(settings, seconds=seconds)
        first = self._first.solve(model, minimise, allowed, settings, listen, hint)
        if first.interrupted:
            return first
        second = self._second.solve(model, minimise, allowed, settings, _unheard, hint)
        if _beats(second, first, minimise, settings) or _beats(first, second, minimise, settings):
            raise Contradiction(("CP-SAT and HiGHS answer one question differently",))
        best = max((first, second), key=lambda each: _standing(each, minimise))
        return replace(best, interrupted=second.interrupted)


def _beats(one: Outcome, other: Outcome, form: Linear | None, settings: Settings) -> bool:
    """Whether the solution of one lies beyond what the other has proved."""
    if one.solution is None:
        return False
    value = 0 if form is None else form.of(one.solution)
    if other.status == "infeasible":
        return value <= (inf if settings.ceiling is None else settings.ceiling)
    return form is not None and other.bound is not None and value < other.bound


def _standing(outcome: Outcome, form: Linear | None) -> tuple[bool, bool, float]:
    """How much is known: a proof first, then a solution, the better the more."""
    proved = outcome.status in ("optimal", "infeasible")
    if outcome.solution is None:
        return proved, False, 0
    return proved, True, 0 if form is None else -form.of(outcome.solution)


def _unheard(best: int | None, bound: int | None) -> None:
    """The first engine's progress is told already."""
