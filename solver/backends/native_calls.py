"""Guards around native solver calls: Ctrl-C reaches Python, and stdout, which carries results,

stays silent.
"""

import ctypes
import os
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from threading import Lock
from typing import Generic, TypeVar

WorkResult = TypeVar("WorkResult")


class Interrupted(Exception, Generic[WorkResult]):
    """The user asked to stop; `result` is what the work came to by then."""

    def __init__(self, result: WorkResult) -> None:
        self.result = result
        super().__init__("interrupted")


def run_interruptible(
    work: Callable[[], WorkResult], stop: Callable[[], None], deadline: float | None = None
) -> WorkResult:
    """What `work` returns, run in a thread while this one listens for Ctrl-C.

    On Ctrl-C `stop` is called until the work ends, and Interrupted carries its result. From the
    deadline on it is called too, and the result is returned. An exception of the work is raised
    here.
    """
    results: list[WorkResult] = []
    failures: list[BaseException] = []
    ended = threading.Event()

    def run() -> None:
        try:
            results.append(work())
        except BaseException as failure:
            failures.append(failure)
        ended.set()

    threading.Thread(target=run, daemon=True).start()
    asked = False
    # Not thread.join: in Python 3.11 Ctrl-C inside it makes a running thread look ended.
    while not ended.is_set():
        try:
            if asked or (deadline is not None and time.monotonic() > deadline):
                stop()
            ended.wait(0.1)
        except KeyboardInterrupt:
            asked = True
    if failures:
        raise failures[0]
    if asked:
        raise Interrupted(results[0])
    return results[0]


_lock = Lock()
_muting = 0
_stdout = -1


@contextmanager
def silence_stdout() -> Iterator[None]:
    """What native code prints goes nowhere; threads may nest, and the last one out restores."""
    _mute_stdout()
    try:
        yield
    finally:
        _unmute_stdout()


def _mute_stdout() -> None:
    global _muting, _stdout  # noqa: PLW0603 the process has one stdout
    with _lock:
        _muting += 1
        if _muting == 1:
            _flush_buffers()
            _stdout = _redirect_stdout()


def _unmute_stdout() -> None:
    global _muting  # noqa: PLW0603
    with _lock:
        _muting -= 1
        if _muting == 0 and _stdout >= 0:
            _flush_buffers()
            os.dup2(_stdout, 1)
            os.close(_stdout)


def _redirect_stdout() -> int:
    """Points stdout at nothing; a copy of what it was, or -1 where a process has none."""
    try:
        kept = os.dup(1)
    except OSError:
        return -1
    nothing = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, 1)
    os.close(nothing)
    return kept


def _flush_buffers() -> None:
    """Empties Python's buffer and that of C, which would otherwise speak later."""
    with suppress(OSError, ValueError, AttributeError):
        sys.stdout.flush()
    with suppress(OSError, AttributeError, TypeError):
        ctypes.CDLL(None).fflush(None)
