"""Progress of a run as events: phases, incumbents, bounds and gaps."""

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lotdesign.events import EventListener, ProgressEvent, RunPhase, ignore_event
from lotdesign.measures.base import Measure, MeasureValue
from lotdesign.result.figures import compute_gap, write_figure
from solver.exact.lexicographic import MeasureListener

if TYPE_CHECKING:
    from lotdesign.result.alternatives import FrontierPoint


@dataclass(frozen=True)
class ProgressReporter:
    """Reports the progress of a run to a listener; `started` is in monotonic seconds."""

    listen: EventListener = ignore_event
    started: float = field(default_factory=time.monotonic)

    @property
    def seconds(self) -> float:
        """Seconds since the run began."""
        return time.monotonic() - self.started

    def begin_phase(self, phase: RunPhase, note: str = "", found: int | None = None) -> None:
        """Reports that a phase begins, with the number of unit sets listed so far."""
        self.listen(ProgressEvent(phase, self.seconds, note, found))

    def report_step(self, note: str, done: int, total: int) -> None:
        """Reports that so many steps of a phase are done, of so many; 0 in all if not known."""
        self.listen(ProgressEvent("context", self.seconds, note, done=done, total=total or None))

    def report_point(self, point: "FrontierPoint", note: str) -> None:
        """Reports one more proved point of a Pareto front."""
        self.listen(ProgressEvent("context", self.seconds, note, point=point))

    def report_values(
        self, measure: Measure, best: MeasureValue | None, bound: MeasureValue | None
    ) -> None:
        """Reports a better incumbent or bound, in the measure's own sign."""
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


def keep_monotone(report: MeasureListener) -> MeasureListener:
    """A listener that passes on the best value and the nearest bound heard so far.

    Strategies follow one another, and the next may begin with worse values than the last had.
    """
    known: dict[str, tuple[MeasureValue | None, MeasureValue | None]] = {}

    def report_best(
        measure: Measure, best: MeasureValue | None, bound: MeasureValue | None
    ) -> None:
        sign = measure.sign
        before = known.get(measure.name, (None, None))
        bests = [value for value in (before[0], best) if value is not None]
        bounds = [value for value in (before[1], bound) if value is not None]
        known[measure.name] = (
            min(bests, key=lambda value: sign * value, default=None),
            max(bounds, key=lambda value: sign * value, default=None),
        )
        report(measure, *known[measure.name])

    return report_best
