"""Progress events of a run, and listeners to them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from lotdesign.result.alternatives import FrontierPoint
    from lotdesign.result.base import WrittenFigure


RunPhase = Literal["candidates", "select", "certify", "context", "verify", "done"]


@dataclass(frozen=True, slots=True)
class ProgressEvent:
    """A progress event; fields that are None have not changed.

    `best`, `bound` and `gap` are of `measure`, written as in a result. `point` is a proved point of
    a Pareto frontier. `done` steps of `total` are behind where a phase has steps.
    """

    phase: RunPhase
    seconds: float
    note: str = ""
    candidates: int | None = None
    measure: str | None = None
    best: "WrittenFigure" = None
    bound: "WrittenFigure" = None
    gap: str | None = None
    point: "FrontierPoint | None" = None
    done: int | None = None
    total: int | None = None


EventListener = Callable[[ProgressEvent], None]
"""Called with every event, from any thread."""


def ignore_event(event: ProgressEvent) -> None:
    """Ignore every event."""
