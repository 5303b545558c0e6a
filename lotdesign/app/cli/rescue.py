"""Keeps the answer so far of a command with limits, and writes it where the search does not end.

A search tells what it finds. A thread beside it renders that now and then and hands it to the
process that watches this one, which writes it if this one must be killed. At the limit itself the
thread writes the answer so far and ends the process, whatever the search is doing.
"""

import os
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from math import inf
from typing import TYPE_CHECKING, Any, BinaryIO, NoReturn

from lotdesign.app.memory import measure_held_bytes

if TYPE_CHECKING:
    from lotdesign.app.cli.exit_codes import ExitCode
    from lotdesign.app.cli.prepared_answer import PreparedAnswer
    from lotdesign.result.base import StudyEnd

WRITING = "writing"
"""Said to the process that watches, once this one has begun to write its answer."""
LOOK_SECONDS = 0.1
"""Seconds between two looks at clock and memory."""
FIRST_COPY_SECONDS = 0.5
"""Seconds after which the first copy of the answer so far is made."""
COPY_SHARE = 0.05
"""The part of the time that copies may take."""
MEMORY_OVERRUN = 1.12
"""At so many times the memory limit the answer is written; at the limit the search is stopped."""


@dataclass
class AnswerRescue:
    """The answer so far of one command.

    `end` is on the monotonic clock, `memory` in bytes; `pipe` leads to the process that watches.
    """

    end: float = inf
    memory: float = inf
    pipe: "BinaryIO | None" = None
    _build: Callable[[], Any] | None = None
    _prepare: "Callable[[Any], PreparedAnswer] | None" = None
    _clear: Callable[[], None] = lambda: None
    _copied: Any = None
    _copy: "PreparedAnswer | None" = None
    _turn: threading.Lock = field(default_factory=threading.Lock)
    _closed: threading.Event = field(default_factory=threading.Event)

    def offer(self, build: Callable[[], Any]) -> None:
        """Take in how the answer so far is built; a search offers it once."""
        self._build = build

    @contextmanager
    def prepare_by(self, prepare: "Callable[[Any], PreparedAnswer]") -> Iterator[None]:
        """Watch a search whose answers are rendered so."""
        self._prepare = prepare
        threading.Thread(target=self._watch, daemon=True).start()
        yield

    @contextmanager
    def clear_by(self, clear: Callable[[], None]) -> Iterator[None]:
        """What takes the progress off the screen, should the search not come back."""
        self._clear = clear
        try:
            yield
        finally:
            self._clear = lambda: None

    def deliver(self, answer: Any) -> "ExitCode":
        """Write the answer of a search that has ended, and return its exit code."""
        assert self._prepare is not None
        self._closed.set()
        prepared = self._prepare(answer)
        with self._turn:  # or the thread is writing, and ends the process
            self._say_writing()
            return prepared.deliver()

    def _watch(self) -> None:
        copied, cost = time.monotonic(), FIRST_COPY_SECONDS * COPY_SHARE
        while not self._closed.wait(LOOK_SECONDS):
            now = time.monotonic()
            if now >= self.end:
                self._take_over("time limit")
            if self.memory < inf and measure_held_bytes() > MEMORY_OVERRUN * self.memory:
                self._take_over("memory limit")
            if now > copied + cost / COPY_SHARE:
                self._hand_on_copy()
                copied, cost = time.monotonic(), time.monotonic() - now

    def _hand_on_copy(self) -> None:
        """Render the answer so far and hand it to the process that watches, if it is new."""
        prepared = self._render("time limit" if self.end < inf else "memory limit")
        if prepared is not None and prepared != self._copy:
            self._copy = prepared
            self._send(prepared)

    def _render(self, ended: "StudyEnd") -> "PreparedAnswer | None":
        """The answer so far, rendered; None where there is none, or it is just being changed."""
        from lotdesign.result.base import mark_end

        if self._build is None or self._prepare is None:
            return None
        try:
            answer = self._build()
            if answer is not None and answer is self._copied:
                return self._copy
            prepared = None if answer is None else self._prepare(mark_end(answer, ended))
        except Exception:  # read while the search changes it: the copy before is as good
            return None
        self._copied = answer
        return prepared

    def _take_over(self, ended: "StudyEnd") -> None:
        """Write the answer so far and end the process; nothing where there is none at all."""
        prepared = self._render(ended) or self._copy
        if prepared is None or self._closed.is_set():
            return
        with self._turn:
            self._clear()
            self._say_writing()
            self._exit(prepared)

    def _exit(self, prepared: "PreparedAnswer") -> NoReturn:
        code: int = 1
        try:
            code = prepared.deliver()
        finally:
            with suppress(OSError, ValueError):
                sys.stdout.flush()
                sys.stderr.flush()
            os._exit(code)  # the search may be deep in native code

    def _say_writing(self) -> None:
        self._send(WRITING)

    def _send(self, message: object) -> None:
        """Send something to the process that watches, if there is one and it listens."""
        from lotdesign.ipc import send_message

        if self.pipe is not None:
            with suppress(OSError, ValueError):
                send_message(self.pipe, message)


_current: AnswerRescue | None = None


def begin_rescue(rescue: AnswerRescue) -> None:
    """Have the commands of this process keep their answers so far."""
    global _current  # noqa: PLW0603 the process runs one command
    _current = rescue


def find_rescue() -> AnswerRescue | None:
    """What keeps the answers so far of this process; None where nothing does."""
    return _current
