"""Bounds come in the same, whoever works them out."""

import os
from io import BytesIO

import pytest

from benchmarks.county import county
from benchmarks.county.plan import named
from lotdesign.pipe import send
from solver.bounding import alongside
from solver.bounding.alongside import Between, Source, Told, bounds_of
from solver.bounding.ascent import rising

SCENARIO = county(named("county-13-easy")).scenario()
LAST = list(rising(SCENARIO, "whole_life_cost"))[-1]


def last(source: Source) -> int | None:
    """The last bound of a source."""
    found = None
    while not source.over:
        news = source.news(0.1)
        found = found if news is None else news
    return found


@pytest.mark.parametrize(("processors", "kind"), [(2, Told), (1, Between)])
def test_either_way_tells_the_last_bound(
    processors: int, kind: type[Source], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A process of its own, and this one between two questions."""
    monkeypatch.setattr(alongside, "FEW", 2)
    monkeypatch.setattr(alongside, "processors", lambda: processors)
    with bounds_of(SCENARIO, "whole_life_cost") as source:
        assert isinstance(source, kind)
        assert last(source) == LAST


def test_a_process_that_fails_is_over(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a word where it does not even begin."""
    monkeypatch.setattr(alongside, "FEW", 2)
    monkeypatch.setattr(alongside, "processors", lambda: 2)
    monkeypatch.setattr("sys.executable", "/bin/false")
    with bounds_of(SCENARIO, "whole_life_cost") as source:
        assert last(source) is None


def test_what_was_told_before_holds() -> None:
    """A message that is cut off is none."""
    whole, cut = BytesIO(), BytesIO()
    send(whole, 7)
    send(cut, 8)
    reading = _pipe(whole.getvalue() + cut.getvalue()[:-2])
    with open(reading, "rb") as pipe:
        assert last(Told(pipe)) == 7


def _pipe(data: bytes) -> int:
    reading, writing = os.pipe()
    os.write(writing, data)
    os.close(writing)
    return reading


def test_bounds_take_no_more_than_half_of_the_time() -> None:
    """Nothing is worked out again before the search has had as long."""
    between = Between(iter(range(100)))
    between._began, between._spent = between._began - 10.0, 6.0
    assert between.news(0.0) is None
    between._spent = 4.0
    assert between.news(0.0) == 0
