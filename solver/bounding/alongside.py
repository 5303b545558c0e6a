"""Bounds that come in while designs are looked for.

A copy of this process works them out where that is safe, and otherwise they are worked out between
two questions, for as long as the search itself has taken.
"""

import os
import pickle
import select
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import BinaryIO, Protocol

from lotdesign.scenario.scenario import Scenario
from solver.beside import can_copy, ended
from solver.bounding.ascent import rising

BEAT = 0.2
"""Seconds between two looks at what a copy says, while there is nothing else to do."""


class Source(Protocol):
    """Rising bounds, in pence."""

    over: bool

    def news(self, seconds: float) -> int | None:
        """The latest bound, if any came in; waits for up to so many seconds."""


@contextmanager
def bounds_of(scenario: Scenario, measure: str) -> Iterator[Source]:
    """Bounds on a cost, from now on."""
    bounds = rising(scenario, measure)
    if not can_copy():
        yield Between(bounds)
        return
    reading, writing = os.pipe()
    parent = os.getpid()
    child = os.fork()
    if not child:
        os.close(reading)
        _tell(bounds, writing, parent)
    os.close(writing)
    try:
        with open(reading, "rb", buffering=0) as pipe:
            yield Copied(pipe)
    finally:
        ended(child)


class Between:
    """Bounds that are worked out here, for half of the time."""

    def __init__(self, bounds: Iterator[int]) -> None:
        self._bounds, self.over = bounds, False
        self._began, self._spent = time.monotonic(), 0.0

    def news(self, seconds: float) -> int | None:
        """The next bound, where it is its turn."""
        now, bound = time.monotonic(), None
        if not self.over and (seconds or 2 * self._spent <= now - self._began):
            bound = next(self._bounds, None)
            self.over = bound is None
            self._spent += time.monotonic() - now
        return bound


class Copied:
    """Bounds that a copy of this process tells through a pipe."""

    def __init__(self, pipe: BinaryIO) -> None:
        self._pipe, self.over = pipe, False

    def news(self, seconds: float) -> int | None:
        """The latest bound that was told."""
        bound = None
        while not self.over and select.select([self._pipe], [], [], seconds)[0]:
            seconds = 0.0
            try:
                bound = pickle.load(self._pipe)
            except (EOFError, pickle.UnpicklingError):
                self.over = True
        return bound


def _tell(bounds: Iterator[int], writing: int, parent: int) -> None:
    """Ends the copy, once all bounds are told or nobody listens any more."""
    try:
        with suppress(KeyboardInterrupt, BrokenPipeError), open(writing, "wb") as pipe:
            for bound in bounds:
                if os.getppid() != parent:
                    break
                pickle.dump(bound, pipe)
                pipe.flush()
    finally:
        os._exit(0)
