"""Small random models: every engine against enumeration."""

import pytest

from solver.backends.base import Engine, EngineOutcome, EngineSettings, SolveRequest
from solver.backends.complete_enumeration import EnumeratingEngine
from solver.backends.cp_sat import CpSatEngine
from solver.backends.exact_feasibility import is_feasible
from solver.backends.highs import HighsEngine
from tests.backends.models import SIZES, Drawn, drawn
from tests.sets import SETS

ENGINES: list[Engine] = [CpSatEngine(), HighsEngine(), EnumeratingEngine(CpSatEngine())]
SET = SETS["engine models"]
SEEDS = SET.seed_step
"""Models of each size in a part."""


def solved(engine: Engine, case: Drawn, seconds: float | None = None) -> EngineOutcome:
    """The engine's outcome."""
    settings = EngineSettings(workers=1, seconds=seconds)
    request = SolveRequest(case.model, case.form, case.allowed, settings, hint=case.hint)
    return engine.solve(request)


def stands(case: Drawn, outcome: EngineOutcome) -> bool:
    """Whether whatever an outcome claims is so."""
    status, best = case.answer()
    if outcome.solution is not None and not is_feasible(case.model, outcome.solution, case.allowed):
        return False
    if outcome.bound is not None and (best is None or outcome.bound > best):
        return outcome.status == "unknown" and best is None
    if outcome.status == "optimal" and case.form is not None:
        assert outcome.solution is not None
        return best == outcome.bound == case.form.evaluate(outcome.solution)
    return outcome.status in (status, "unknown", "feasible")


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("engine", ENGINES, ids=lambda engine: type(engine).__name__)
@pytest.mark.parametrize("number", SET.parts)
def test_an_engine_finds_what_enumeration_finds(number: int, engine: Engine, size: str) -> None:
    """Status and optimum, with coefficients from 20 to 2^55."""
    seen = set()
    for seed in range(SET.seed(number), SET.seed(number + 1)):
        case = drawn(seed, size)
        outcome = solved(engine, case)
        assert outcome.status == case.answer()[0], seed
        assert stands(case, outcome), seed
        seen.add(outcome.status)
    assert seen == {"optimal", "infeasible"}


@pytest.mark.parametrize("engine", ENGINES, ids=lambda engine: type(engine).__name__)
def test_without_time_nothing_false_is_claimed(engine: Engine) -> None:
    """Whatever is claimed without any time holds."""
    for seed in range(30):
        case = drawn(seed, "pence")
        assert stands(case, solved(engine, case, seconds=0.0)), seed
