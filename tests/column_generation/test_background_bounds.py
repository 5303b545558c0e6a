"""Bounds are the same in a process of their own and interleaved with the search."""

import os
from io import BytesIO

import pytest

from lotdesign.app.bench.county.generate import generate_county
from lotdesign.app.bench.county.plan import parse_plan
from lotdesign.ipc import send_message
from solver.column_generation import background_bounds
from solver.column_generation.background_bounds import (
    BoundSource,
    InterleavedBounds,
    ProcessBounds,
    open_bounds,
)
from solver.column_generation.loop import iterate_bounds

SCENARIO = generate_county(parse_plan("county-13-easy")).load_scenario()
LAST = list(iterate_bounds(SCENARIO, "whole_life_cost"))[-1]


def last(source: BoundSource) -> int | None:
    """The last bound of a source."""
    found = None
    while not source.is_exhausted:
        news = source.poll(0.1)
        found = found if news is None else news
    return found


@pytest.mark.parametrize(("processors", "kind"), [(2, ProcessBounds), (1, InterleavedBounds)])
def test_both_sources_end_with_the_last_bound(
    processors: int, kind: type[BoundSource], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A process of its own, and this one between two questions."""
    monkeypatch.setattr(background_bounds, "MIN_UNITS_FOR_PROCESS", 2)
    monkeypatch.setattr(background_bounds, "count_processors", lambda: processors)
    with open_bounds(SCENARIO, "whole_life_cost") as source:
        assert isinstance(source, kind)
        assert last(source) == LAST


def test_a_process_that_fails_is_over(monkeypatch: pytest.MonkeyPatch) -> None:
    """There is no bound where it does not even start."""
    monkeypatch.setattr(background_bounds, "MIN_UNITS_FOR_PROCESS", 2)
    monkeypatch.setattr(background_bounds, "count_processors", lambda: 2)
    monkeypatch.setattr("sys.executable", "/bin/false")
    with open_bounds(SCENARIO, "whole_life_cost") as source:
        assert last(source) is None


def test_bounds_from_before_a_crash_hold() -> None:
    """A message that is cut off does not count."""
    whole, cut = BytesIO(), BytesIO()
    send_message(whole, 7)
    send_message(cut, 8)
    reading = _pipe(whole.getvalue() + cut.getvalue()[:-2])
    with open(reading, "rb") as pipe:
        assert last(ProcessBounds(pipe)) == 7


def _pipe(data: bytes) -> int:
    reading, writing = os.pipe()
    os.write(writing, data)
    os.close(writing)
    return reading


def test_bounds_take_no_more_than_half_of_the_time() -> None:
    """No bound is computed before the search has had as much time."""
    between = InterleavedBounds(iter(range(100)))
    between._started, between._seconds_spent = between._started - 10.0, 6.0
    assert between.poll(0.0) is None
    between._seconds_spent = 4.0
    assert between.poll(0.0) == 0
