"""The child process: does one job at a time, and dies with its parent.

A request to design comes before all else and gives up what is under way; looks into a request
wait until it is answered.

Native libraries print to the terminal and a thread cannot be killed; so the solving is done
here, with stdout and stderr closed to them.
"""

import gc
import os
import signal
import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import FrameType
from typing import BinaryIO

from lotdesign.pipe import receive, send
from tui.bridge.jobs import Jobs
from tui.bridge.messages import Ask, Ended, Look, Reply, Request, Stop
from tui.bridge.studies import look


class Worker:
    """Listens in a thread while the main thread works: Ctrl-C reaches the main thread alone."""

    def __init__(self, inbox: BinaryIO, outbox: BinaryIO) -> None:
        self._inbox = inbox
        self._outbox = outbox
        self._changed = threading.Condition()
        self._next: Ask | None = None
        self._looks: deque[Look] = deque()
        self._stopped: set[int] = set()
        self._jobs = Jobs()
        self._job = -1
        self._busy = False
        self._unwanted = False
        self._sending = threading.Lock()

    def run(self) -> None:
        """Works until the parent closes the pipe."""
        signal.signal(signal.SIGINT, self._interrupt)
        threading.Thread(target=self._listen, daemon=True).start()
        self._warm()
        while True:
            asked = self._wait()
            try:
                with self._interruptible():
                    self._work(asked)
            except KeyboardInterrupt:
                self.tell(Ended(asked.job, "stopped by you"))

    def _warm(self) -> None:
        """Loads the solver while the user still reads; should it fail, the first job says so."""
        with suppress(Exception):
            self._jobs.warm()
        gc.freeze()  # what is loaded now stays: looking through it takes longer than an answer

    def tell(self, *news: Reply) -> None:
        """Sends news, whole; without a reader there is no reason to live.

        Ctrl-C that comes meanwhile is made up for.
        """
        with self._sending:
            busy, self._busy = self._busy, False
            try:
                send(self._outbox, news)
            except (OSError, ValueError):
                os._exit(0)
            self._busy = busy
        if busy and self._unwanted:
            os.kill(os.getpid(), signal.SIGINT)

    def _work(self, asked: Ask | Look) -> None:
        try:
            if isinstance(asked, Ask):
                self._jobs.do(asked, self.tell)
            else:
                look(asked, self.tell)
        except Exception as error:
            from lotdesign.cli.crash import write_crash

            why = f"a fault in lotdesign, not in your input; please send us {write_crash(error)}"
            self.tell(Ended(asked.job, why))

    def _wait(self) -> Ask | Look:
        with self._changed:
            while self._next is None and not self._looks:
                self._changed.wait()
            asked = self._next or self._looks.popleft()
            self._next = None
            self._job = asked.job
            return asked

    def _listen(self) -> None:
        while True:
            try:
                request: Request = receive(self._inbox)
            except (EOFError, OSError):
                os._exit(0)
            with self._changed:
                self._note(request)
                self._changed.notify()
            if isinstance(request, Ask) or (isinstance(request, Stop) and request.job == self._job):
                self._stop_work()

    def _note(self, request: Request) -> None:
        """Puts a request where it waits; whatever was to be looked into gives way to an `Ask`.

        What is stopped before it begins ends as soon as it would have begun.
        """
        if isinstance(request, Ask):
            self._next = request
            self._looks.clear()
        elif isinstance(request, Look):
            self._looks.append(request)
        else:
            self._stopped.add(request.job)

    def _stop_work(self) -> None:
        self._unwanted = True
        if self._busy:
            os.kill(os.getpid(), signal.SIGINT)

    def _interrupt(self, number: int, frame: FrameType | None) -> None:
        if self._busy:
            self._unwanted = False
            raise KeyboardInterrupt

    @contextmanager
    def _interruptible(self) -> Iterator[None]:
        self._unwanted = self._next is not None or self._job in self._stopped
        self._busy = True
        try:
            if self._unwanted:
                os.kill(os.getpid(), signal.SIGINT)
            yield
        finally:
            self._busy = False


def main() -> None:
    """Talks over the stdin and stdout that the process began with; nothing else may."""
    outbox = os.fdopen(os.dup(1), "wb")
    inbox = os.fdopen(os.dup(0), "rb")
    nowhere = os.open(os.devnull, os.O_RDWR)
    for each in (0, 1, 2):
        os.dup2(nowhere, each)
    Worker(inbox, outbox).run()


if __name__ == "__main__":
    main()
