"""Ctrl-C ends the search of few, large lots wherever it comes, and keeps the best so far."""

from dataclasses import replace
from typing import Any

import pytest

from lotdesign.scenario.scenario import Scenario
from solver.backends.base import EngineOutcome
from solver.backends.cp_sat import CpSatEngine
from solver.backends.native_calls import Interrupted
from solver.candidate_solve import solve_candidates
from solver.comparisons import large_lots
from solver.lot_bands import market_bound, run
from solver.lot_bands.bands import list_lot_bands
from solver.outcome import SolveOutcome
from solver.solve_context import SolveContext
from tests.rules.office import PROVIDERS, office, rule, unit

PLACES = ("ash", "bree", "combe")
UNITS = [
    unit(f"{place[0]}{n}", "centre", 10_000 + 1_000 * n, place)
    for n in range(3)
    for place in PLACES
]


def town() -> Scenario:
    """Nine centres, whose lots connect, need a winner and save by size."""
    scale = {"scale": [{"value": 0, "saving": 0}, {"value": 60_000, "saving": 0.05}]}
    rules = (rule("contiguous"), rule("award"), rule("lot_value", max=60_000))
    return office(*rules, units=UNITS, money=scale, providers=PROVIDERS)


def stop(*given: Any, **named: Any) -> EngineOutcome:
    """An engine that Ctrl-C stopped before it found or proved anything."""
    return EngineOutcome("unknown", interrupted=True)


def test_a_bound_that_is_interrupted_ends_the_search(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the engine has proved until then is not taken for its answer."""
    scenario = town()
    monkeypatch.setattr(CpSatEngine, "solve", stop)
    with pytest.raises(KeyboardInterrupt):
        market_bound.bound_cost_by_market(
            scenario, list_lot_bands(scenario)[0], "whole_life_cost", 5.0, 0
        )


def test_a_design_that_is_judged_when_ctrl_c_comes_ends_the_search(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The best before it is kept, and marked as interrupted."""
    answers: list[SolveOutcome] = []

    def judge(scenario: Scenario, candidates: Any, context: SolveContext) -> SolveOutcome:
        found = solve_candidates(scenario, candidates, context)
        answers.append(found)
        if len(answers) > 1:
            return SolveOutcome.without_design(candidates, proved=False, interrupted=True)
        return replace(found, proved=False)

    monkeypatch.setattr("solver.lot_bands.search.solve_candidates", judge)
    monkeypatch.setattr(run, "MOST_BAND_LOTS", -1)
    context = SolveContext().use_solving_engine()
    found = run.solve_few_large_lots(town(), context)
    assert found is not None
    assert found.interrupted
    assert found.design == answers[0].design
    assert len(answers) == 2


def test_comparisons_hear_ctrl_c_between_two_calls_of_an_engine(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """As KeyboardInterrupt, on which a run keeps what it has compared."""

    def interrupt(*given: Any) -> SolveOutcome:
        raise Interrupted(None)

    monkeypatch.setattr(large_lots, "solve_in_bands", interrupt)
    with pytest.raises(KeyboardInterrupt):
        large_lots.solve_large_lots(town(), SolveContext())
