"""Keeps native code from writing to stdout, which carries results and nothing else."""

import ctypes
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Lock

_lock = Lock()
_muting = 0
_stdout = -1


@contextmanager
def quiet() -> Iterator[None]:
    """What native code prints goes nowhere; threads may nest, and the last one out restores."""
    _enter()
    try:
        yield
    finally:
        _leave()


def _enter() -> None:
    global _muting, _stdout  # noqa: PLW0603 the process has one stdout
    with _lock:
        _muting += 1
        if _muting == 1:
            _flush()
            _stdout = _moved()


def _leave() -> None:
    global _muting  # noqa: PLW0603
    with _lock:
        _muting -= 1
        if _muting == 0 and _stdout >= 0:
            _flush()
            os.dup2(_stdout, 1)
            os.close(_stdout)


def _moved() -> int:
    """Points stdout at nothing; a copy of what it was, or -1 where a process has none."""
    try:
        kept = os.dup(1)
    except OSError:
        return -1
    nothing = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, 1)
    os.close(nothing)
    return kept


def _flush() -> None:
    """Empties Python's buffer and that of C, which would otherwise speak later."""
    with suppress(OSError, ValueError, AttributeError):
        sys.stdout.flush()
    with suppress(OSError, AttributeError, TypeError):
        ctypes.CDLL(None).fflush(None)
