"""What a pool of workers is, and the pool of processes of this machine.

A worker that ends in the midst of a job only means that the job is done again.
"""

import subprocess
import sys
import threading
from contextlib import suppress
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from typing import BinaryIO, Protocol, TypeVar, cast

from lotdesign.ipc import end_process, receive_message, send_message
from solver.batch.jobs import Job, JobOutcome, LostJob
from solver.processes import build_worker_environment

_WORKER_MODULE = "solver.batch.worker"

Message = TypeVar("Message")


class WorkerPool(Protocol):
    """Solves jobs while it has free slots."""

    @property
    def free_slots(self) -> int:
        """How many more jobs it takes at present."""

    def submit(self, job: Job) -> None:
        """Has a job done."""

    def wait(self, seconds: float) -> list[JobOutcome]:
        """The outcomes that have come in; waits at most so long for one."""

    def close(self) -> None:
        """Ends everything that was begun."""


def take_all(queue: "SimpleQueue[Message]", seconds: float) -> list[Message]:
    """Everything in the queue; waits at most so long for something."""
    try:
        messages = [queue.get(timeout=seconds)]
    except Empty:
        return []
    while not queue.empty():
        messages.append(queue.get())
    return messages


@dataclass(eq=False)
class _LocalWorker:
    """A process, and the key of its job."""

    process: "subprocess.Popen[bytes]"
    key: str | None = None


class LocalPool:
    """So many processes, one job each at a time; one that ends is replaced, and its job lost.

    They do not receive Ctrl-C, which is for the process that started them, and end when their
    pipe does.
    """

    def __init__(self, size: int) -> None:
        self._messages: SimpleQueue[tuple[_LocalWorker, JobOutcome | None]] = SimpleQueue()
        self._workers: list[_LocalWorker] = []
        self._size = size

    @property
    def free_slots(self) -> int:
        """Processes without a job, and those that are not started yet."""
        return self._size - sum(worker.key is not None for worker in self._workers)

    @property
    def process_ids(self) -> list[int]:
        """The ids of the processes."""
        return [worker.process.pid for worker in self._workers]

    def submit(self, job: Job) -> None:
        """Hands a job to an idle process; a process that has ended loses it."""
        idle = (worker for worker in self._workers if worker.key is None)
        worker = next(idle, None) or self._start()
        worker.key = job.key
        with suppress(OSError):
            send_message(cast("BinaryIO", worker.process.stdin), job)

    def wait(self, seconds: float) -> list[JobOutcome]:
        """The outcomes that processes sent, and the jobs lost with those that ended."""
        outcomes: list[JobOutcome] = []
        for worker, outcome in take_all(self._messages, seconds):
            if outcome is not None:
                outcomes.append(outcome)
            else:
                self._workers.remove(worker)
                end_process(worker.process)
                outcomes += [] if worker.key is None else [LostJob(worker.key)]
            worker.key = None
        return outcomes

    def close(self) -> None:
        """Kills the processes."""
        for worker in self._workers:
            end_process(worker.process)

    def _start(self) -> _LocalWorker:
        process = subprocess.Popen(
            [sys.executable, "-P", "-m", _WORKER_MODULE],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            env=build_worker_environment(),
        )
        worker = _LocalWorker(process)
        self._workers.append(worker)
        threading.Thread(target=self._listen, args=(worker,), daemon=True).start()
        return worker

    def _listen(self, worker: _LocalWorker) -> None:
        """Passes on what a process sends, and at last None, that it has ended."""
        with cast("BinaryIO", worker.process.stdout) as pipe, suppress(EOFError, OSError):
            while True:
                self._messages.put((worker, receive_message(pipe)))
        self._messages.put((worker, None))
