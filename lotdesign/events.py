"""Progress events of a run, and who listens to them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from lotdesign.result.alternatives import FrontierPoint
    from lotdesign.result.base import WrittenFigure


RunPhase = Literal["candidates", "select", "certify", "context", "verify", "done"]


@dataclass(frozen=True, slots=True)
class ProgressEvent:
    """One piece of news; what is None has not changed.

    `best`, `bound` and `gap` are of `measure`, written as in a result. `point` is one of a
    frontier, proved.
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


EventListener = Callable[[ProgressEvent], None]
"""Told of every event, from any thread."""


def ignore_event(event: ProgressEvent) -> None:
    """Listens to nothing."""
