"""Turns the solver's news into events."""

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lotdesign.events import Event, Listen, Phase
from lotdesign.measures.base import Measure, Value
from lotdesign.result.figures import figure, gap
from solver.selection.lexicographic import Tell

if TYPE_CHECKING:
    from lotdesign.result.frontier import FrontierPoint


def never_worse(tell: Tell) -> Tell:
    """Passes on the best value and the nearest bound, also where another way begins anew."""
    known: dict[str, tuple[Value | None, Value | None]] = {}

    def told(measure: Measure, best: Value | None, bound: Value | None) -> None:
        sign = measure.sign
        before = known.get(measure.name, (None, None))
        bests = [each for each in (before[0], best) if each is not None]
        bounds = [each for each in (before[1], bound) if each is not None]
        now = (
            min(bests, key=lambda value: sign * value, default=None),
            max(bounds, key=lambda value: sign * value, default=None),
        )
        known[measure.name] = now
        tell(measure, *now)

    return told


@dataclass(frozen=True)
class Telling:
    """Somebody who listens to a run that began at `started` (monotonic seconds)."""

    listen: Listen
    started: float

    @property
    def seconds(self) -> float:
        """Since the run began."""
        return time.monotonic() - self.started

    def phase(self, phase: Phase, note: str = "", found: int | None = None) -> None:
        """A new phase begins."""
        self.listen(Event(phase, self.seconds, note, found))

    def point(self, point: "FrontierPoint", note: str) -> None:
        """One more point of a frontier is proved."""
        self.listen(Event("context", self.seconds, note, point=point))

    def news(self, measure: Measure, best: Value | None, bound: Value | None) -> None:
        """A better design or a better bound, with signs as people read them."""
        self.listen(
            Event(
                "select",
                self.seconds,
                measure=measure.name,
                best=figure(best, measure.unit),
                bound=figure(bound, measure.unit),
                gap=None if best is None else gap(best, bound),
            )
        )
