"""Pools of workers: processes of this machine, or the workers of an existing Dask cluster.

A worker that ends in the midst of a job only means that the job is done again. Jobs are sent
whole, so that a cluster needs this package and none of the files.
"""

import logging
import subprocess
import sys
import threading
from contextlib import suppress
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from typing import Any, BinaryIO, Protocol, TypeVar, cast

from lotdesign.ipc import end_process, receive_message, send_message
from solver.batch.jobs import BatchJob, JobOutcome, LostJob, read_versions
from solver.batch.worker import run_job
from solver.processes import build_worker_environment, count_processors

SCHEDULER_TIMEOUT = "10s"
"""How long the scheduler of a cluster may take to answer at first."""
JOBS_AHEAD_PER_THREAD = 2
"""Jobs sent for each thread of a cluster, so that none waits for the next."""
_WORKER_MODULE = "solver.batch.worker"

_engine_lock = threading.Lock()

Message = TypeVar("Message")


class ClusterUnavailable(Exception):
    """There is no cluster to work on; the text says why."""


class VersionMismatch(Exception):
    """A worker of a cluster has other versions than the caller, so its answers may differ."""


class WorkerPool(Protocol):
    """Solves jobs while it has free slots."""

    @property
    def free_slots(self) -> int:
        """How many more jobs it takes at present."""

    def submit(self, job: BatchJob) -> None:
        """Has a job done."""

    def wait(self, seconds: float) -> list[JobOutcome]:
        """The outcomes that have come in; waits at most so long for one."""

    def close(self) -> None:
        """Ends everything that was begun."""


def open_pool(workers: int, cluster: str | None) -> WorkerPool:
    """Opens a pool of processes, 0 for one a processor, or a cluster at an address.

    Raises ClusterUnavailable where there is none.
    """
    return LocalPool(workers or count_processors()) if cluster is None else ClusterPool(cluster)


def _take_all(queue: "SimpleQueue[Message]", seconds: float) -> list[Message]:
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

    def submit(self, job: BatchJob) -> None:
        """Hands a job to an idle process; a process that has ended loses it."""
        idle = (worker for worker in self._workers if worker.key is None)
        worker = next(idle, None) or self._start()
        worker.key = job.key
        with suppress(OSError):
            send_message(cast("BinaryIO", worker.process.stdin), job)

    def wait(self, seconds: float) -> list[JobOutcome]:
        """The outcomes that processes sent, and the jobs lost with those that ended."""
        outcomes: list[JobOutcome] = []
        for worker, outcome in _take_all(self._messages, seconds):
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


def run_job_on_cluster(job: BatchJob) -> JobOutcome:
    """Solves a job on a worker of a cluster, of whose threads one at a time uses an engine.

    Raises VersionMismatch where the worker has other versions than the job asks for.
    """
    if job.versions != read_versions():
        there, here = (", ".join(map(" ".join, each)) for each in (read_versions(), job.versions))
        raise VersionMismatch(f"there {there}; here {here}")
    with _engine_lock:
        return run_job(job)


class ClusterPool:
    """The workers behind the address of a Dask scheduler.

    Raises ClusterUnavailable where there is none, or where Dask is not installed.
    """

    def __init__(self, address: str) -> None:
        try:
            from distributed import Client
        except ImportError:
            raise ClusterUnavailable("needs Dask: pip install 'lotdesign[cluster]'") from None
        logging.getLogger("distributed").setLevel(logging.CRITICAL)
        try:
            self._client = Client(address, timeout=SCHEDULER_TIMEOUT, set_as_default=False)
        except (OSError, ValueError, TimeoutError) as error:
            raise ClusterUnavailable(f"nobody answers there: {error}") from None
        self._done: SimpleQueue[Any] = SimpleQueue()
        self._running: dict[Any, str] = {}

    @property
    def free_slots(self) -> int:
        """A few jobs more than there are threads."""
        threads: int = sum(self._client.nthreads().values())
        return max(1, JOBS_AHEAD_PER_THREAD * threads) - len(self._running)

    def submit(self, job: BatchJob) -> None:
        """Sends a job to the cluster, which chooses the worker."""
        future = self._client.submit(run_job_on_cluster, job, pure=False)
        self._running[future] = job.key
        future.add_done_callback(self._done.put)

    def wait(self, seconds: float) -> list[JobOutcome]:
        """The outcomes from the cluster; raises ClusterUnavailable where it is gone."""
        if self._client.status != "running":
            raise ClusterUnavailable("does not answer any more")
        return [self._read_outcome(future) for future in _take_all(self._done, seconds)]

    def close(self) -> None:
        """Cancels what is still under way there, and leaves the cluster."""
        self._client.cancel(list(self._running), force=True)
        self._client.close(timeout=1)

    def _read_outcome(self, future: Any) -> JobOutcome:
        key = self._running.pop(future)
        if future.status == "finished":
            outcome: JobOutcome = future.result()
            return outcome
        error = future.exception() if future.status == "error" else None
        if error is None or type(error).__name__ in ("KilledWorker", "FutureCancelledError"):
            return LostJob(key)
        raise ClusterUnavailable(f"cannot do the work: {type(error).__name__}: {error}")
