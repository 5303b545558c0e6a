"""How far a run has come, in a line that a commissioner understands."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lotdesign.faults import shown

if TYPE_CHECKING:
    from lotdesign.events import Event
    from lotdesign.result.model import Figure

COST = "whole_life_cost"
"""The measure that goes without saying."""


class Standing:
    """The latest news of a run; what an event leaves open has not changed."""

    def __init__(self) -> None:
        self._phase = ""
        self._note = ""
        self._candidates: int | None = None
        self._aim = Aim()
        self._found = False

    def hear(self, event: "Event") -> None:
        """Takes in a piece of news."""
        self._phase, self._note = event.phase, event.note
        if event.candidates is not None:
            self._candidates = event.candidates
        if event.measure is not None:
            self._aim = self._aim.after(event)
            self._found = self._found or event.best is not None

    def line(self, seconds: float) -> str:
        """What is known after so many seconds."""
        return f"{self._known()}, {seconds:.0f} s"

    def _known(self) -> str:
        if self._phase == "select" and self._aim.best is not None:
            return _best(self._aim)
        if self._phase == "select" and self._candidates is not None:
            lots = f"{self._candidates:,} possible lots"
            return f"{lots}, {'next aim' if self._found else 'no design yet'}"
        found = "design found, " if self._found else ""
        return found + (shown(self._note) or _PHASES.get(self._phase, "starting"))


@dataclass(frozen=True, slots=True)
class Aim:
    """How far one aim has come."""

    measure: str = COST
    best: "Figure" = None
    bound: "Figure" = None
    gap: str | None = None

    def after(self, event: "Event") -> "Aim":
        """The aim with the event's news; another measure starts afresh."""
        before = self if self.measure == event.measure else Aim()
        return Aim(
            event.measure or self.measure,
            before.best if event.best is None else event.best,
            before.bound if event.bound is None else event.bound,
            before.gap if event.gap is None else event.gap,
        )


_PHASES = {
    "candidates": "listing the lots that the rules allow",
    "select": "choosing among the lots",
    "certify": "looking whether the market can carry them",
    "context": "comparing with other designs",
    "verify": "working everything out again",
    "done": "done",
}


def _best(aim: Aim) -> str:
    from lotdesign.measures.registry import MEASURES
    from lotdesign.report.amounts import amount, millions
    from lotdesign.report.closeness import closeness

    measure = MEASURES[aim.measure]

    def said(figure: "Figure") -> str:
        if measure.unit == "pence" and isinstance(figure, int):
            return millions(figure)
        return amount(figure, measure.unit)

    told = [f"best so far {said(aim.best)}"]
    if aim.bound is not None:
        told.append(f"nothing better than {said(aim.bound)}")
    if aim.gap is not None:
        near = closeness(measure.name, aim.best, aim.bound)
        told.append("proved" if aim.gap == "0" else f"gap {near}")
    title = "" if measure.name == COST else f"{measure.title[:1].lower()}{measure.title[1:]}: "
    return title + ", ".join(told)
