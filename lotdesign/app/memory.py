"""Memory that a process holds, and a watch that interrupts a run at its memory limit."""

import re
import signal
import sys
from _thread import interrupt_main
from pathlib import Path
from threading import Event, Thread

GIGABYTE = 10**9
WATCH_INTERVAL_SECONDS = 0.2
"""Seconds between two measurements."""

STOP = signal.SIGUSR1
"""The signal that stops the main thread: Ctrl-C may be ignored, as it is behind a script's &."""


class MemoryWatch:
    """Raises KeyboardInterrupt in the main thread once this process holds over `most` gigabytes.

    So a search stops as at Ctrl-C and keeps its incumbent; `limit_passed` then tells them apart.
    Without a limit, `most` None, nothing is watched.
    """

    def __init__(self, most: float | None) -> None:
        self._over, self.limit_passed = Event(), False
        self._thread, self._most = None, most
        if most is not None:
            self._thread = Thread(target=self._look, args=[most * GIGABYTE], daemon=True)

    def __enter__(self) -> "MemoryWatch":
        if self._most is not None and measure_held_bytes() > self._most * GIGABYTE:
            self.limit_passed = True
            raise KeyboardInterrupt  # before there is anything to stop
        if self._thread is not None:
            self._before = signal.signal(STOP, signal.default_int_handler)
            self._thread.start()
        return self

    def __exit__(self, *raised: object) -> None:
        self._over.set()
        if self._thread is not None:
            self._thread.join()  # so that it stops nothing that comes after
            signal.signal(STOP, self._before)

    def _look(self, most: float) -> None:
        while measure_held_bytes() <= most:
            if self._over.wait(WATCH_INTERVAL_SECONDS):
                return
        self.limit_passed = True
        interrupt_main(STOP)


def measure_held_bytes(process: int | str = "self") -> int:
    """Return the bytes that a process holds; without /proc the most that this one has held."""
    return _read_process_status("VmRSS", process)


def measure_peak_bytes() -> int:
    """Return the most bytes that this process, or one that it started and that has ended, held."""
    import resource

    # Linux counts what the process was before it was this program in getrusage, not here.
    return max(_read_process_status("VmHWM"), _read_resource_usage(resource.RUSAGE_CHILDREN))


def _read_process_status(name: str, process: int | str = "self") -> int:
    """Return bytes by their name in Linux's process status; 0 for a process that has ended."""
    import resource

    try:
        status = Path(f"/proc/{process}/status").read_text()
    except OSError:
        return _read_resource_usage(resource.RUSAGE_SELF)
    match = re.search(rf"{name}:\s*(\d+) kB", status)
    return int(match[1]) * 1024 if match else 0


def _read_resource_usage(whose: int) -> int:
    import resource

    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(whose).ru_maxrss * unit
