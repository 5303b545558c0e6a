"""What a solve may use: engine, settings, deadline, progress listener, first design."""

import time
from dataclasses import dataclass, field, replace

from lotdesign.design import Award, Design
from solver.backends.base import Engine, EngineSettings
from solver.backends.cp_sat import CpSatEngine
from solver.exact.lexicographic import (
    MeasureListener,
)


def ignore_progress(*news: object) -> None:
    """Listens to nothing."""


@dataclass(frozen=True)
class SolveContext:
    """What a solve may use: an engine, its settings, time until `deadline`, and a listener.

    `start` is a design to begin with, who wins its lots by `award` where that is known: it is only
    ever left for a better one, and ignored where the scenario does not admit it. What is proved
    does not depend on it.
    """

    engine: Engine = field(default_factory=CpSatEngine)
    settings: EngineSettings = field(default_factory=EngineSettings)
    deadline: float | None = None
    report_progress: MeasureListener = ignore_progress
    start_design: Design | None = None
    start_award: Award | None = None

    @property
    def is_late(self) -> bool:
        """Whether the deadline has passed."""
        return self.deadline is not None and time.monotonic() >= self.deadline

    @property
    def seconds_left(self) -> float | None:
        """Seconds left; None without a deadline."""
        return None if self.deadline is None else self.deadline - time.monotonic()

    def limit_to(self, seconds: float) -> "SolveContext":
        """The same with at most so many seconds left."""
        soon = time.monotonic() + seconds
        return replace(self, deadline=soon if self.deadline is None else min(soon, self.deadline))
