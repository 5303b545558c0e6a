"""Runs that keep what they found when they are stopped."""

from collections.abc import Callable

from lotdesign.result.ended import Ended


class OutOfTime(Exception):
    """The deadline passed before an answer was known."""


def ended(work: Callable[[], Ended]) -> Ended:
    """Does the work; says how it came to its end, or what stopped it."""
    try:
        return work()
    except KeyboardInterrupt:
        return "interrupted"
    except OutOfTime:
        return "time limit"
