"""The clock of a run: it starts with the process, so that loading the program counts too."""

import os
import time
from contextlib import suppress
from pathlib import Path

START_VARIABLE = "LOTDESIGN_STARTED"
"""In the environment of a child: when the command began, in seconds of the monotonic clock."""

_started: float | None = None


def start_clock() -> float:
    """Note when this command began, and return it in seconds of the monotonic clock."""
    global _started  # noqa: PLW0603 the process has one clock
    _started = time.monotonic() - _measure_age()
    with suppress(KeyError, ValueError):
        _started = float(os.environ[START_VARIABLE])
    return _started


def measure_elapsed() -> float:
    """Return the seconds since the command began; 0 where no clock was started."""
    return 0.0 if _started is None else max(0.0, time.monotonic() - _started)


def find_end(seconds: float) -> float:
    """Return the moment, on the monotonic clock, so many seconds after the command began."""
    return time.monotonic() - measure_elapsed() + seconds


def _measure_age() -> float:
    """Return the seconds since this process was started; 0 where the system does not tell."""
    try:
        # After the name in brackets, which may hold anything, the 20th field: clock ticks.
        fields = Path("/proc/self/stat").read_text().rpartition(")")[2].split()
        started = int(fields[19]) / os.sysconf("SC_CLK_TCK")
        return max(0.0, time.clock_gettime(time.CLOCK_BOOTTIME) - started)
    except (OSError, ValueError, IndexError, AttributeError):
        return 0.0
