"""Pools of workers: processes of this machine, or the workers of an existing Dask cluster.

Jobs are sent whole, so that a cluster needs this package and none of the files.
"""

import logging
from queue import SimpleQueue
from typing import Any

from solver.batch.cluster_worker import run_job_on_cluster
from solver.batch.jobs import Job, JobOutcome, LostJob
from solver.batch.local_pool import LocalPool, WorkerPool, take_all
from solver.processes import count_processors

SCHEDULER_TIMEOUT = "10s"
"""How long the scheduler of a cluster may take to answer at first."""
JOBS_AHEAD_PER_THREAD = 2
"""Jobs sent for each thread of a cluster, so that none waits for the next."""


class ClusterUnavailable(Exception):
    """There is no cluster to work on; the text says why."""


def open_pool(workers: int, cluster: str | None) -> WorkerPool:
    """Opens a pool of processes, 0 for one a processor, or a cluster at an address.

    Raises ClusterUnavailable where there is none.
    """
    return LocalPool(workers or count_processors()) if cluster is None else ClusterPool(cluster)


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

    def submit(self, job: Job) -> None:
        """Sends a job to the cluster, which chooses the worker."""
        future = self._client.submit(run_job_on_cluster, job, pure=False)
        self._running[future] = job.key
        future.add_done_callback(self._done.put)

    def wait(self, seconds: float) -> list[JobOutcome]:
        """The outcomes from the cluster; raises ClusterUnavailable where it is gone."""
        if self._client.status != "running":
            raise ClusterUnavailable("does not answer any more")
        return [self._read_outcome(future) for future in take_all(self._done, seconds)]

    def close(self) -> None:
        """Cancels what is still under way there, which running jobs look for, and leaves."""
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
