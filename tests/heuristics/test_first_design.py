"""Where listing takes long, a heuristic design comes first."""

import pytest

from lotdesign.app import api
from solver import strategy
from tests import brute
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
