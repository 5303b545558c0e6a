"""Bounds that come in while designs are looked for.

A process of its own works them out, and where there is one processor, or little to do, they are
worked out between two questions, for as long as the search itself has taken.
"""

import select
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import BinaryIO, Protocol, cast

from lotdesign.pipe import receive, send
from lotdesign.scenario.scenario import Scenario
from solver.bounding.ascent import rising
from solver.sweep.local import environment, processors

BEAT = 0.2
"""Seconds between two looks at what a process says, while there is nothing else to do."""
FEW = 20
"""For fewer units no process is started: that would take longer."""


class Source(Protocol):
    """Rising bounds, in pence."""

    over: bool

    def news(self, seconds: float) -> int | None:
        """The latest bound, if any came in; waits for up to so many seconds."""


@contextmanager
def bounds_of(scenario: Scenario, measure: str) -> Iterator[Source]:
    """Bounds on a cost, from now on."""
    if processors() < 2 or len(scenario.units) < FEW:
        yield Between(rising(scenario, measure))
        return
    process = subprocess.Popen(
        [sys.executable, "-m", "solver.bounding.worker"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        env=environment(),
    )
    try:
        with suppress(OSError), cast("BinaryIO", process.stdin) as pipe:
            send(pipe, (scenario, measure))
        with cast("BinaryIO", process.stdout) as pipe:
            yield Told(pipe)
    finally:
        process.kill()
        process.wait()


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


class Told:
    """Bounds that a process tells through a pipe."""

    def __init__(self, pipe: BinaryIO) -> None:
        self._pipe, self.over = pipe, False

    def news(self, seconds: float) -> int | None:
        """The latest bound that was told."""
        bound = None
        while not self.over and select.select([self._pipe], [], [], seconds)[0]:
            seconds = 0.0
            try:
                bound = cast("int", receive(self._pipe))
            except (EOFError, OSError):
                self.over = True
        return bound
