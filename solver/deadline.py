"""Deadlines: moments of the monotonic clock, in seconds; None is no limit."""

import time


class OutOfTime(Exception):
    """The deadline passed before an answer was known."""


def start_deadline(time_limit: float | None) -> float | None:
    """The moment `time_limit` seconds from now; None without a limit."""
    return None if time_limit is None else time.monotonic() + time_limit


def seconds_until(deadline: float | None) -> float | None:
    """Seconds left, negative once the deadline has passed; None without one."""
    return None if deadline is None else deadline - time.monotonic()


def has_passed(deadline: float | None) -> bool:
    """Whether the deadline has passed."""
    return deadline is not None and time.monotonic() >= deadline


def limit_deadline(deadline: float | None, seconds: float) -> float:
    """The deadline, or `seconds` from now where that is sooner."""
    soon = time.monotonic() + seconds
    return soon if deadline is None else min(soon, deadline)
