"""Holds a command to its limits from outside: it runs in a process of its own.

A search stops at its limits by itself and keeps the best so far. What does not answer, an engine
deep in a step or a list that grows too fast, is killed from here a while later.
"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from math import inf
from types import FrameType

from lotdesign.cli.exits import Exit
from lotdesign.cli.messages import say
from lotdesign.memory import GIGABYTE, held

Handler = Callable[[int, FrameType | None], None]

SEARCHING = frozenset({"solve", "explain", "price", "alternatives", "frontier"})
"""The commands that take limits; those of a sweep are for each of its settings."""
INSIDE = "LOTDESIGN_CONFINED"
"""Set in the environment of the process inside."""
EVERY = 0.1
"""Seconds between two looks."""
LATE, LATER = 1.5, 30.0
"""A process is killed after so many times its time limit and so many seconds more."""
LARGE = 1.25
"""And when it holds so many times its memory."""


@dataclass(frozen=True)
class Limits:
    """Seconds and bytes at which a process is killed."""

    seconds: float = inf
    memory: float = inf


def limits_in(arguments: Sequence[str]) -> Limits | None:
    """The limits that a command line asks for; None where none is to be held from outside.

    What is no number is told by the command itself.
    """
    if not {*arguments[:1]} & SEARCHING or os.environ.get(INSIDE):
        return None
    seconds, memory = _number(arguments, "--time-limit"), _number(arguments, "--memory-limit")
    if seconds is None and memory is None:
        return None
    return Limits(
        inf if seconds is None else LATE * seconds + LATER,
        inf if memory is None else LARGE * memory * GIGABYTE,
    )


def confined(arguments: Sequence[str], limits: Limits) -> int:
    """The exit code of the command line in a process of its own, killed at the limits."""
    command = [sys.executable, "-m", "lotdesign.cli", *arguments]
    return held_to(limits, command, {**os.environ, INSIDE: "1"})


def held_to(limits: Limits, command: Sequence[str], environment: dict[str, str]) -> int:
    """The exit code of a command; what it writes goes where ours does."""
    process = subprocess.Popen(command, env=environment)
    end = time.monotonic() + limits.seconds
    with _deaf_to_ctrl_c(process):
        while not _ended(process):
            if time.monotonic() > end:
                return _killed(process, "did not stop at its time limit")
            if limits.memory < inf and held(process.pid) > limits.memory:
                return _killed(process, "took more than its memory")
    return process.returncode


@contextmanager
def _deaf_to_ctrl_c(process: "subprocess.Popen[bytes]") -> Iterator[None]:
    """Ctrl-C reaches the process too, and it decides; being asked to end asks it to stop."""
    handlers: dict[int, Handler] = {
        signal.SIGINT: lambda number, frame: None,
        signal.SIGTERM: lambda number, frame: process.send_signal(signal.SIGINT),
    }
    before = {number: signal.signal(number, handler) for number, handler in handlers.items()}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _ended(process: "subprocess.Popen[bytes]") -> bool:
    """Whether it ends within a moment."""
    with suppress(subprocess.TimeoutExpired):
        process.wait(EVERY)
    return process.returncode is not None


def _killed(process: "subprocess.Popen[bytes]", why: str) -> int:
    process.kill()
    process.wait()
    say(f"None found (not proved impossible): the search {why} and was killed; nothing is kept.")
    return Exit.NONE_FOUND


def _number(arguments: Sequence[str], flag: str) -> float | None:
    """What stands behind a flag, or behind its equals sign; the last one counts."""
    found = None
    for flagged, text in zip(arguments, [*arguments[1:], ""], strict=True):
        name, equals, value = flagged.partition("=")
        if name == flag:
            try:
                found = float(value if equals else text)
            except ValueError:
                return None
    return found
