"""The same question has the same answer, whoever works on it."""

from functools import cache

import pytest

from lotdesign.app import api
from lotdesign.result.model import Result
from lotdesign.scenario.scenario import Scenario
from tests.solve.loading import DRAWABLE, drawn, loaded
from tests.strategies import scenarios


@cache
def some() -> list[Scenario]:
    """Scenarios with and without an answer."""
    return [loaded(doc) for doc in drawn(scenarios(kinds=DRAWABLE, max_units=6), 10, start=7)]


def unclocked(result: Result) -> str:
    """The result's JSON without how long it took."""
    engine = result.engine.model_copy(update={"seconds": None})
    return result.model_copy(update={"engine": engine}).to_json()


def answer(result: Result) -> str:
    """The result's JSON without anything about the engine."""
    return result.model_dump_json(exclude={"engine"})


def test_two_runs_give_the_same_bytes() -> None:
    """Comparisons, ladder and effects included."""
    for scenario in some():
        first, second = (unclocked(api.solve(scenario).result) for _ in range(2))
        assert first == second


@pytest.mark.parametrize(("seed", "workers"), [(7, 0), (3, 8), (0, 1)])
def test_seed_and_workers_change_nothing_but_how_it_was_found(seed: int, workers: int) -> None:
    """The canonical design does not hang on the search's luck."""
    for scenario in some():
        plain = api.solve(scenario, context=False).result
        other = api.solve(scenario, context=False, seed=seed, workers=workers).result
        assert answer(plain) == answer(other)
        assert (other.engine.seed, other.engine.workers) == (seed, workers)
