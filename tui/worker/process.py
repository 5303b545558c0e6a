"""The child process, run with -m: one job at a time, interruptible, and it dies with its parent.

A solve request comes before all else and gives up what is under way; studies wait until it is
answered.
Native libraries print to the terminal and a thread cannot be killed; so the solving is done here,
with
stdout and stderr closed to them.
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

from lotdesign.ipc import receive_message, send_message
from tui.worker.jobs import SolveJobs, run_study
from tui.worker.messages import (
    JobEnded,
    SolveRequest,
    StopRequest,
    StudyRequest,
    WorkerReply,
    WorkerRequest,
)


class WorkerProcess:
    """Listens in a thread while the main thread works: Ctrl-C reaches the main thread alone."""

    def __init__(self, inbox: BinaryIO, outbox: BinaryIO) -> None:
        self._inbox = inbox
        self._outbox = outbox
        self._changed = threading.Condition()
        self._next_solve: SolveRequest | None = None
        self._studies: deque[StudyRequest] = deque()
        self._stopped: set[int] = set()
        self._jobs = SolveJobs()
        self._job = -1
        self._busy = False
        self._unwanted = False
        self._sending = threading.Lock()

    def run(self) -> None:
        """Works until the parent closes the pipe."""
        signal.signal(signal.SIGINT, self._interrupt)
        threading.Thread(target=self._listen, daemon=True).start()
        self._load_solver()
        while True:
            asked = self._wait()
            try:
                with self._interruptible():
                    self._work(asked)
            except KeyboardInterrupt:
                self.send_replies(JobEnded(asked.job, "stopped by you"))

    def _load_solver(self) -> None:
        """Loads the solver while the user still reads; should it fail, the first job says so."""
        with suppress(Exception):
            self._jobs.load_solver()
        gc.freeze()  # what is loaded now stays: looking through it takes longer than an answer

    def send_replies(self, *news: WorkerReply) -> None:
        """Sends news, whole; without a reader there is no reason to live.

        Ctrl-C that comes meanwhile is made up for.
        """
        with self._sending:
            busy, self._busy = self._busy, False
            try:
                send_message(self._outbox, news)
            except (OSError, ValueError):
                os._exit(0)
            self._busy = busy
        if busy and self._unwanted:
            os.kill(os.getpid(), signal.SIGINT)

    def _work(self, asked: SolveRequest | StudyRequest) -> None:
        try:
            if isinstance(asked, SolveRequest):
                self._jobs.run(asked, self.send_replies)
            else:
                run_study(asked, self.send_replies)
        except Exception as error:
            from lotdesign.user_state import write_crash_report

            why = f"a fault in lotdesign, not in your input; please send us {write_crash_report(error)}"
            self.send_replies(JobEnded(asked.job, why))

    def _wait(self) -> SolveRequest | StudyRequest:
        with self._changed:
            while self._next_solve is None and not self._studies:
                self._changed.wait()
            asked = self._next_solve or self._studies.popleft()
            self._next_solve = None
            self._job = asked.job
            return asked

    def _listen(self) -> None:
        while True:
            try:
                request: WorkerRequest = receive_message(self._inbox)
            except (EOFError, OSError):
                os._exit(0)
            with self._changed:
                self._queue_request(request)
                self._changed.notify()
            if isinstance(request, SolveRequest) or (
                isinstance(request, StopRequest) and request.job == self._job
            ):
                self._stop_work()

    def _queue_request(self, request: WorkerRequest) -> None:
        """Puts a request where it waits; whatever was to be looked into gives way to an `Ask`.

        What is stopped before it begins ends as soon as it would have begun.
        """
        if isinstance(request, SolveRequest):
            self._next_solve = request
            self._studies.clear()
        elif isinstance(request, StudyRequest):
            self._studies.append(request)
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
        self._unwanted = self._next_solve is not None or self._job in self._stopped
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
    WorkerProcess(inbox, outbox).run()


if __name__ == "__main__":
    main()
