"""Shows the progress of a search on stderr, as lines for people or as JSON."""

import json
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import asdict, dataclass, replace
from types import TracebackType
from typing import TYPE_CHECKING, Protocol, Self

from lotdesign.app.cli.options import ProgressForm
from lotdesign.app.cli.terminal import LiveLine, say
from lotdesign.faults import make_printable
from lotdesign.step_count import StepCount, format_duration

if TYPE_CHECKING:
    from lotdesign.events import ProgressEvent
    from lotdesign.result.base import WrittenFigure

COST_MEASURE = "whole_life_cost"
"""The measure that progress does not name."""

_PHASE_WORDS = {
    "candidates": "listing the lots that the rules allow",
    "select": "choosing among the lots",
    "certify": "checking whether the market can carry them",
    "context": "comparing with other designs",
    "verify": "working everything out again",
    "done": "done",
}

PLAIN_SECONDS = 2.0
"""Seconds between lines where no line can be redrawn."""

LIVE_SECONDS = 0.2


class SearchStatus:
    """The state of a run by its events; what an event leaves None has not changed.

    `time_limit` is the seconds that the run may take, if there is a limit.
    """

    def __init__(self, time_limit: float | None = None) -> None:
        self._limit = "" if time_limit is None else f" of at most {format_duration(time_limit)}"
        self._phase = ""
        self._note = ""
        self._candidates: int | None = None
        self._objective = ObjectiveStatus()
        self._found = False
        self._steps = StepCount()

    def take_in(self, event: "ProgressEvent") -> None:
        """Update the state with an event."""
        self._phase, self._note = event.phase, event.note
        self._steps = self._steps.update_with(event)
        if event.candidates is not None:
            self._candidates = event.candidates
        if event.measure is not None:
            self._objective = self._objective.update_with(event)
            self._found = self._found or event.best is not None

    def write_line(self, seconds: float) -> str:
        """Describe the state after so many seconds."""
        return f"{self._describe_known()}, {seconds:.0f} s{self._limit}"

    def _describe_known(self) -> str:
        if self._phase == "select" and self._objective.best is not None:
            return _describe_best(self._objective)
        if self._phase == "select" and self._candidates is not None:
            lots = f"{self._candidates:,} possible lots"
            return f"{lots}, {'next aim' if self._found else 'no design yet'}"
        text = "design found, " if self._found else ""
        what = make_printable(self._note) or _PHASE_WORDS.get(self._phase, "starting")
        return text + what + self._steps.describe()


@dataclass(frozen=True, slots=True)
class ObjectiveStatus:
    """Incumbent, bound and gap of one objective."""

    measure: str = COST_MEASURE
    best: "WrittenFigure" = None
    bound: "WrittenFigure" = None
    gap: str | None = None

    def update_with(self, event: "ProgressEvent") -> "ObjectiveStatus":
        """Return the state after an event; one of another measure starts afresh."""
        before = self if self.measure == event.measure else ObjectiveStatus()
        return ObjectiveStatus(
            event.measure or self.measure,
            before.best if event.best is None else event.best,
            before.bound if event.bound is None else event.bound,
            before.gap if event.gap is None else event.gap,
        )


def _describe_best(objective: ObjectiveStatus) -> str:
    from lotdesign.measures.registry import MEASURES
    from lotdesign.report.amounts import format_figure, format_gap_to_best, format_millions
    from lotdesign.report.wording import name_measure

    measure = MEASURES[objective.measure]

    def show(figure: "WrittenFigure") -> str:
        if measure.unit == "pence" and isinstance(figure, int):
            return format_millions(figure)
        return format_figure(figure, measure.unit)

    parts = [f"best so far {show(objective.best)}"]
    if objective.bound is not None:
        parts.append(f"nothing better than {show(objective.bound)}")
    if objective.gap is not None:
        near = format_gap_to_best(measure.name, objective.best, objective.bound)
        parts.append("proved" if objective.gap == "0" else f"gap {near}")
    title = "" if measure.name == COST_MEASURE else f"{name_measure(measure.name)}: "
    return title + ", ".join(parts)


class ProgressListener(Protocol):
    """A context in which events are listened to."""

    def __enter__(self) -> Self: ...
    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None: ...
    def __call__(self, event: "ProgressEvent") -> None:
        """Take in an event, from any thread."""

    def close(self) -> None:
        """Show nothing more, and take off the screen what stands there; from any thread."""

    def aside(self) -> AbstractContextManager[None]:
        """A context in which nothing of it is on the screen."""


def choose_progress(
    show: ProgressForm, quiet: bool, time_limit: float | None = None
) -> ProgressListener:
    """Return the progress that the flags and the terminal ask for, of a run with this limit."""
    if quiet or show == "none":
        return SilentProgress()
    if show == "jsonl":
        return JsonLinesProgress()
    standing = SearchStatus(time_limit)
    if sys.stderr.isatty():
        line = LiveLine(sys.stderr)
        return TickingProgress(LIVE_SECONDS, line.show, line.clear, True, standing)
    return TickingProgress(PLAIN_SECONDS, say, lambda: None, False, standing)


class SilentProgress:
    """Shows nothing."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *left: object) -> None:
        return None

    def __call__(self, event: "ProgressEvent") -> None:
        """Ignore the event."""

    def close(self) -> None:
        """There is nothing to take away."""

    def aside(self) -> AbstractContextManager[None]:
        """A context in which nothing happens."""
        return nullcontext()


class JsonLinesProgress(SilentProgress):
    """Writes every event as a line of JSON; what is left out has not changed."""

    def __init__(self) -> None:
        self._turn = threading.Lock()

    def __call__(self, event: "ProgressEvent") -> None:
        """Write the event."""
        told = asdict(replace(event, point=None, seconds=round(event.seconds, 3)))
        if event.point is not None:
            told["point"] = event.point.model_dump(mode="json", by_alias=True)
        news = {key: value for key, value in told.items() if value not in (None, "")}
        with self._turn:
            say(json.dumps(news))


class TickingProgress:
    """Shows a line at regular intervals, whether or not anything has changed."""

    def __init__(
        self,
        every: float,
        show: Callable[[str], None],
        done: Callable[[], None],
        at_once: bool,
        standing: SearchStatus,
    ) -> None:
        self._every, self._show, self._done, self._at_once = every, show, done, at_once
        self._standing = standing
        self._over = threading.Event()
        self._turn = threading.Lock()
        self._thread = threading.Thread(target=self._show_regularly, daemon=True)
        self._started = 0.0

    def __enter__(self) -> Self:
        self._started = time.monotonic()
        if self._at_once:
            self._show(self._standing.write_line(0))
        self._thread.start()
        return self

    def __exit__(self, *left: object) -> None:
        self.close()

    def close(self) -> None:
        """Show nothing more, and clear the line."""
        self._over.set()
        self._thread.join()
        self._done()

    @contextmanager
    def aside(self) -> Iterator[None]:
        """A context in which the line is off the screen."""
        with self._turn:
            self._done()
            yield

    def __call__(self, event: "ProgressEvent") -> None:
        """Take in an event for the next line."""
        self._standing.take_in(event)

    def _show_regularly(self) -> None:
        while not self._over.wait(self._every):
            with self._turn:
                self._show(self._standing.write_line(time.monotonic() - self._started))
