"""A search that begins at a design is stopped with nothing worse, and proves the same."""

from pathlib import Path

import pytest

from lotdesign.app import api
from lotdesign.faults import InputFaults
from lotdesign.result.model import Result
from solver.backends.base import EngineOutcome, SolveRequest
from solver.backends.cp_sat import CpSatEngine
from tests.solve.loading import DRAWABLE, drawn, loaded
from tests.strategies import scenarios

TOWN = api.load(Path(__file__).parents[2] / "examples" / "tiny")
OPTIONS = {option.id: option.lots for option in TOWN.options}


@pytest.fixture
def stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    """An engine that is stopped before it finds anything better."""
    thorough = CpSatEngine.solve

    def solve(self: CpSatEngine, request: SolveRequest) -> EngineOutcome:
        if request.objective is None:
            return thorough(self, request)
        return EngineOutcome("unknown")

    monkeypatch.setattr(CpSatEngine, "solve", solve)


@pytest.mark.usefixtures("stopped")
def test_a_search_that_is_stopped_has_its_start() -> None:
    result = api.solve(TOWN, context=False, start=OPTIONS["places"]).result
    assert result.status == "feasible"
    assert {frozenset(lot.units) for lot in result.lots} == set(map(frozenset, OPTIONS["places"]))
    assert result.verification.ok
    assert not result.objective[0].proved


@pytest.mark.usefixtures("stopped")
def test_a_start_that_breaks_a_rule_is_ignored() -> None:
    assert api.solve(TOWN, context=False, start=OPTIONS["services"]).result.status == "unknown"


def test_a_start_has_every_unit_once() -> None:
    with pytest.raises(InputFaults):
        api.solve(TOWN, context=False, start=[["centre-east"]])


def test_what_is_proved_does_not_depend_on_the_start() -> None:
    begun = 0
    for doc in drawn(scenarios(kinds=DRAWABLE, max_units=5), 30, start=90):
        scenario = loaded(doc)
        plain = api.solve(scenario, context=False).result
        ids = [unit.id for unit in scenario.units]
        for start in ([[each] for each in ids], [ids], [lot.units for lot in plain.lots]):
            if start:
                other = api.solve(scenario, context=False, start=start).result
                assert _key(other) == _key(plain)
                begun += bool(other.lots)
    assert begun > 20


def _key(result: Result) -> tuple[object, ...]:
    return result.status, result.lots, result.measures, result.objective, result.tie_proved
