"""Scenario cache: keeps the results of functions of a scenario while the scenario lives."""

from collections.abc import Callable, Hashable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar
from weakref import ref

from lotdesign.scenario.scenario import Scenario

CachedValue = TypeVar("CachedValue")
OtherArguments = ParamSpec("OtherArguments")

MOST_CACHED_VALUES = 4_096
"""Results kept for one scenario and function; with more the cache is emptied."""


def cache_by_scenario(
    work: Callable[Concatenate[Scenario, OtherArguments], CachedValue],
) -> Callable[Concatenate[Scenario, OtherArguments], CachedValue]:
    """Cache a function of a scenario by scenario and arguments, while the scenario lives.

    Scenarios are compared by identity: hashing all that they hold would take longer.
    """
    caches: dict[int, tuple[ref[Scenario], dict[Hashable, CachedValue]]] = {}

    @wraps(work)
    def cached(
        scenario: Scenario, /, *args: OtherArguments.args, **named: OtherArguments.kwargs
    ) -> CachedValue:
        identity, key = id(scenario), (args, *named.items())
        if identity not in caches:
            caches[identity] = (ref(scenario, lambda gone: caches.pop(identity, None)), {})
        values = caches[identity][1]
        if key not in values:
            if len(values) >= MOST_CACHED_VALUES:
                values.clear()
            values[key] = work(scenario, *args, **named)
        return values[key]

    return cached
