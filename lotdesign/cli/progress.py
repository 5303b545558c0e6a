"""Says how a run is getting on, from the first second."""

import json
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import asdict
from types import TracebackType
from typing import TYPE_CHECKING, Protocol, Self

from lotdesign.cli.live_line import LiveLine
from lotdesign.cli.messages import say
from lotdesign.cli.options import Show
from lotdesign.cli.standing import Standing

if TYPE_CHECKING:
    from lotdesign.events import Event

PLAIN_EVERY = 2.0
"""Seconds between lines where no screen can be redrawn."""

LIVE_EVERY = 0.2


class Progress(Protocol):
    """Listens to events between entering and leaving."""

    def __enter__(self) -> Self: ...
    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None: ...
    def __call__(self, event: "Event") -> None:
        """Takes in a piece of news, from any thread."""


def progress(show: Show, quiet: bool) -> Progress:
    """The progress that the flags and the terminal ask for."""
    if quiet or show == "none":
        return Silent()
    if show == "jsonl":
        return JsonLines()
    if sys.stderr.isatty():
        line = LiveLine(sys.stderr)
        return Ticking(LIVE_EVERY, line.show, line.clear, at_once=True)
    return Ticking(PLAIN_EVERY, say, lambda: None, at_once=False)


class Silent:
    """Says nothing."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *left: object) -> None:
        return None

    def __call__(self, event: "Event") -> None:
        """Takes no notice."""


class JsonLines(Silent):
    """An object a line for every event; what is None has not changed."""

    def __init__(self) -> None:
        self._turn = threading.Lock()

    def __call__(self, event: "Event") -> None:
        """Writes the event."""
        news = {key: value for key, value in asdict(event).items() if value not in (None, "")}
        with self._turn:
            say(json.dumps(news | {"seconds": round(event.seconds, 3)}))


class Ticking:
    """Shows a line every so often, whether or not there is news."""

    def __init__(
        self,
        every: float,
        show: Callable[[str], None],
        done: Callable[[], None],
        at_once: bool,
    ) -> None:
        self._every, self._show, self._done, self._at_once = every, show, done, at_once
        self._standing = Standing()
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._tick, daemon=True)
        self._started = 0.0

    def __enter__(self) -> Self:
        self._started = time.monotonic()
        if self._at_once:
            self._show(self._standing.line(0))
        self._thread.start()
        return self

    def __exit__(self, *left: object) -> None:
        self._over.set()
        self._thread.join()
        self._done()

    def __call__(self, event: "Event") -> None:
        """Takes in a piece of news for the next line."""
        self._standing.hear(event)

    def _tick(self) -> None:
        while not self._over.wait(self._every):
            self._show(self._standing.line(time.monotonic() - self._started))
