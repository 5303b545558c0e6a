"""Cost bounds while a heuristic searches: in a background process, or interleaved with it.

`python -m solver.column_generation.background_bounds` is the process: it reads a scenario and a
measure and writes rising bounds in pence. With one processor, or few units, bounds are computed
in this process, for at most half of the time.
"""

import select
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import BinaryIO, Protocol, cast

from lotdesign.ipc import end_process, receive_message, send_message, take_over_standard_pipes
from lotdesign.scenario.scenario import Scenario
from solver.column_generation.loop import iterate_bounds
from solver.processes import build_worker_environment, count_processors

POLL_SECONDS = 0.2
"""Seconds that a poll of the process may wait while there is nothing else to do."""
MIN_UNITS_FOR_PROCESS = 20
"""With fewer units no process is started, since that would take longer."""


class BoundSource(Protocol):
    """Rising bounds, in pence."""

    is_exhausted: bool

    def poll(self, seconds: float) -> int | None:
        """The latest bound, if there is a new one; waits for up to so many seconds."""


@contextmanager
def open_bounds(scenario: Scenario, measure: str) -> Iterator[BoundSource]:
    """Bounds on a cost measure, computed from now on."""
    if count_processors() < 2 or len(scenario.units) < MIN_UNITS_FOR_PROCESS:
        yield InterleavedBounds(iterate_bounds(scenario, measure))
        return
    process = subprocess.Popen(
        [sys.executable, "-P", "-m", "solver.column_generation.background_bounds"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        env=build_worker_environment(),
    )
    try:
        with suppress(OSError), cast("BinaryIO", process.stdin) as pipe:
            send_message(pipe, (scenario, measure))
        with cast("BinaryIO", process.stdout) as pipe:
            yield ProcessBounds(pipe)
    finally:
        end_process(process)


class InterleavedBounds:
    """Bounds computed when they are polled, for at most half of the time since the beginning."""

    def __init__(self, bounds: Iterator[int]) -> None:
        self._bounds, self.is_exhausted = bounds, False
        self._started, self._seconds_spent = time.monotonic(), 0.0

    def poll(self, seconds: float) -> int | None:
        """The next bound, if the search had as much time before, or is to wait.

        Raises Interrupted on Ctrl-C during a linear program.
        """
        now, bound = time.monotonic(), None
        if not self.is_exhausted and (seconds or 2 * self._seconds_spent <= now - self._started):
            bound = next(self._bounds, None)
            self.is_exhausted = bound is None
            self._seconds_spent += time.monotonic() - now
        return bound


class ProcessBounds:
    """Bounds that a process writes into a pipe."""

    def __init__(self, pipe: BinaryIO) -> None:
        self._pipe, self.is_exhausted = pipe, False

    def poll(self, seconds: float) -> int | None:
        """The last bound that came in, if any did."""
        bound = None
        while not self.is_exhausted and select.select([self._pipe], [], [], seconds)[0]:
            seconds = 0.0
            try:
                bound = cast("int", receive_message(self._pipe))
            except (EOFError, OSError):
                self.is_exhausted = True
        return bound


def serve_bounds() -> None:
    """Reads a scenario and a measure from standard input, and writes bounds in pence."""
    inbox, outbox = take_over_standard_pipes()
    scenario, measure = cast("tuple[Scenario, str]", receive_message(inbox))
    with suppress(BrokenPipeError):
        for bound in iterate_bounds(scenario, measure):
            send_message(outbox, bound)


if __name__ == "__main__":
    serve_bounds()
