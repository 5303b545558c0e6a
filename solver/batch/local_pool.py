"""A pool of worker processes of this machine, each with one job at a time."""

import subprocess
import sys
import threading
from contextlib import suppress
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from typing import BinaryIO, cast

from lotdesign.ipc import receive_message, send_message
from solver.batch.jobs import BatchJob, JobOutcome, LostJob
from solver.processes import build_worker_environment

_WORKER_MODULE = "solver.batch.worker"


@dataclass(eq=False)
class _LocalWorker:
    """A process, and the job that it is at."""

    process: "subprocess.Popen[bytes]"
    key: str | None = None


class LocalPool:
    """So many processes; one that ends is replaced, and its job is lost.

    They do not hear Ctrl-C, which is for whoever started them, and end when their pipe does.
    """

    def __init__(self, size: int) -> None:
        self._news: SimpleQueue[tuple[_LocalWorker, JobOutcome | None]] = SimpleQueue()
        self._workers: list[_LocalWorker] = []
        self._size = size

    @property
    def free_slots(self) -> int:
        """Processes without a job, and those that are not started yet."""
        return self._size - sum(worker.key is not None for worker in self._workers)

    @property
    def process_ids(self) -> list[int]:
        """The processes at work."""
        return [worker.process.pid for worker in self._workers]

    def submit(self, job: BatchJob) -> None:
        """Hands a job to an idle process; one that cannot take it has lost it."""
        idle = (worker for worker in self._workers if worker.key is None)
        worker = next(idle, None) or self._start()
        worker.key = job.key
        with suppress(OSError):
            send_message(cast("BinaryIO", worker.process.stdin), job)

    def wait(self, seconds: float) -> list[JobOutcome]:
        """What the processes have told, and the jobs of those that ended."""
        found: list[JobOutcome] = []
        try:
            news = [self._news.get(timeout=seconds)]
        except Empty:
            return found
        while not self._news.empty():
            news.append(self._news.get())
        for worker, outcome in news:
            if outcome is not None:
                found.append(outcome)
            else:
                self._workers.remove(worker)
                worker.process.wait()
                found += [] if worker.key is None else [LostJob(worker.key)]
            worker.key = None
        return found

    def close(self) -> None:
        """Ends the processes."""
        for worker in self._workers:
            worker.process.kill()
        for worker in self._workers:
            worker.process.wait()

    def _start(self) -> _LocalWorker:
        process = subprocess.Popen(
            [sys.executable, "-m", _WORKER_MODULE],
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
        """Passes on what a process tells, and at last that it has ended."""
        with cast("BinaryIO", worker.process.stdout) as pipe, suppress(EOFError, OSError):
            while True:
                self._news.put((worker, receive_message(pipe)))
        self._news.put((worker, None))
