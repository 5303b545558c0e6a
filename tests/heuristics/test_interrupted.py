"""One Ctrl-C ends the search, whatever the engine is asked when it is pressed."""

from dataclasses import replace

import pytest

from lotdesign.app.bench.county.generate import generate_county
from lotdesign.app.bench.county.plan import parse_plan
from lotdesign.evaluation import Evaluation
from lotdesign.measures.base import Measure, MeasureValue
from lotdesign.measures.lots import WHOLE_LIFE_COST
from lotdesign.scenario.scenario import Scenario
from solver.backends.base import EngineOutcome, EngineSettings, SolveRequest
from solver.backends.cp_sat import CpSatEngine
from solver.backends.native_calls import Interrupted
from solver.column_generation import background_bounds
from solver.column_generation.master import StabilisedMaster
from solver.heuristics.adjacent_lots import AdjacentLots
from solver.heuristics.run import solve_heuristically
from solver.solve_context import SolveContext

CERTIFYING_CALLS = 2
"""The design that is kept is completed and certified all the same."""


class InterruptedEngine:
    """CP-SAT whose n-th answer is that the user asked to stop, with its solution or without."""

    name = "cp-sat"

    def __init__(self, at: int, keeps_solution: bool) -> None:
        self._engine = CpSatEngine()
        self._at, self._keeps_solution = at, keeps_solution
        self.calls = 0

    def solve(self, request: SolveRequest) -> EngineOutcome:
        """Counts the call."""
        self.calls += 1
        if self.calls != self._at:
            return self._engine.solve(request)
        if not self._keeps_solution:
            return EngineOutcome("unknown", interrupted=True)
        outcome = self._engine.solve(request)
        return replace(outcome, status="feasible", interrupted=True)


def named(name: str) -> Scenario:
    return generate_county(parse_plan(name)).load_scenario()


@pytest.mark.parametrize(
    "name", ["county-13-easy", "county-13-easy-priced", "county-13-tight-priced"]
)
@pytest.mark.parametrize("keeps_solution", [False, True])
def test_nothing_is_asked_after_ctrl_c(name: str, keeps_solution: bool) -> None:
    """In construction, in the first test of the design, and in every kind of neighbourhood."""
    scenario, reached = named(name), 0
    for at in (1, 2, 3, 4, 5, 8, 12):
        engine = InterruptedEngine(at, keeps_solution)
        context = SolveContext(engine, EngineSettings(workers=1))
        found = solve_heuristically(scenario, context)
        if engine.calls >= at:
            reached += 1
            assert found.interrupted
            assert engine.calls <= at + CERTIFYING_CALLS
            settings = EngineSettings(workers=1, raise_on_interrupt=True)
            with pytest.raises(KeyboardInterrupt):
                solve_heuristically(
                    scenario, SolveContext(InterruptedEngine(at, keeps_solution), settings)
                )
    assert reached >= 4


def test_ctrl_c_while_a_bound_is_raised_keeps_the_design(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where bounds have no process of their own."""

    def pressed(master: StabilisedMaster, deadline: float | None = None) -> None:
        raise Interrupted(None)

    monkeypatch.setattr(background_bounds, "count_processors", lambda: 1)
    monkeypatch.setattr(StabilisedMaster, "solve", pressed)
    context = SolveContext(CpSatEngine(), EngineSettings(workers=1))
    found = solve_heuristically(named("county-13-easy"), context)
    assert found.interrupted
    assert found.design is not None


def test_what_annealing_gains_is_kept_when_ctrl_c_follows(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Pressed before anything is freed; the design that was constructed was dearer."""

    def pressed(selector: AdjacentLots, incumbent: object) -> None:
        raise Interrupted(None)

    monkeypatch.setattr(AdjacentLots, "propose", pressed)
    scenario, told = named("county-18-easy-priced"), list[MeasureValue]()

    def listen(measure: Measure, value: MeasureValue | None, bound: MeasureValue | None) -> None:
        if value is not None:
            told.append(value)

    context = SolveContext(CpSatEngine(), EngineSettings(workers=1), report_progress=listen)
    found = solve_heuristically(scenario, context)
    assert found.interrupted
    assert found.design is not None
    constructed, annealed = told[:2]
    assert annealed < constructed
    assert WHOLE_LIFE_COST.evaluate(Evaluation(scenario, found.design, found.award)) == annealed
