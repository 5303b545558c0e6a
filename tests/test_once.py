"""What follows from a scenario is worked out once for each question about it."""

import gc
from collections.abc import Callable
from weakref import ref

import pytest

from lotdesign.scenario import cache as remembering
from lotdesign.scenario.cache import cache_by_scenario
from lotdesign.scenario.scenario import Scenario
from tests.rules.office import office


@pytest.fixture
def asked() -> list[tuple[object, ...]]:
    """What was worked out, in order."""
    return []


@pytest.fixture
def work(asked: list[tuple[object, ...]]) -> Callable[..., int]:
    """Counts how often it works."""

    @cache_by_scenario
    def counted(scenario: Scenario, unit: int = 0, *, twice: bool = False) -> int:
        asked.append((unit, twice))
        return len(asked)

    return counted


def test_each_question_is_worked_out_once(
    work: Callable[..., int], asked: list[tuple[object, ...]]
) -> None:
    scenario = office()
    first = [work(scenario), work(scenario, 1), work(scenario, 1, twice=True)]
    assert [work(scenario), work(scenario, 1), work(scenario, 1, twice=True)] == first
    assert asked == [(0, False), (1, False), (1, True)]


def test_an_equal_scenario_is_another_one(
    work: Callable[..., int], asked: list[tuple[object, ...]]
) -> None:
    one, other = office(), office()
    assert one == other
    assert work(one) != work(other)


def test_answers_end_with_their_scenario(work: Callable[..., int]) -> None:
    scenario = office()
    work(scenario)
    gone = ref(scenario)
    del scenario
    gc.collect()
    assert gone() is None


def test_too_many_answers_are_gathered_anew(
    work: Callable[..., int], asked: list[tuple[object, ...]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(remembering, "MOST_CACHED_VALUES", 2)
    scenario = office()
    assert [work(scenario, unit) for unit in (0, 1, 2, 2, 0)] == [1, 2, 3, 3, 4]
