"""Processes: how many there may be, and the environment of a worker."""

import os
from pathlib import Path


def build_worker_environment() -> dict[str, str]:
    """The environment of this process, with the code that runs here found first by imports."""
    here = str(Path(__file__).resolve().parents[1])
    paths = [here, *filter(None, [os.environ.get("PYTHONPATH")])]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(paths)}


def count_processors() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
