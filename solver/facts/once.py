"""What follows from the scenario alone is worked out once, however many lists are made of it."""

from collections.abc import Callable
from functools import wraps
from typing import TypeVar
from weakref import ref

from lotdesign.scenario.scenario import Scenario

Answer = TypeVar("Answer")


def once(work: Callable[[Scenario], Answer]) -> Callable[[Scenario], Answer]:
    """The same answer for the same scenario, while it lives.

    Scenarios are told apart as objects: comparing all that they hold would take longer.
    """
    known: dict[int, tuple[ref[Scenario], Answer]] = {}

    @wraps(work)
    def remembered(scenario: Scenario) -> Answer:
        place = id(scenario)
        if place not in known:
            answer = work(scenario)
            known[place] = (ref(scenario, lambda gone: known.pop(place, None)), answer)
        return known[place][1]

    return remembered
