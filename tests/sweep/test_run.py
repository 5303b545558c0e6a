"""A sweep from end to end, in this process and in others."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

import lotdesign as ld
from lotdesign.app.cli.exit_codes import ExitCode, choose_sweep_exit
from lotdesign.events import ignore_event
from lotdesign.faults import EngineContradiction
from lotdesign.report.sweep import summarise_sweep
from lotdesign.result.batch import SolvedCombination
from solver.batch.job_table import open_job_table
from solver.batch.jobs import FailedJob, Job, JobOutcome, LostJob, SolvedJob
from solver.batch.local_pool import LocalPool
from solver.batch.run import (
    MOST_LOSSES,
    BatchFailed,
    BatchStopped,
    build_sweep_answer,
    run_batch,
    run_jobs,
)
from tests.sweep.plans import GRID, TINY, planned


class Scripted:
    """A pool that follows a script, one job at a time."""

    def __init__(self, *script: str) -> None:
        self.script: Iterator[str] = iter(script)
        self.jobs: list[Job] = []
        self.seen: list[str] = []
        self.closed = False

    @property
    def free_slots(self) -> int:
        """One at a time."""
        return 1 - len(self.jobs)

    def submit(self, job: Job) -> None:
        """Records it."""
        self.jobs.append(job)
        self.seen.append(job.key)

    def wait(self, seconds: float) -> list[JobOutcome]:
        """The next outcome of the script."""
        job, what = self.jobs.pop(), next(self.script, "done")
        if what == "stop":
            raise KeyboardInterrupt
        if what == "done":
            return [SolvedJob(job.key, SolvedCombination(sha256="0", status="unknown"), 0)]
        if what == "lost":
            return [LostJob(job.key)]
        return [FailedJob(job.key, "error", ("two engines disagree",) if what == "both" else ())]

    def close(self) -> None:
        """Records it."""
        self.closed = True


def test_rows_are_what_solve_says_of_each_setting() -> None:
    frame = ld.sweep(
        TINY,
        {"market.small_needed": [1, 2, 3], "money.procurement": range(0, 10001, 5000)},
        workers=2,
    )
    assert frame.height == 9
    for row in frame.iter_rows(named=True):
        names = ("market.small_needed", "money.procurement")
        run = ld.solve(ld.load(TINY, [f"{name}={row[name]}" for name in names]), context=False)
        assert row["status"] == run.status
        assert row["scenario_sha256"] == run.result.scenario.sha256
        assert row["lot_units"] == [list(lot.units) for lot in run.result.lots]
        assert row["verified"]
        first = run.result.objective[0] if run.result.objective else None
        assert row["value"] == (None if first is None else first.value)
        assert row["bound"] == (None if first is None else first.bound)
        for name, value in run.measures.items():
            assert row[name] == (float(value) if isinstance(value, str) else value)


def test_listed_settings_and_a_grid() -> None:
    frame = ld.sweep(
        TINY, {"market.small_needed": [1]}, listed=[{"access.lots": 1}, {}], off=["connected"]
    )
    assert frame["access.lots"].to_list() == ["1", None]
    assert frame["status"].to_list() == ["optimal", "optimal"]


def test_the_order_in_which_jobs_end_changes_nothing() -> None:
    asked = planned()
    results = []
    for workers in (1, 3):
        with open_job_table(None) as table:
            results.append(run_batch(asked, table, LocalPool(workers), ignore_event))
    assert results[0] == results[1]


def test_a_worker_that_is_killed_is_replaced_and_its_job_done_again() -> None:
    pool = LocalPool(2)
    killed: list[int] = []

    def kill_two(event: object) -> None:
        if pool.process_ids and len(killed) < 2:
            killed.append(pool.process_ids[0])
            os.kill(pool.process_ids[0], signal.SIGKILL)

    asked = planned()
    with open_job_table(None) as table, open_job_table(None) as other:
        found = run_batch(asked, table, pool, kill_two)
        assert len(killed) == 2
        assert found == run_batch(asked, other, LocalPool(1), ignore_event)


def test_a_job_that_ends_every_worker_is_not_tried_for_ever() -> None:
    pool = Scripted(*["lost"] * MOST_LOSSES)
    with (
        open_job_table(None) as table,
        pytest.raises(BatchFailed, match=r"small_needed=1.*3 times"),
    ):
        run_jobs(planned().jobs, table, pool, ignore_event)
    assert pool.seen == [planned().jobs[0].key] * MOST_LOSSES
    assert pool.closed


def test_engines_that_contradict_each_other_are_told_with_the_settings() -> None:
    with (
        open_job_table(None) as table,
        pytest.raises(EngineContradiction, match=r"disagree.*small_needed=1"),
    ):
        run_jobs(planned().jobs, table, Scripted("both"), ignore_event)
    with open_job_table(None) as table, pytest.raises(BatchFailed, match="error"):
        run_jobs(planned().jobs, table, Scripted("failed"), ignore_event)


def test_stopped_by_hand_it_goes_on_with_what_is_left(tmp_path: Path) -> None:
    jobs = planned(GRID).jobs
    first, second = Scripted("done", "lost", "done", "stop"), Scripted()
    with open_job_table(tmp_path / "j") as table:
        with pytest.raises(BatchStopped, match="2 of 9 settings are done"):
            run_jobs(jobs, table, first, ignore_event)
        answered = set(table.read_answers())
    with open_job_table(tmp_path / "j") as table:
        assert len(run_jobs(jobs, table, second, ignore_event)) == len(jobs)
    assert first.closed
    assert len(second.seen) == len(jobs) - 2
    assert not answered & set(second.seen)


def test_what_is_told_on_the_way() -> None:
    told: list[str] = []
    with open_job_table(None) as table:
        run_jobs(planned().jobs, table, Scripted(), lambda event: told.append(event.note))
    assert told[0] == "0 of 9 settings"
    assert told[1].startswith("1 of 9 settings, about ")
    assert told[1].endswith(" left")
    assert told[-1] == "9 of 9 settings"


def test_stopped_without_a_table_the_settings_that_are_done_are_told() -> None:
    """By an answer that says that it is not whole, and an exit code that says why."""
    plan = planned(GRID)
    with open_job_table(None) as table, pytest.raises(BatchStopped) as stopped:
        run_batch(plan, table, Scripted("done", "done", "stop"), ignore_event)
    answer = build_sweep_answer(plan, stopped.value.answers)
    assert [row.settings for row in answer.rows] == [dict(each) for each in plan.combinations[:2]]
    assert not answer.complete
    assert summarise_sweep(answer).startswith("Stopped by hand; so far 2 settings: ")
    assert choose_sweep_exit(answer).code == ExitCode.INTERRUPTED
