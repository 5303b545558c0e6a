"""How far work in steps has come, and how long the rest takes at the speed so far."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lotdesign.events import ProgressEvent

MOST_SECONDS = 90
"""From so many seconds on minutes are said, and from so many minutes on hours."""


@dataclass(frozen=True, slots=True)
class StepCount:
    """Steps that are done, of how many; `began` and `last` are seconds of the run.

    Fewer steps than before, or of another number, are those of another phase. `found_done` are
    those that were done when it was first heard of.
    """

    done: int = 0
    total: int = 0
    began: float = 0.0
    last: float = 0.0
    found_done: int = 0

    def update_with(self, event: "ProgressEvent") -> "StepCount":
        """Return the state after an event; one without steps ends these, unless it has a point."""
        if event.total is None:
            return StepCount() if event.point is None else self
        done = event.done or 0
        if self.total != event.total or done < self.done:
            return StepCount(done, event.total, event.seconds, event.seconds, done)
        return StepCount(done, event.total, self.began, event.seconds, self.found_done)

    def describe(self) -> str:
        """Say how many steps are done, and how long the others take at the speed so far."""
        if not self.total:
            return ""
        text = f", {self.done:,} of {self.total:,}"
        left, here = self.total - self.done, self.done - self.found_done
        if not here or not left:
            return text
        return f"{text}, about {format_duration((self.last - self.began) / here * left)} left"


def format_duration(seconds: float) -> str:
    """Write so many seconds as people say it: 40 s, 3 min, 2 h."""
    if seconds < MOST_SECONDS:
        return f"{max(1, round(seconds))} s"
    if seconds < MOST_SECONDS * 60:
        return f"{round(seconds / 60)} min"
    return f"{round(seconds / 3600)} h"
