"""Where listing takes long, a heuristic design comes first."""

import pytest

from lotdesign.app import api
from lotdesign.events import ProgressEvent
from solver import strategy
from solver.heuristics.construct import DesignConstruction
from solver.heuristics.run import solve_heuristically
from solver.solve_context import SolveContext
from tests import brute
from tests.lot_bands.test_bands import map_of
from tests.solve.loading import DRAWABLE, drawn, loaded
from tests.strategies import scenarios


def test_a_first_design_is_drawn_where_listing_takes_long(monkeypatch: pytest.MonkeyPatch) -> None:
    """The answer is the same, ties included."""
    monkeypatch.setattr(strategy, "QUICK_LISTING_SECONDS", -1.0)
    begun = 0
    for doc in drawn(scenarios(kinds=DRAWABLE, max_units=6), 20, start=310):
        notes: list[str] = []
        result = api.solve(loaded(doc), listen=lambda event, notes=notes: notes.append(event.note))
        answer = brute.solve(doc)
        assert result.result.status == answer.status
        assert [list(lot.units) for lot in result.result.lots] == answer.lots
        begun += "drawing a first design" in notes
    assert begun


def refuse(construction: DesignConstruction) -> None:
    """No design is constructed."""
    raise AssertionError


@pytest.mark.parametrize("prices", [False, True])
def test_a_design_that_is_given_is_gone_on_from(
    prices: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With its award; nothing else is constructed, and the best stays the best."""
    kept = 0
    for doc in drawn(scenarios(kinds=DRAWABLE, prices=prices, max_units=6), 12, start=320):
        scenario = loaded(doc)
        best = strategy.solve_by_strategy(scenario, SolveContext())
        if best.design is None or (prices and best.award is None):
            continue
        with monkeypatch.context() as patched:
            patched.setattr(DesignConstruction, "construct", refuse)
            context = SolveContext().start_from(best.design, best.award)
            found = solve_heuristically(scenario, context, soon=True)
        assert found.design == best.design
        assert found.reached[0].value == best.reached[0].value
        kept += 1
    assert kept > 3


def test_a_first_design_of_large_lots_is_cut_along_trees(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where they are too many to be called few, and nothing is constructed."""
    monkeypatch.setattr(strategy, "FEW_LOTS", 0)
    monkeypatch.setattr(strategy, "QUICK_LISTING_SECONDS", -1.0)
    monkeypatch.setattr(DesignConstruction, "construct", refuse)
    four = {"id": "n", "kind": "lot_count", "min": 4, "max": 4}
    even = {"id": "b", "kind": "lot_size", "min": 4, "max": 6}
    scenario = map_of(20, four, even, width=5)
    events: list[ProgressEvent] = []
    result = api.solve(scenario, context=False, listen=events.append).result
    assert result.status == "optimal"
    assert any(event.note == "drawing a first design" for event in events)
