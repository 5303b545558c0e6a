"""The child process, run with -m: one job at a time, interruptible, and it dies with its parent.

A solve request cancels the job under way and all studies; studies wait until it is answered.
Native libraries print to the terminal, and a thread cannot be killed: so the solver runs here,
with stdin, stdout and stderr closed to it.
"""

import ctypes
import gc
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from types import FrameType
from typing import BinaryIO

from lotdesign.ipc import receive_message, send_message
from tui.worker.jobs import SolveJobs, run_study
from tui.worker.messages import (
    DesignRequest,
    JobEnded,
    StopRequest,
    StudyRequest,
    WorkerReply,
    WorkerRequest,
)


def return_memory() -> None:
    """Gives what was freed back to the system, where the C library does not by itself.

    glibc keeps the pieces that a search has freed: once 4 GB for an hour after a minute's search.
    """
    trim = _find_malloc_trim()
    if trim is not None:
        trim(0)


@cache
def _find_malloc_trim() -> Callable[[int], int] | None:
    try:
        return ctypes.CDLL(None).malloc_trim
    except (AttributeError, OSError, TypeError):  # another C library, or Windows
        return None


class WorkerProcess:
    """Reads requests in a thread and works in the main one, which alone can be interrupted.

    An interrupt is a SIGINT that the process sends itself. It counts only while `_busy`; one that
    comes while replies are being written, from whatever thread, is repeated after them
    (`_unwanted`).
    """

    def __init__(self, inbox: BinaryIO, outbox: BinaryIO) -> None:
        self._inbox = inbox
        self._outbox = outbox
        self._changed = threading.Condition()
        self._next_solve: DesignRequest | None = None
        self._studies: deque[StudyRequest] = deque()
        self._stopped: set[int] = set()
        self._jobs = SolveJobs()
        self._job = -1
        self._busy = False
        self._writing = False
        self._unwanted = False
        self._sending = threading.Lock()

    def run(self) -> None:
        """Runs jobs until the parent closes the pipe."""
        signal.signal(signal.SIGINT, self._interrupt)
        threading.Thread(target=self._listen, daemon=True).start()
        self._load_solver()
        while True:
            if self._next_solve is None and not self._studies:
                return_memory()
            request = self._wait()
            try:
                with self._interruptible():
                    self._work(request)
            except KeyboardInterrupt:
                self.send_replies(JobEnded(request.job, "stopped by you"))

    def _load_solver(self) -> None:
        """Imports the solver before the first request; if that fails, the first job reports it."""
        with suppress(Exception):
            self._jobs.load_solver()
        gc.freeze()  # what is loaded stays loaded; collecting it takes longer than a job

    def send_replies(self, *replies: WorkerReply) -> None:
        """Sends replies, whole; ends the process when nobody reads them any more."""
        with self._sending:
            self._writing = True
            try:
                send_message(self._outbox, replies)
            except (OSError, ValueError):
                os._exit(0)
            self._writing = False
        if self._busy and self._unwanted:
            os.kill(os.getpid(), signal.SIGINT)

    def _work(self, request: DesignRequest | StudyRequest) -> None:
        try:
            if isinstance(request, DesignRequest):
                self._jobs.run(request, self.send_replies)
            else:
                run_study(request, self.send_replies)
        except Exception as error:
            from lotdesign.user_state import write_crash_report

            report = write_crash_report(error)
            why = f"a fault in lotdesign, not in your input; please send us {report}"
            self.send_replies(JobEnded(request.job, why))

    def _wait(self) -> DesignRequest | StudyRequest:
        with self._changed:
            while self._next_solve is None and not self._studies:
                self._changed.wait()
            request = self._next_solve or self._studies.popleft()
            self._next_solve = None
            self._job = request.job
            return request

    def _listen(self) -> None:
        while True:
            try:
                request: WorkerRequest = receive_message(self._inbox)
            except (EOFError, OSError):
                os._exit(0)
            with self._changed:
                self._queue_request(request)
                self._changed.notify()
            if isinstance(request, DesignRequest) or (
                isinstance(request, StopRequest) and request.job == self._job
            ):
                self._stop_work()

    def _queue_request(self, request: WorkerRequest) -> None:
        """Queues a request; a solve request replaces the one that waits and cancels all studies.

        A job stopped before it begins ends as soon as it begins.
        """
        if isinstance(request, DesignRequest):
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
        if self._busy and not self._writing:
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
    """Takes over the stdin and stdout that the process was given and closes them to all else."""
    outbox = os.fdopen(os.dup(1), "wb")
    inbox = os.fdopen(os.dup(0), "rb")
    null = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(null, descriptor)
    WorkerProcess(inbox, outbox).run()


if __name__ == "__main__":
    main()
