"""Runs a command in a child process that is killed at its time and memory limits.

A search stops at its limits by itself and keeps its incumbent. One that does not, deep in an
engine's step or in a list that grows too fast, is killed from here a while later.
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
"""Set in the environment of the child."""
POLL_SECONDS = 0.1
"""Seconds between two looks at the child."""
TIME_LIMIT_FACTOR, GRACE_SECONDS = 1.5, 30.0
"""A child is killed after so many times its time limit and so many seconds more."""
MEMORY_LIMIT_FACTOR = 1.25
"""A child is killed when it holds so many times its memory limit."""


@dataclass(frozen=True)
class HardLimits:
    """Seconds and bytes at which the child is killed."""

    seconds: float = inf
    memory: float = inf


def read_hard_limits(arguments: Sequence[str]) -> HardLimits | None:
    """Return the limits that a command line asks for; None where no child is needed.

    A wrong number is left to the command, which reports it.
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
    """Run the command line in a child with these limits, and return its exit code."""
    command = [sys.executable, "-m", "lotdesign.app.cli", *arguments]
    return run_within_limits(limits, command, {**os.environ, CHILD_VARIABLE: "1"})


def run_within_limits(
    limits: HardLimits, command: Sequence[str], environment: dict[str, str]
) -> int:
    """Run a command with these limits and our streams, and return its exit code."""
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
    """Leave Ctrl-C to the child, which hears it too, and pass SIGTERM on as Ctrl-C."""
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
    """Wait a moment and tell whether the process has ended."""
    with suppress(subprocess.TimeoutExpired):
        process.wait(POLL_SECONDS)
    return process.returncode is not None


def _kill_process(process: "subprocess.Popen[bytes]", why: str) -> int:
    process.kill()
    process.wait()
    say(f"None found (not proved impossible): the search {why} and was killed; nothing is kept.")
    return ExitCode.NONE_FOUND


def _read_number(arguments: Sequence[str], flag: str) -> float | None:
    """Return the value of a flag, behind it or behind its equals sign; the last one counts."""
    number = None
    for flagged, text in zip(arguments, [*arguments[1:], ""], strict=True):
        name, equals, value = flagged.partition("=")
        if name == flag:
            try:
                number = float(value if equals else text)
            except ValueError:
                return None
    return number
