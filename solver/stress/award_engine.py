"""The engine that answers which award there is where a search lot by lot takes too long."""

from dataclasses import dataclass, field

from solver.backends.base import Engine, EngineOutcome, SolveRequest
from solver.backends.registry import load_engine
from solver.solve_context import SolveContext


@dataclass
class DeferredHighs:
    """HiGHS, imported when it is first asked."""

    name: str = "highs"
    _loaded: list[Engine] = field(default_factory=list)

    def solve(self, request: SolveRequest) -> EngineOutcome:
        """Solve the request (see `Engine`)."""
        if not self._loaded:
            self._loaded.append(load_engine("highs"))
        return self._loaded[0].solve(request)


def choose_award_engine(context: SolveContext) -> Engine:
    """The engine of a context; HiGHS where the choice is left open.

    Room for many lots is a matter of linear relaxations, in which HiGHS is strong.
    """
    return DeferredHighs() if context.choice == "auto" else context.engine
