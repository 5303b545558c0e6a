"""Workers of an existing Dask cluster.

A worker that ends in the midst of a job only means that the job is done again. Jobs are sent whole,
so that the cluster needs this package and none of the files.
"""

import logging
from queue import Empty, SimpleQueue
from threading import Lock
from typing import Any

from solver.sweep.job import Job, versions
from solver.sweep.pool import Lost, Outcome
from solver.sweep.worker import outcome

PATIENCE = "10s"
"""How long the scheduler may take to answer at first."""

AHEAD = 2
"""Jobs that are sent for each thread of the cluster, so that none waits for the next."""

_one_at_a_time = Lock()


class NoCluster(Exception):
    """There is nothing to work on; the text says why."""


class OtherVersions(Exception):
    """A worker has other versions than whoever asks, so its answers would be others'."""


def work(job: Job) -> Outcome:
    """What comes of a job, on a worker; engines are not asked by two threads of it at once."""
    if job.versions != versions():
        there, here = (", ".join(map(" ".join, each)) for each in (versions(), job.versions))
        raise OtherVersions(f"there {there}; here {here}")
    with _one_at_a_time:
        return outcome(job)


class ClusterPool:
    """The workers behind the address of a scheduler; raises NoCluster where there is none."""

    def __init__(self, address: str) -> None:
        try:
            from distributed import Client
        except ImportError:
            raise NoCluster("needs Dask: pip install 'lotdesign[cluster]'") from None
        logging.getLogger("distributed").setLevel(logging.CRITICAL)
        try:
            self._client = Client(address, timeout=PATIENCE, set_as_default=False)
        except (OSError, ValueError, TimeoutError) as error:
            raise NoCluster(f"nobody answers there: {error}") from None
        self._news: SimpleQueue[Any] = SimpleQueue()
        self._running: dict[Any, str] = {}

    @property
    def room(self) -> int:
        """A few jobs more than there are threads."""
        threads: int = sum(self._client.nthreads().values())
        return max(1, AHEAD * threads) - len(self._running)

    def submit(self, job: Job) -> None:
        """Sends a job to the cluster, which chooses the worker."""
        future = self._client.submit(work, job, pure=False)
        self._running[future] = job.key
        future.add_done_callback(self._news.put)

    def wait(self, seconds: float) -> list[Outcome]:
        """What the cluster has answered; raises NoCluster when it is gone."""
        if self._client.status != "running":
            raise NoCluster("does not answer any more")
        found: list[Outcome] = []
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

    def _outcome(self, future: Any) -> Outcome:
        key = self._running.pop(future)
        if future.status == "finished":
            found: Outcome = future.result()
            return found
        error = future.exception() if future.status == "error" else None
        if error is None or type(error).__name__ in ("KilledWorker", "FutureCancelledError"):
            return Lost(key)
        raise NoCluster(f"cannot do the work: {type(error).__name__}: {error}")
