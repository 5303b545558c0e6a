"""Progress of a run as events: phases, incumbents, bounds and gaps."""

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lotdesign.events import EventListener, ProgressEvent, RunPhase
from lotdesign.measures.base import Measure, MeasureValue
from lotdesign.result.figures import compute_gap, write_figure
from solver.exact.lexicographic import MeasureListener

if TYPE_CHECKING:
    from lotdesign.result.alternatives import FrontierPoint


def keep_monotone(tell: MeasureListener) -> MeasureListener:
    """Passes on the best value and the nearest bound, also where another way begins anew."""
    known: dict[str, tuple[MeasureValue | None, MeasureValue | None]] = {}

    def told(measure: Measure, best: MeasureValue | None, bound: MeasureValue | None) -> None:
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
class ProgressReporter:
    """Somebody who listens to a run that began at `started` (monotonic seconds)."""

    listen: EventListener
    started: float

    @property
    def seconds(self) -> float:
        """Since the run began."""
        return time.monotonic() - self.started

    def begin_phase(self, phase: RunPhase, note: str = "", found: int | None = None) -> None:
        """A new phase begins."""
        self.listen(ProgressEvent(phase, self.seconds, note, found))

    def report_point(self, point: "FrontierPoint", note: str) -> None:
        """One more point of a frontier is proved."""
        self.listen(ProgressEvent("context", self.seconds, note, point=point))

    def report_values(
        self, measure: Measure, best: MeasureValue | None, bound: MeasureValue | None
    ) -> None:
        """A better design or a better bound, with signs as people read them."""
        self.listen(
            ProgressEvent(
                "select",
                self.seconds,
                measure=measure.name,
                best=write_figure(best, measure.unit),
                bound=write_figure(bound, measure.unit),
                gap=None if best is None else compute_gap(best, bound),
            )
        )
