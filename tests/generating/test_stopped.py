"""Ctrl-C while a first design is drawn ends the run, and keeps the design."""

from dataclasses import replace

import pytest

from lotdesign import api
from lotdesign.scenario.load import load
from lotdesign.scenario.scenario import Scenario
from solver import ways
from solver.engines.choice import Choice
from solver.opinions import Opinion
from solver.solve import Means
from tests.cli.run import ROOT


def test_nothing_is_listed_after_a_stop(monkeypatch: pytest.MonkeyPatch) -> None:
    """The design that was drawn is the answer."""
    draw = ways._generated

    def stopped(choice: Choice, scenario: Scenario, means: Means, soon: bool) -> Opinion:
        drawn = draw(choice, scenario, means, soon)
        return replace(drawn, found=replace(drawn.found, interrupted=True, proved=False))

    def listed(*asked: object) -> None:
        raise AssertionError("lots were listed")

    monkeypatch.setattr(ways, "MANY", 1)
    monkeypatch.setattr(ways, "_generated", stopped)
    monkeypatch.setattr(ways, "candidates", listed)
    result = api.solve(load(ROOT / "examples" / "tiny")).result
    assert (result.termination, bool(result.lots)) == ("interrupted", True)
    assert result.verification.ok
