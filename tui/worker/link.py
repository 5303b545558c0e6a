"""The parent's end of the worker: starts the process, passes messages, kills it on leaving."""

import subprocess
import sys
import threading
from collections.abc import Callable
from itertools import count
from typing import TYPE_CHECKING, BinaryIO, cast

from lotdesign.ipc import end_process, receive_message, send_message

if TYPE_CHECKING:
    from tui.worker.messages import DesignRequest, StudyRequest, WorkerReply, WorkerRequest


ReplyListener = Callable[[tuple["WorkerReply", ...]], None]
"""Takes replies that belong together; called from a thread."""

_WORKER_MODULE = "tui.worker.process"


class WorkerLink:
    """A worker process, replaced by a new one when it dies.

    Importing this module loads next to nothing, so that the process can be started first.
    """

    def __init__(self, listen: "ReplyListener" = lambda replies: None) -> None:
        self._report = listen
        self._job_numbers = count(1)
        self._process: subprocess.Popen[bytes] | None = None
        self._closed = False

    def set_listener(self, listen: "ReplyListener") -> None:
        """Sends replies to another listener from now on."""
        self._report = listen

    def number_job(self) -> int:
        """A job number that no other job of this worker has."""
        return next(self._job_numbers)

    @property
    def pid(self) -> int | None:
        """The id of the process, None before it is started."""
        return None if self._process is None else self._process.pid

    def start(self) -> "subprocess.Popen[bytes]":
        """Starts the process, which loads the solver at once."""
        process = subprocess.Popen(
            [sys.executable, "-P", "-m", _WORKER_MODULE],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        self._process = process
        threading.Thread(target=self._listen, args=(process,), daemon=True).start()
        return process

    def send_request(self, request: "DesignRequest | StudyRequest") -> None:
        """Sends a request; a `DesignRequest` cancels the jobs before it."""
        self._send(request)

    def stop_job(self, job: int) -> None:
        """Stops a job; it replies with its best so far."""
        from tui.worker.messages import StopRequest

        self._send(StopRequest(job))

    def close(self) -> None:
        """Kills the worker."""
        self._closed = True
        process, self._process = self._process, None
        if process is not None:
            end_process(process)

    def _send(self, request: "WorkerRequest") -> None:
        """Writes to the process, or to a new one when that cannot be reached any more."""
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

        self._report((WorkerDied(),))

    def _listen(self, process: "subprocess.Popen[bytes]") -> None:
        with cast("BinaryIO", process.stdout) as pipe:
            while True:
                try:
                    replies = receive_message(pipe)
                except (EOFError, OSError, ValueError):
                    break
                self._report(replies)
        process.wait()
        if not self._closed and process is self._process:
            self._process = None
            self._report_death()
