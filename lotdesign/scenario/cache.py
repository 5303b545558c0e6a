"""Scenario cache: a function of a scenario is worked out once while the scenario lives."""

from collections.abc import Callable, Hashable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar
from weakref import ref

from lotdesign.scenario.scenario import Scenario

CachedValue = TypeVar("CachedValue")
OtherArguments = ParamSpec("OtherArguments")

MOST_CACHED_VALUES = 4_096
"""So many answers are kept for a scenario; then they are forgotten and gathered anew."""


def cache_by_scenario(
    work: Callable[Concatenate[Scenario, OtherArguments], CachedValue],
) -> Callable[Concatenate[Scenario, OtherArguments], CachedValue]:
    """The same answer for the same scenario and arguments, while the scenario lives.

    Scenarios are told apart as objects: comparing all that they hold would take longer.
    """
    known: dict[int, tuple[ref[Scenario], dict[Hashable, CachedValue]]] = {}

    @wraps(work)
    def remembered(
        scenario: Scenario, /, *args: OtherArguments.args, **named: OtherArguments.kwargs
    ) -> CachedValue:
        place, key = id(scenario), (args, *named.items())
        if place not in known:
            known[place] = (ref(scenario, lambda gone: known.pop(place, None)), {})
        answers = known[place][1]
        if key not in answers:
            if len(answers) >= MOST_CACHED_VALUES:
                answers.clear()
            answers[key] = work(scenario, *args, **named)
        return answers[key]

    return remembered
