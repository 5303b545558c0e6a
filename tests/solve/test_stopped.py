"""A search that is stopped with whatever it has."""

from dataclasses import replace

import pytest

from lotdesign.app import api
from solver.backends.base import EngineOutcome, SolveRequest
from solver.backends.cp_sat import CpSatEngine
from tests.solve.loading import DRAWABLE, drawn, loaded
from tests.strategies import scenarios


@pytest.fixture
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    """An engine that gives the first solution that it meets, as one out of time does."""
    thorough = CpSatEngine.solve

    def solve(self: CpSatEngine, request: SolveRequest) -> EngineOutcome:
        outcome = thorough(self, replace(request, objective=None))
        stopped = request.objective is not None and outcome.solution is not None
        return replace(outcome, status="feasible") if stopped else outcome

    monkeypatch.setattr(CpSatEngine, "solve", solve)


@pytest.mark.usefixtures("hasty")
def test_a_design_that_is_not_proved_best_is_stated_truly() -> None:
    """Every figure of it stands up to the checker, and nothing is called proved."""
    seen = set()
    for doc in drawn(scenarios(kinds=DRAWABLE, max_units=5), 80, start=61):
        scenario = loaded(doc)
        if scenario.needs_certificate:
            continue
        result = api.solve(scenario, context=False).result
        assert result.verification.ok, result.verification.faults
        seen.add(result.status)
        if result.status == "feasible":
            assert not result.objective[-1].proved
            assert result.objective[-1].optimum == result.objective[-1].value
    assert seen == {"feasible", "infeasible"}
