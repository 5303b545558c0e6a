"""Bounds come in the same, whoever works them out."""

import threading
from collections.abc import Iterator

import pytest

from benchmarks.county import county
from benchmarks.county.plan import named
from solver.bounding import alongside
from solver.bounding.alongside import Between, Copied, Source, bounds_of
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


@pytest.mark.parametrize("copied", [True, False])
def test_either_way_tells_the_last_bound(copied: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """A copy of the process, and this one between two questions."""
    monkeypatch.setattr(alongside, "can_copy", lambda: copied)
    if copied and threading.active_count() > 1:
        pytest.skip("other threads run here, and a copy would be without them")
    with bounds_of(SCENARIO, "whole_life_cost") as source:
        assert isinstance(source, Copied if copied else Between)
        assert last(source) == LAST


def test_a_copy_that_fails_is_over(monkeypatch: pytest.MonkeyPatch) -> None:
    """What it told before still holds."""

    def failing(*asked: object) -> Iterator[int]:
        yield 7
        raise MemoryError

    monkeypatch.setattr(alongside, "can_copy", lambda: True)
    monkeypatch.setattr(alongside, "rising", failing)
    with bounds_of(SCENARIO, "whole_life_cost") as source:
        assert last(source) == 7


def test_bounds_take_no_more_than_half_of_the_time() -> None:
    """Nothing is worked out again before the search has had as long."""
    between = Between(iter(range(100)))
    between._began, between._spent = between._began - 10.0, 6.0
    assert between.news(0.0) is None
    between._spent = 4.0
    assert between.news(0.0) == 0
