"""What a run tells while it works."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from lotdesign.result.frontier import FrontierPoint
    from lotdesign.result.model import Figure

Phase = Literal["candidates", "select", "certify", "context", "verify", "done"]


@dataclass(frozen=True, slots=True)
class Event:
    """One piece of news; what is None has not changed.

    `best`, `bound` and `gap` are of `measure`, written as in a result. `point` is one of a
    frontier, proved.
    """

    phase: Phase
    seconds: float
    note: str = ""
    candidates: int | None = None
    measure: str | None = None
    best: "Figure" = None
    bound: "Figure" = None
    gap: str | None = None
    point: "FrontierPoint | None" = None


Listen = Callable[[Event], None]
"""Told of every event, from any thread."""


def unheard(event: Event) -> None:
    """Listens to nothing."""
