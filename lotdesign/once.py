"""What follows from a scenario and a question alone is worked out once."""

from collections.abc import Callable, Hashable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar
from weakref import ref

from lotdesign.scenario.scenario import Scenario

Answer = TypeVar("Answer")
Rest = ParamSpec("Rest")

MOST = 4_096
"""So many answers are kept for a scenario; then they are forgotten and gathered anew."""


def once(
    work: Callable[Concatenate[Scenario, Rest], Answer],
) -> Callable[Concatenate[Scenario, Rest], Answer]:
    """The same answer for the same scenario and arguments, while the scenario lives.

    Scenarios are told apart as objects: comparing all that they hold would take longer.
    """
    known: dict[int, tuple[ref[Scenario], dict[Hashable, Answer]]] = {}

    @wraps(work)
    def remembered(scenario: Scenario, /, *args: Rest.args, **named: Rest.kwargs) -> Answer:
        place, key = id(scenario), (args, *named.items())
        if place not in known:
            known[place] = (ref(scenario, lambda gone: known.pop(place, None)), {})
        answers = known[place][1]
        if key not in answers:
            if len(answers) >= MOST:
                answers.clear()
            answers[key] = work(scenario, *args, **named)
        return answers[key]

    return remembered
