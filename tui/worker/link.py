"""The parent's end of the worker: starts the process, passes messages, kills it on leaving."""

import subprocess
import sys
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, BinaryIO, cast

from lotdesign.ipc import receive_message, send_message

if TYPE_CHECKING:
    from tui.worker.messages import SolveRequest, StudyRequest, WorkerReply, WorkerRequest


ReplyListener = Callable[[tuple["WorkerReply", ...]], None]
"""Takes news that belong together."""

_WORKER_MODULE = "tui.worker.process"


class WorkerLink:
    """A worker process, replaced by a new one when it dies.

    Importing this loads next to nothing, so that the process starts before anything else does.
    """

    def __init__(self, hear: "ReplyListener" = lambda news: None) -> None:
        self._hear = hear
        self._process: subprocess.Popen[bytes] | None = None
        self._closed = False

    def set_listener(self, hear: "ReplyListener") -> None:
        """Has somebody else told what the worker says."""
        self._hear = hear

    @property
    def pid(self) -> int | None:
        """The process that works."""
        return None if self._process is None else self._process.pid

    def start(self) -> "subprocess.Popen[bytes]":
        """Starts the process; it loads the solver while nobody waits for it yet."""
        process = subprocess.Popen(
            [sys.executable, "-m", _WORKER_MODULE],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        self._process = process
        threading.Thread(target=self._listen, args=(process,), daemon=True).start()
        return process

    def send_request(self, request: "SolveRequest | StudyRequest") -> None:
        """Asks for something; what is under way for an earlier request is given up by an `Ask`."""
        self._send(request)

    def stop_job(self, job: int) -> None:
        """Stops a job and keeps its best so far."""
        from tui.worker.messages import StopRequest

        self._send(StopRequest(job))

    def close(self) -> None:
        """Ends the worker at once, whatever it is doing."""
        self._closed = True
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.wait()

    def _send(self, request: "WorkerRequest") -> None:
        """To the process there is, or to a new one when that cannot be reached any more."""
        for _ in range(2):
            process = self._process or self.start()
            try:
                send_message(cast("BinaryIO", process.stdin), request)
            except (OSError, ValueError):
                self._process = None
            else:
                return
        self._report_death()

    def _report_death(self) -> None:
        from tui.worker.messages import WorkerDied

        self._hear((WorkerDied(),))

    def _listen(self, process: "subprocess.Popen[bytes]") -> None:
        while True:
            try:
                news = receive_message(cast("BinaryIO", process.stdout))
            except (EOFError, OSError, ValueError):
                break
            self._hear(news)
        process.wait()
        if not self._closed and process is self._process:
            self._process = None
            self._report_death()
