"""Studies keep what they found when time or Ctrl-C stops them.

A study looks around the best design: infeasibility, rule cost, break-even, alternatives, Pareto.
"""

from collections.abc import Callable

from lotdesign.result.base import StudyEnd


class OutOfTime(Exception):
    """The deadline passed before an answer was known."""


def run_until_stopped(work: Callable[[], StudyEnd]) -> StudyEnd:
    """Does the work; says how it came to its end, or what stopped it."""
    try:
        return work()
    except KeyboardInterrupt:
        return "interrupted"
    except OutOfTime:
        return "time limit"
