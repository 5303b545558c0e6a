"""Looks at a search from beside it and sends the best design so far, from the first second on."""

import threading
import time
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, cast

from lotdesign.result.model import Result
from lotdesign.scenario.scenario import Scenario

if TYPE_CHECKING:
    from solver.solve_context import DesignListener

FIRST_LOOK_SECONDS = 0.3
"""Seconds of a search before its design so far is asked for: most searches have ended by then.
So many again between two looks while there is none."""

LOOK_SECONDS = 0.5
"""Seconds between two looks at designs."""

MOST_SHARE = 0.1
"""Share of the time that looking may take."""

DRAWING_SECONDS = 20.0
"""Seconds in which a first design is drawn, where the search has told none."""


class SearchWatch:
    """Sends the verified best design so far of one search, each time it is another one.

    `offer` and `share` are those of `RunOptions`. Where the search has found none yet, one is drawn
    beside it. After `close` nothing is sent any more; `best` is the last that was built.
    """

    def __init__(self, scenario: Scenario, send: Callable[[Result], None]) -> None:
        self.best: Result | None = None
        self._scenario = scenario
        self._send = send
        self._build: Callable[[], object] | None = None
        self._tell: DesignListener | None = None
        self._sending = threading.Lock()
        self._closed = threading.Event()

    def offer(self, build: Callable[[], object]) -> None:
        """Takes in how the answer so far is built, and begins to look."""
        self._build = build
        threading.Thread(target=self._look_on, daemon=True).start()

    def share(self, tell: "DesignListener") -> None:
        """Takes in who is told of a design that is drawn here."""
        self._tell = tell

    def close(self) -> None:
        """Ends it; what is being sent is sent first."""
        self._closed.set()
        with self._sending:
            pass

    def _look_on(self) -> None:
        """Looks until the search ends. A fault of the looking ends that alone, not the search."""
        with suppress(Exception):
            self._closed.wait(FIRST_LOOK_SECONDS)
            self._look()
            if self.best is None and not self._closed.is_set():
                threading.Thread(target=self._draw_first, daemon=True).start()
            pause = 0.0
            while not self._closed.wait(pause):
                began = time.monotonic()
                self._look()
                least = FIRST_LOOK_SECONDS if self.best is None else LOOK_SECONDS
                pause = max(least, (time.monotonic() - began) / MOST_SHARE)

    def _look(self) -> None:
        build = self._build
        result = None if build is None else cast("Result", build())
        if result is None or not result.lots:
            return
        is_other = self.best is None or result.lots != self.best.lots
        self.best = result
        if is_other:
            with self._sending:
                if not self._closed.is_set():
                    self._send(result)

    def _draw_first(self) -> None:
        """Draws any design and tells it, so that the next look finds it."""
        from solver.first_design import draw_first_design
        from solver.solve_context import RunOptions, SolveContext

        with suppress(Exception):
            options = RunOptions(DRAWING_SECONDS, workers=1)
            found = draw_first_design(self._scenario, SolveContext.begin(options, False))
            if found is not None and self._tell is not None:
                self._tell(lambda: found)
