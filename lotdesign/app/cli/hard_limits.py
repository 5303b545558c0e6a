"""Runs a command in a child process that is killed where it does not keep its limits.

A search stops at its limits by itself, and a thread of the child writes the answer so far where it
does not. What holds both up, deep in an engine's step or in a list that grows too fast, is ended
from here: the child has handed over the answer so far, rendered, and it is written here.
"""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from math import inf, isfinite
from types import FrameType
from typing import TYPE_CHECKING, BinaryIO

from lotdesign.app.cli.exit_codes import ExitCode
from lotdesign.app.cli.rescue import WRITING, AnswerRescue, begin_rescue
from lotdesign.app.cli.run_clock import START_VARIABLE, find_end
from lotdesign.app.cli.terminal import say
from lotdesign.app.memory import GIGABYTE, STOP, measure_held_bytes
from lotdesign.ipc import receive_message

if TYPE_CHECKING:
    from lotdesign.app.cli.prepared_answer import PreparedAnswer

SignalHandler = Callable[[int, FrameType | None], None]

COMMANDS_WITH_LIMITS = frozenset(
    {"solve", "explain", "price", "alternatives", "frontier", "stress", "robust", "report"}
)
"""The commands that take limits; those of a sweep are for each of its settings."""
CHILD_VARIABLE = "LOTDESIGN_CONFINED"
"""Set in the environment of the child, to the file descriptor of its pipe; 0 for none."""
POLL_SECONDS = 0.05
"""Seconds between two looks at the child."""
OVERRUN_SECONDS = 0.7
"""A child is killed so many seconds after its time limit; it counts from the command's start."""
WRITING_SECONDS = 10.0
"""A child that has begun to write is given so many seconds more."""
MEMORY_LIMIT_FACTOR = 1.25
"""A child is killed when it holds so many times its memory limit."""


@dataclass(frozen=True)
class HardLimits:
    """Seconds and bytes that a command may take."""

    seconds: float = inf
    memory: float = inf


def read_hard_limits(arguments: Sequence[str]) -> HardLimits | None:
    """Return the limits that a command line asks for; None where no child is needed.

    A wrong number is left to the command, which reports it.
    """
    if not {*arguments[:1]} & COMMANDS_WITH_LIMITS or os.environ.get(CHILD_VARIABLE):
        return None
    return _parse_limits(arguments)


def _parse_limits(arguments: Sequence[str]) -> HardLimits | None:
    flags = ("--time-limit", "--memory-limit")
    seconds, memory = (_read_number(arguments, flag) for flag in flags)
    if seconds is None and memory is None:
        return None
    return HardLimits(
        inf if seconds is None else seconds, inf if memory is None else memory * GIGABYTE
    )


def join_as_child(arguments: Sequence[str]) -> None:
    """Keep the answer so far where this process is such a child, and hear only its parent's stop.

    Ctrl-C reaches both; the parent passes it on, so that it counts once.
    """
    channel = os.environ.get(CHILD_VARIABLE, "")
    limits = _parse_limits(arguments) if channel else None
    if limits is None:
        return
    pipe = os.fdopen(int(channel), "wb") if int(channel) > 2 else None
    end = inf if limits.seconds == inf else find_end(limits.seconds)
    begin_rescue(AnswerRescue(end, limits.memory, pipe))
    if pipe is not None:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(STOP, signal.default_int_handler)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, [STOP])


def run_confined(arguments: Sequence[str], limits: HardLimits) -> int:
    """Run the command line in a child with these limits, and return its exit code."""
    command = [sys.executable, "-P", "-m", "lotdesign.app.cli", *arguments]
    return run_within_limits(limits, command, {**os.environ})


def run_within_limits(
    limits: HardLimits, command: Sequence[str], environment: dict[str, str]
) -> int:
    """Run a command with these limits and our streams, and return its exit code.

    What it handed over last is written where it is killed, or dies.
    """
    end = inf if limits.seconds == inf else find_end(limits.seconds + OVERRUN_SECONDS)
    started = {START_VARIABLE: str(find_end(0.0))}
    child = _start_child(command, {**environment, **started})
    with _forward_signals(child):
        while not child.has_ended():
            last = end + WRITING_SECONDS if child.is_writing else end
            if child.asked_to_stop > 1 and not child.is_writing:
                return child.kill("was stopped by hand")
            if time.monotonic() > last:
                return child.kill("did not stop at its time limit")
            if measure_held_bytes(child.process.pid) > MEMORY_LIMIT_FACTOR * limits.memory:
                return child.kill("took more than its memory")
    return child.close()


@dataclass
class ConfinedChild:
    """A child process, and what it has handed over of its answer."""

    process: "subprocess.Popen[bytes]"
    answer: "PreparedAnswer | None" = None
    is_writing: bool = False
    asked_to_stop: int = 0
    _listener: threading.Thread = field(init=False)

    def listen(self, pipe: BinaryIO) -> None:
        """Take in what comes through the pipe, in a thread of its own."""
        self._listener = threading.Thread(target=self._receive, args=[pipe], daemon=True)
        self._listener.start()

    def _receive(self, pipe: BinaryIO) -> None:
        with pipe, suppress(EOFError, OSError):
            while True:
                message = receive_message(pipe)
                if message == WRITING:
                    self.is_writing = True
                else:
                    self.answer = message

    def has_ended(self) -> bool:
        """Wait a moment and tell whether the process has ended."""
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(POLL_SECONDS)
        return self.process.returncode is not None

    def ask_to_stop(self) -> None:
        """Stop the search as Ctrl-C does; asked again, it is killed."""
        self.asked_to_stop += 1
        self.process.send_signal(STOP)

    def kill(self, why: str) -> int:
        """Kill the process, and write what it has handed over; `why` it is killed, in words."""
        self.process.kill()
        self.process.wait()
        return self._write_answer(f"The search {why} and was ended")

    def close(self) -> int:
        """Return the exit code; of a process that a signal ended, write what it has handed over."""
        if self.process.returncode >= 0:
            return self.process.returncode
        return self._write_answer("The search was ended from outside")

    def _write_answer(self, what: str) -> int:
        self._listener.join()
        if self.answer is None:
            ended = f"{what[0].lower()}{what[1:]}"
            say(f"None found (not proved impossible): {ended}; nothing is kept.")
            return ExitCode.NONE_FOUND
        if not self.answer.quiet:
            say(f"{what}; the best so far is kept.")
        return self.answer.deliver()


def _start_child(command: Sequence[str], environment: dict[str, str]) -> ConfinedChild:
    """Start the command; it hears the stop signal only once it is ready to."""
    reader, writer = os.pipe()
    blocked = signal.pthread_sigmask(signal.SIG_BLOCK, [STOP])
    try:
        variables = {**environment, CHILD_VARIABLE: str(writer)}
        process = subprocess.Popen(command, env=variables, pass_fds=[writer])
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, blocked)
        os.close(writer)
    child = ConfinedChild(process)
    child.listen(os.fdopen(reader, "rb"))
    return child


@contextmanager
def _forward_signals(child: ConfinedChild) -> Iterator[None]:
    """Pass Ctrl-C and requests to end on to the child, each as one stop."""

    def stop(number: int, frame: FrameType | None) -> None:
        child.ask_to_stop()

    numbers = [signal.SIGTERM]
    if signal.getsignal(signal.SIGINT) is not signal.SIG_IGN:
        numbers.append(signal.SIGINT)
    before = {number: signal.signal(number, stop) for number in numbers}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _read_number(arguments: Sequence[str], flag: str) -> float | None:
    """Return the value above 0 of a flag, behind it or its equals sign; the last one counts."""
    number = None
    for flagged, text in zip(arguments, [*arguments[1:], ""], strict=False):
        name, equals, value = flagged.partition("=")
        if name == flag:
            try:
                number = float(value if equals else text)
            except ValueError:
                return None
    return number if number is not None and isfinite(number) and number > 0 else None
