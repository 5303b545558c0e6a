"""What runs on a worker of a Dask cluster: one job at a time, in a process that can be ended.

Dask only marks a running task as cancelled. So the task looks at its mark, and ends the process in
which the job is done. The mark is also set when whoever asked for the job is gone.
"""

import threading
from functools import cache

from solver.batch.jobs import Job, JobOutcome, read_versions
from solver.batch.local_pool import LocalPool

LOOK_SECONDS = 0.2
"""Seconds between looks at whether the job is still wanted."""

_turn = threading.Lock()


class VersionMismatch(Exception):
    """A worker of a cluster has other versions than the caller, so its answers may differ."""


def run_job_on_cluster(job: Job) -> JobOutcome:
    """Does a job on a worker of a cluster, of whose threads one at a time works.

    A job that is cancelled meanwhile is lost, and its process ends. Raises VersionMismatch where
    the worker has other versions than the job asks for.
    """
    if job.versions != read_versions():
        there, here = (", ".join(map(" ".join, each)) for each in (read_versions(), job.versions))
        raise VersionMismatch(f"there {there}; here {here}")
    with _turn:
        pool = _get_pool()
        pool.submit(job)
        while not (outcomes := pool.wait(LOOK_SECONDS)):
            if _is_cancelled():
                pool.close()
        return outcomes[0]


@cache
def _get_pool() -> LocalPool:
    """One process, which is kept from job to job as it is slow to start."""
    return LocalPool(1)


def _is_cancelled() -> bool:
    """Whether the task of this thread is no longer wanted."""
    from distributed import get_worker

    worker = get_worker()
    task = worker.state.tasks.get(worker.get_current_task())
    return task is None or task.state == "cancelled"
