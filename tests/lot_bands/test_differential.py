"""Scenarios of a few units forced down the path of few, large lots, against the brute force."""

from functools import cache

import pytest

from lotdesign.app import api
from lotdesign.measures.registry import MEASURES
from lotdesign.result.figures import write_figure
from lotdesign.result.model import Result
from solver import strategy
from solver.lot_bands import run as large
from solver.lot_bands import solve as windows
from tests import brute
from tests.sets import SETS
from tests.solve.loading import DRAWABLE, Doc, drawn, loaded
from tests.strategies import scenarios

SET = SETS["few, large lots"]


@cache
def chunk(number: int) -> list[Doc]:
    """Some scenarios without a choice of routes, the same on every run; every third with prices."""
    drawable = scenarios(kinds=DRAWABLE, prices=number % 3 == 0 or None, routes=False)
    return drawn(drawable, SET.each, start=SET.seed(number))


@pytest.fixture
def forced(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Every such scenario takes the path, by windows of two lots at first."""
    monkeypatch.setattr(strategy, "FEW_LOTS", 99)
    monkeypatch.setattr(strategy, "UNITS_OF_LARGE_LOT", 0)
    monkeypatch.setattr(strategy, "FEW_BLOCKS", 0)
    monkeypatch.setattr(strategy, "MOST_PLAIN_LOTS", -1)
    monkeypatch.setattr(large, "BEFORE_LISTING_SECONDS", 0.0)
    monkeypatch.setattr(windows, "FIRST_WINDOW", 2)
    return monkeypatch


@pytest.mark.parametrize("number", SET.parts)
def test_lots_inside_bands_agree_with_brute_force(number: int, forced: pytest.MonkeyPatch) -> None:
    """The same design, optima and award, all proved; every other time from a first design."""
    if number % 2:
        forced.setattr(large.LargeLotSearch, "find_first", lambda self: None)
    for doc in chunk(number):
        check(api.solve(loaded(doc), context=False).result, brute.solve(doc), number % 2 == 0)


def check(result: Result, answer: brute.Answer, may_be_tied: bool) -> None:
    """The result is the answer; where a first design met its bound ties may be left unproved."""
    assert result.status == answer.status
    assert result.verification.ok, result.verification.faults
    stages = zip(answer.objective, answer.optima, strict=True)
    expected = [
        (name, *(write_figure(figure, MEASURES[name].unit) for figure in (value, optimum)))
        for (name, value), optimum in stages
    ]
    assert [(o.measure, o.value, o.optimum) for o in result.objective] == expected
    assert all(o.proved and o.bound == o.optimum for o in result.objective)
    if result.tie_proved or not may_be_tied:
        assert [list(lot.units) for lot in result.lots] == answer.lots
        assert [lot.award for lot in result.lots if lot.award] == (answer.award or [])
        assert result.tie_proved or not result.lots


def test_most_of_the_scenarios_are_solved_inside_bands(forced: pytest.MonkeyPatch) -> None:
    """Divided units and wide maps are listed as any others, the rest is not."""
    taken = []

    def count(*given: object) -> object:
        taken.append(given)
        return windows.solve_in_bands(*given)  # type: ignore[arg-type]

    forced.setattr(large, "solve_in_bands", count)
    docs = chunk(0)
    for doc in docs:
        api.solve(loaded(doc), context=False)
    assert len(taken) > len(docs) / 2
