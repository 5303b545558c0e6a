"""A sweep on a Dask cluster of this machine."""

import os
import signal
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from lotdesign.events import ProgressEvent, ignore_event
from lotdesign.input.variations import read_grid
from solver.batch.frame import write_parquet
from solver.batch.job_table import open_job_table
from solver.batch.jobs import JobSettings
from solver.batch.run import plan_batch, run_batch
from solver.batch.worker_pools import ClusterPool, ClusterUnavailable, LocalPool
from tests.cli.run import run
from tests.sweep.plans import TINY, planned

distributed = pytest.importorskip(
    "distributed", reason="Dask is not installed: pip install 'lotdesign[cluster]'"
)


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    """Two workers of one thread each."""
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address=None
    ) as made:
        yield made


def test_one_of_two_workers_killed_midway(cluster: Any) -> None:
    """The same bytes as from processes of this machine."""
    asked = plan_batch(TINY, read_grid(["money.procurement=0:9750:250"]), [], [], [], JobSettings())
    killed: list[int] = []

    def kill_one(event: ProgressEvent) -> None:
        done = int(event.note.split()[0])
        if done >= 5 and not killed:
            with distributed.Client(cluster.scheduler_address, set_as_default=False) as client:
                killed.append(next(iter(client.run(os.getpid).values())))
            os.kill(killed[0], signal.SIGKILL)

    with open_job_table(None) as table, open_job_table(None) as other:
        found = run_batch(asked, table, ClusterPool(cluster.scheduler_address), kill_one)
        assert len(killed) == 1
        assert write_parquet(found) == write_parquet(
            run_batch(asked, other, LocalPool(2), ignore_event)
        )


def test_the_command(cluster: Any) -> None:
    flags = ("--vary", "market.small_needed=1,2,3", "--format", "csv", "--quiet")
    there = run("sweep", TINY, *flags, "--cluster", cluster.scheduler_address)
    assert there.code == 0
    assert there.out == run("sweep", TINY, *flags).out


def test_workers_of_other_versions_are_refused(cluster: Any) -> None:
    asked = planned()
    other = tuple(replace(job, versions=(("lotdesign", "0"),)) for job in asked.jobs)
    with open_job_table(None) as table, pytest.raises(ClusterUnavailable, match="lotdesign 0"):
        run_batch(
            replace(asked, jobs=other), table, ClusterPool(cluster.scheduler_address), ignore_event
        )


def test_nobody_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("solver.batch.worker_pools.SCHEDULER_TIMEOUT", "1s")
    said = run("sweep", TINY, "--vary", "market.small_needed=1", "--cluster", "tcp://127.0.0.1:9")
    assert said.code == 2
    assert said.faults[-1].startswith("lotdesign: --cluster 'tcp://127.0.0.1:9': nobody answers")
