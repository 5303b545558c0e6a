"""One scenario answered in different ways."""

from dataclasses import dataclass
from fractions import Fraction

from lotdesign.measures.base import MeasureValue
from lotdesign.scenario.scenario import Scenario
from solver.backends.base import EngineSettings
from solver.backends.registry import EngineName, load_engine
from solver.candidate_listing import list_candidates
from solver.candidate_solve import solve_candidates
from solver.outcome import SolveOutcome
from solver.solve_context import SolveContext


@dataclass(frozen=True)
class Way:
    """An engine and how it runs."""

    engine: EngineName = "cp-sat"
    workers: int = 1
    presolve: bool = True

    def __str__(self) -> str:
        return f"{self.engine}, {self.workers} workers, presolve {'on' if self.presolve else 'off'}"


USUAL = Way()
"""The one that users get."""
WAYS = (
    USUAL,
    Way(workers=8),
    Way(presolve=False),
    Way("highs"),
    Way("highs", presolve=False),
)


@dataclass(frozen=True)
class Answer:
    """What was answered, in ids and exact values; `optima` and `bounds` are of the objectives.

    `may_be_tied`: nothing shows that no other design is as good, so that it need not be this one.
    """

    status: str
    lots: tuple[tuple[str, ...], ...]
    award: tuple[str, ...]
    optima: tuple[MeasureValue, ...]
    bounds: tuple[MeasureValue | None, ...] = ()
    routes: tuple[str, ...] = ()
    may_be_tied: bool = False


def found(scenario: Scenario, way: Way, deadline: float | None = None) -> SolveOutcome:
    """The solver's best design."""
    settings = EngineSettings(workers=way.workers, presolve=way.presolve)
    means = SolveContext(load_engine(way.engine), settings, deadline)
    return solve_candidates(scenario, list_candidates(scenario), means)


def answer(scenario: Scenario, way: Way, deadline: float | None = None) -> Answer:
    """The solver's best design, by ids."""
    best = found(scenario, way, deadline)
    lots = () if best.design is None else best.design.lots
    return Answer(
        status=best.status,
        lots=tuple(tuple(scenario.units[u].id for u in lot.units) for lot in lots),
        award=tuple(scenario.parties[p].id for p in best.award or () if p is not None),
        optima=tuple(Fraction(each.value) for each in best.reached),
        bounds=tuple(None if each.bound is None else Fraction(each.bound) for each in best.reached),
        routes=tuple(lot.route for lot in lots),
        may_be_tied=bool(lots) and not best.tie_proved,
    )
