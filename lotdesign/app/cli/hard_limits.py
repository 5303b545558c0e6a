"""Holds a command to its time and memory limits from outside: it runs in a child process.

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

from lotdesign.app.cli.exit_codes import ExitCode
from lotdesign.app.cli.terminal import say
from lotdesign.app.memory import GIGABYTE, measure_held_bytes

SignalHandler = Callable[[int, FrameType | None], None]

COMMANDS_WITH_LIMITS = frozenset({"solve", "explain", "price", "alternatives", "frontier"})
"""The commands that take limits; those of a sweep are for each of its settings."""
CHILD_VARIABLE = "LOTDESIGN_CONFINED"
"""Set in the environment of the process inside."""
POLL_SECONDS = 0.1
"""Seconds between two looks."""
TIME_LIMIT_FACTOR, GRACE_SECONDS = 1.5, 30.0
"""A process is killed after so many times its time limit and so many seconds more."""
MEMORY_LIMIT_FACTOR = 1.25
"""And when it holds so many times its memory."""


@dataclass(frozen=True)
class HardLimits:
    """Seconds and bytes at which a process is killed."""

    seconds: float = inf
    memory: float = inf


def read_hard_limits(arguments: Sequence[str]) -> HardLimits | None:
    """The limits that a command line asks for; None where none is to be held from outside.

    What is no number is told by the command itself.
    """
    if not {*arguments[:1]} & COMMANDS_WITH_LIMITS or os.environ.get(CHILD_VARIABLE):
        return None
    seconds, memory = (
        _read_number(arguments, "--time-limit"),
        _read_number(arguments, "--memory-limit"),
    )
    if seconds is None and memory is None:
        return None
    return HardLimits(
        inf if seconds is None else TIME_LIMIT_FACTOR * seconds + GRACE_SECONDS,
        inf if memory is None else MEMORY_LIMIT_FACTOR * memory * GIGABYTE,
    )


def run_confined(arguments: Sequence[str], limits: HardLimits) -> int:
    """The exit code of the command line in a process of its own, killed at the limits."""
    command = [sys.executable, "-m", "lotdesign.app.cli", *arguments]
    return run_within_limits(limits, command, {**os.environ, CHILD_VARIABLE: "1"})


def run_within_limits(
    limits: HardLimits, command: Sequence[str], environment: dict[str, str]
) -> int:
    """The exit code of a command; what it writes goes where ours does."""
    process = subprocess.Popen(command, env=environment)
    end = time.monotonic() + limits.seconds
    with _forward_signals(process):
        while not _has_ended(process):
            if time.monotonic() > end:
                return _kill_process(process, "did not stop at its time limit")
            if limits.memory < inf and measure_held_bytes(process.pid) > limits.memory:
                return _kill_process(process, "took more than its memory")
    return process.returncode


@contextmanager
def _forward_signals(process: "subprocess.Popen[bytes]") -> Iterator[None]:
    """Ctrl-C reaches the process too, and it decides; being asked to end asks it to stop."""
    handlers: dict[int, SignalHandler] = {
        signal.SIGINT: lambda number, frame: None,
        signal.SIGTERM: lambda number, frame: process.send_signal(signal.SIGINT),
    }
    before = {number: signal.signal(number, handler) for number, handler in handlers.items()}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _has_ended(process: "subprocess.Popen[bytes]") -> bool:
    """Whether it ends within a moment."""
    with suppress(subprocess.TimeoutExpired):
        process.wait(POLL_SECONDS)
    return process.returncode is not None


def _kill_process(process: "subprocess.Popen[bytes]", why: str) -> int:
    process.kill()
    process.wait()
    say(f"None found (not proved impossible): the search {why} and was killed; nothing is kept.")
    return ExitCode.NONE_FOUND


def _read_number(arguments: Sequence[str], flag: str) -> float | None:
    """What stands behind a flag, or behind its equals sign; the last one counts."""
    number = None
    for flagged, text in zip(arguments, [*arguments[1:], ""], strict=True):
        name, equals, value = flagged.partition("=")
        if name == flag:
            try:
                number = float(value if equals else text)
            except ValueError:
                return None
    return number
