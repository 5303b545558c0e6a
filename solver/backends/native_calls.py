"""Guards around native calls: Ctrl-C reaches Python, and nothing is printed on stdout."""

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
    """The user pressed Ctrl-C; `result` is what the work returned after it was stopped."""

    def __init__(self, result: WorkResult) -> None:
        self.result = result
        super().__init__("interrupted")


_this_thread = threading.local()


def stop_native_calls_by(event: threading.Event) -> None:
    """Stop the native calls of this thread, as on Ctrl-C, once the event is set.

    Ctrl-C itself reaches the main thread alone.
    """
    _this_thread.stop = event


def run_interruptible(
    work: Callable[[], WorkResult], stop: Callable[[], None], deadline: float | None = None
) -> WorkResult:
    """Run `work` in a thread while this one listens for Ctrl-C; returns what it returns.

    On Ctrl-C `stop` is called until the work ends, and Interrupted is raised with its result; so it
    is by the event of `stop_native_calls_by`. From the deadline (monotonic) on `stop` is called
    too, and the result is returned. Raises what the work raises.
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
    is_interrupted = False
    asked: threading.Event | None = getattr(_this_thread, "stop", None)
    # Not thread.join: in Python 3.11 Ctrl-C inside it makes a running thread look ended.
    while not ended.is_set():
        try:
            is_interrupted = is_interrupted or (asked is not None and asked.is_set())
            if is_interrupted or (deadline is not None and time.monotonic() > deadline):
                stop()
            ended.wait(0.1)
        except KeyboardInterrupt:
            is_interrupted = True
    if failures:
        raise failures[0]
    if is_interrupted:
        raise Interrupted(results[0])
    return results[0]


@contextmanager
def bind_on_first_call() -> Iterator[None]:
    """Have the functions of a native library that is imported found when they are first called.

    Of a large library few ever are, and finding all of them takes a quarter of its loading.
    """
    if not hasattr(sys, "setdlopenflags"):
        yield
        return
    flags = sys.getdlopenflags()
    sys.setdlopenflags(flags & ~os.RTLD_NOW | os.RTLD_LAZY)
    try:
        yield
    finally:
        sys.setdlopenflags(flags)


_mute_lock = Lock()
_mute_depth = 0
_saved_stdout = -1


@contextmanager
def silence_stdout() -> Iterator[None]:
    """Discard what native code prints on stdout; threads may nest, the last one out restores it."""
    _mute_stdout()
    try:
        yield
    finally:
        _unmute_stdout()


def _mute_stdout() -> None:
    global _mute_depth, _saved_stdout  # noqa: PLW0603 the process has one stdout
    with _mute_lock:
        _mute_depth += 1
        if _mute_depth == 1:
            _flush_buffers()
            _saved_stdout = _redirect_stdout()


def _unmute_stdout() -> None:
    global _mute_depth  # noqa: PLW0603
    with _mute_lock:
        _mute_depth -= 1
        if _mute_depth == 0 and _saved_stdout >= 0:
            _flush_buffers()
            os.dup2(_saved_stdout, 1)
            os.close(_saved_stdout)


def _redirect_stdout() -> int:
    """Point stdout at the null device; returns a copy of it, or -1 where there is none."""
    try:
        saved = os.dup(1)
    except OSError:
        return -1
    nothing = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, 1)
    os.close(nothing)
    return saved


def _flush_buffers() -> None:
    """Flush the buffers of Python and of C, which would otherwise be printed later."""
    with suppress(OSError, ValueError, AttributeError):
        sys.stdout.flush()
    with suppress(OSError, AttributeError, TypeError):
        ctypes.CDLL(None).fflush(None)
