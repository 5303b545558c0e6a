"""Work that a copy of this process does meanwhile."""

import os
import pickle
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, TypeVar

Result = TypeVar("Result")

THREADS = Path("/proc/self/task")
"""Where Linux lists the threads of a process."""


@contextmanager
def beside(work: Callable[[], Result]) -> Iterator[Callable[[], Result]]:
    """A call that gives what `work` returns, done meanwhile where that is safe.

    It is done at once where there is one processor, or where other threads run: a copy of the
    process would be without them. What is copied is read and never changed here.
    """
    if not _can_copy():
        done = work()
        yield lambda: done
        return
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        _tell(work, writing)
    os.close(writing)
    try:
        with open(reading, "rb") as pipe:
            yield lambda: _told(pipe, work)
    finally:
        with suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)


def _can_copy() -> bool:
    try:
        return len(os.sched_getaffinity(0)) > 1 and len(list(THREADS.iterdir())) == 1
    except (AttributeError, OSError):
        return False


def _tell(work: Callable[[], Result], writing: int) -> None:
    """Ends the copy, with what the work returned in the pipe; nothing where it raised."""
    try:
        told = pickle.dumps(work())
        with open(writing, "wb") as pipe:
            pipe.write(told)
    finally:
        os._exit(0)


def _told(pipe: BinaryIO, work: Callable[[], Result]) -> Result:
    """What the copy said; where it did not come to its end the work is done here."""
    try:
        result: Result = pickle.load(pipe)
    except (EOFError, pickle.UnpicklingError):
        return work()
    return result
