"""Ctrl-C during the heuristic for a first design ends the run, and keeps the design."""

from dataclasses import replace

import pytest

from lotdesign.app import api
from lotdesign.input.load import load
from lotdesign.scenario.scenario import Scenario
from solver import strategy
from solver.outcome import SolveOutcome
from solver.solve_context import SolveContext
from tests.cli.run import ROOT


def test_nothing_is_listed_after_a_stop(monkeypatch: pytest.MonkeyPatch) -> None:
    """The design that was drawn is the answer."""
    draw = strategy._solve_heuristically

    def stopped(scenario: Scenario, context: SolveContext, soon: bool) -> SolveOutcome:
        return replace(draw(scenario, context, soon), interrupted=True, proved=False)

    def listed(*asked: object) -> None:
        raise AssertionError("lots were listed")

    monkeypatch.setattr(strategy, "MANY_UNITS", 1)
    monkeypatch.setattr(strategy, "_solve_heuristically", stopped)
    monkeypatch.setattr(strategy, "list_candidates", listed)
    result = api.solve(load(ROOT / "examples" / "tiny")).result
    assert (result.termination, bool(result.lots)) == ("interrupted", True)
    assert result.verification.ok
