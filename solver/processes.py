"""Processes: how many, the environment of a worker, and a background copy of this one."""

import os
import pickle
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, TypeVar


def build_worker_environment() -> dict[str, str]:
    """That of this process, with the very code that runs here found first."""
    here = str(Path(__file__).resolve().parents[1])
    paths = [here, *filter(None, [os.environ.get("PYTHONPATH")])]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(paths)}


def count_processors() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


Returned = TypeVar("Returned")

THREADS_FOLDER = Path("/proc/self/task")
"""Where Linux lists the threads of a process."""


@contextmanager
def run_in_background(work: Callable[[], Returned]) -> Iterator[Callable[[], Returned]]:
    """A call that gives what `work` returns, done meanwhile where that is safe.

    It is done at once where there is one processor, or where other threads run: a copy of the
    process would be without them. What is copied is read and never changed here.
    """
    if not _can_fork():
        done = work()
        yield lambda: done
        return
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        _send_result(work, writing)
    os.close(writing)
    try:
        with open(reading, "rb") as pipe:
            yield lambda: _receive_result(pipe, work)
    finally:
        with suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)


def _can_fork() -> bool:
    try:
        return len(os.sched_getaffinity(0)) > 1 and len(list(THREADS_FOLDER.iterdir())) == 1
    except (AttributeError, OSError):
        return False


def _send_result(work: Callable[[], Returned], writing: int) -> None:
    """Ends the copy, with what the work returned in the pipe; nothing where it raised."""
    try:
        told = pickle.dumps(work())
        with open(writing, "wb") as pipe:
            pipe.write(told)
    finally:
        os._exit(0)


def _receive_result(pipe: BinaryIO, work: Callable[[], Returned]) -> Returned:
    """What the copy said; where it did not come to its end the work is done here."""
    try:
        result: Returned = pickle.load(pipe)
    except (EOFError, pickle.UnpicklingError):
        return work()
    return result
