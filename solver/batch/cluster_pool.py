"""A pool of the workers of an existing Dask cluster, or of this machine.

A worker that ends in the midst of a job only means that the job is done again. Jobs are sent
whole, so that the cluster needs this package and none of the files.
"""

import logging
from queue import Empty, SimpleQueue
from threading import Lock
from typing import Any

from solver.batch.jobs import BatchJob, JobOutcome, LostJob, WorkerPool, read_versions
from solver.batch.local_pool import LocalPool
from solver.batch.worker import run_job
from solver.processes import count_processors

SCHEDULER_TIMEOUT = "10s"
"""How long the scheduler may take to answer at first."""

JOBS_AHEAD_PER_THREAD = 2
"""Jobs that are sent for each thread of the cluster, so that none waits for the next."""

_engine_lock = Lock()


class ClusterUnavailable(Exception):
    """There is nothing to work on; the text says why."""


class VersionMismatch(Exception):
    """A worker has other versions than whoever asks, so its answers would be others'."""


def run_job_on_cluster(job: BatchJob) -> JobOutcome:
    """What comes of a job, on a worker; engines are not asked by two threads of it at once."""
    if job.versions != read_versions():
        there, here = (", ".join(map(" ".join, each)) for each in (read_versions(), job.versions))
        raise VersionMismatch(f"there {there}; here {here}")
    with _engine_lock:
        return run_job(job)


class ClusterPool:
    """The workers behind the address of a scheduler; raises NoCluster where there is none."""

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
        self._news: SimpleQueue[Any] = SimpleQueue()
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
        future.add_done_callback(self._news.put)

    def wait(self, seconds: float) -> list[JobOutcome]:
        """What the cluster has answered; raises NoCluster when it is gone."""
        if self._client.status != "running":
            raise ClusterUnavailable("does not answer any more")
        found: list[JobOutcome] = []
        try:
            news = [self._news.get(timeout=seconds)]
        except Empty:
            return found
        while not self._news.empty():
            news.append(self._news.get())
        return [self._outcome(future) for future in news]

    def close(self) -> None:
        """Lets go of the cluster and of what is still under way there."""
        self._client.cancel(list(self._running), force=True)
        self._client.close(timeout=1)

    def _outcome(self, future: Any) -> JobOutcome:
        key = self._running.pop(future)
        if future.status == "finished":
            found: JobOutcome = future.result()
            return found
        error = future.exception() if future.status == "error" else None
        if error is None or type(error).__name__ in ("KilledWorker", "FutureCancelledError"):
            return LostJob(key)
        raise ClusterUnavailable(f"cannot do the work: {type(error).__name__}: {error}")


def open_pool(workers: int, cluster: str | None) -> WorkerPool:
    """Processes of this machine, 0 for one a processor, or a cluster; raises NoCluster."""
    return LocalPool(workers or count_processors()) if cluster is None else ClusterPool(cluster)
