"""A sweep on a Dask cluster of this machine."""

import os
import signal
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from lotdesign.events import ProgressEvent, ignore_event
from lotdesign.input.variations import read_grid
from lotdesign.result.batch import SolvedCombination
from solver.batch.frame import write_parquet
from solver.batch.job_table import open_job_table
from solver.batch.jobs import JobOutcome, JobSettings, PackageVersions, read_versions
from solver.batch.local_pool import LocalPool
from solver.batch.run import BatchStopped, plan_batch, run_batch, run_jobs
from solver.batch.worker_pools import ClusterPool, ClusterUnavailable
from tests.cli.run import run
from tests.sweep.plans import TINY, planned

distributed = pytest.importorskip(
    "distributed", reason="Dask is not installed: pip install 'lotdesign[cluster]'"
)


SMALL = ("--vary", "market.small_needed=1,2,3", "--format", "csv", "--quiet")


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


@dataclass(frozen=True)
class Endless:
    """A job that nothing but its end ends; it writes the id of its process into a file."""

    key: str
    folder: Path
    label = "an endless job"
    kind = SolvedCombination

    @property
    def versions(self) -> PackageVersions:
        """Those that are here."""
        return read_versions()

    def work(self) -> SolvedCombination:
        """Never ends."""
        (self.folder / f"{self.key}.begun").write_text(str(os.getpid()))
        while True:
            time.sleep(60)


def test_stopped_by_hand_it_ends_the_jobs_that_run(cluster: Any, tmp_path: Path) -> None:
    """Two of four run then, and the workers go on with the next sweep."""
    pool = ClusterPool(cluster.scheduler_address)
    jobs = [Endless(str(number), tmp_path) for number in range(4)]
    begun: set[int] = set()

    def stop_once_two_run(seconds: float) -> list[JobOutcome]:
        begun.update(int(file.read_text() or 0) for file in tmp_path.glob("*.begun"))
        if len(begun - {0}) == 2:
            raise KeyboardInterrupt
        return ClusterPool.wait(pool, seconds)

    pool.wait = stop_once_two_run  # type: ignore[method-assign]
    with open_job_table(None) as table, pytest.raises(BatchStopped, match="0 of 4 jobs"):
        run_jobs(jobs, table, pool, ignore_event, "jobs")
    for process in begun - {0}:
        with suppress(ProcessLookupError):
            while True:
                os.kill(process, 0)
                time.sleep(0.05)
    assert len(list(tmp_path.glob("*.begun"))) == 2
    assert run("sweep", TINY, *SMALL, "--cluster", cluster.scheduler_address).code == 0


def test_the_command(cluster: Any) -> None:
    there = run("sweep", TINY, *SMALL, "--cluster", cluster.scheduler_address)
    assert there.code == 0
    assert there.out == run("sweep", TINY, *SMALL).out


def test_stress_on_the_cluster(cluster: Any) -> None:
    """The bytes of one process with one engine worker."""
    case = ("--set", 'case.dear={set=["money.contract_management=40000"]}')
    flags = ("stress", TINY, *case, "--format", "json", "--quiet")
    there = run(*flags, "--cluster", cluster.scheduler_address)
    assert there.code == 0
    assert there.out == run(*flags, "--workers", "1").out


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
