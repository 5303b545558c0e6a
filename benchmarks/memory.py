"""The most memory that a process has held."""

import re
import resource
import sys
from pathlib import Path

UNIT = 1 if sys.platform == "darwin" else 1024
"""Bytes in what the system counts a process's memory in."""


def peak() -> int:
    """The most bytes that this process, or one that it started and that has ended, held."""
    return max(_own(), resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * UNIT)


def _own() -> int:
    """Linux counts what the process was before it was this program in getrusage, not here."""
    try:
        found = re.search(r"VmHWM:\s*(\d+) kB", Path("/proc/self/status").read_text())
    except OSError:
        found = None
    if found is None:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * UNIT
    return int(found[1]) * 1024
