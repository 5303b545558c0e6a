"""Runs a batch: plans its jobs, has them done, and puts the rows together."""

import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from lotdesign.events import EventListener, ProgressEvent
from lotdesign.faults import EngineContradiction
from lotdesign.input.sources import read_scenario_files
from lotdesign.input.variations import SettingChoice, VariedPath, combine_settings
from lotdesign.result.batch import SolvedCombination, SweepAnswer, SweepAnswerRow
from solver.batch.job_table import JobTable
from solver.batch.jobs import (
    BatchJob,
    FailedJob,
    JobOutcome,
    JobSettings,
    SolvedJob,
    WorkerPool,
    build_jobs,
)

POLL_SECONDS = 0.5
"""Seconds between looks at what other runs do."""

MOST_LOSSES = 3
"""A job that ends its worker so often is not tried again."""


class BatchStopped(KeyboardInterrupt):
    """Ctrl-C, when so many of all jobs were done."""

    def __init__(self, done: int, total: int) -> None:
        self.done, self.total = done, total
        super().__init__(f"{done} of {total} settings are done")


class BatchFailed(Exception):
    """A job that cannot be done; the text says which and why."""


def run_jobs(
    jobs: Sequence[BatchJob], table: JobTable, pool: WorkerPool, listen: EventListener
) -> list[SolvedCombination]:
    """The answer of each job, in order; those that the table knows are not solved again.

    Raises Stopped on Ctrl-C, with all answers kept in the table, JobFailed for a job that cannot
    be done, and Contradiction where two engines cannot both be right.
    """
    try:
        table.add_jobs(jobs)
        _work_through({job.key: job for job in jobs}, table, pool, BatchProgress(table, listen))
    except KeyboardInterrupt:
        total, done = table.count_jobs()
        raise BatchStopped(done, total) from None
    finally:
        pool.close()
        table.free_own()
    known = table.read_answers()
    return [known[job.key] for job in jobs]


class BatchProgress:
    """Says how far it is, and how long it may take at the pace of this run."""

    def __init__(self, table: JobTable, listen: EventListener) -> None:
        self._table, self._listen = table, listen
        self._started = time.monotonic()
        _, self._before = table.count_jobs()

    def tell(self) -> bool:
        """Tells it; whether anything is left to be done."""
        total, done = self._table.count_jobs()
        seconds = time.monotonic() - self._started
        here = done - self._before
        left = f", about {_format_duration(seconds / here * (total - done))} left" if here else ""
        note = f"{done:,} of {total:,} settings{left if done < total else ''}"
        self._listen(ProgressEvent("select" if done < total else "done", seconds, note))
        return done < total


def _format_duration(seconds: float) -> str:
    if seconds < 90:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 5400 else f"{seconds / 3600:.1f} h"


def _work_through(
    jobs: dict[str, BatchJob], table: JobTable, pool: WorkerPool, telling: BatchProgress
) -> None:
    losses: Counter[str] = Counter()
    table.free_abandoned()
    while telling.tell():
        while pool.free_slots > 0:
            key = table.claim_next()
            if key is None:
                table.free_abandoned()
                break
            pool.submit(jobs[key])
        for outcome in pool.wait(POLL_SECONDS):
            _record_outcome(outcome, jobs, table, losses)


def _record_outcome(
    outcome: JobOutcome, jobs: dict[str, BatchJob], table: JobTable, losses: "Counter[str]"
) -> None:
    if isinstance(outcome, SolvedJob):
        table.store_answer(outcome.key, outcome.answer, outcome.seconds)
        return
    settings = " ".join(jobs[outcome.key].settings)
    if isinstance(outcome, FailedJob):
        if outcome.faults:
            raise EngineContradiction(f"{fault} (with {settings})" for fault in outcome.faults)
        raise BatchFailed(f"with {settings}: {outcome.error}")
    losses[outcome.key] += 1
    if losses[outcome.key] == MOST_LOSSES:
        raise BatchFailed(f"with {settings}: its worker ended {MOST_LOSSES} times")
    table.free_job(outcome.key)


@dataclass(frozen=True)
class BatchPlan:
    """The combinations, and the jobs that they come to; every one is valid input."""

    scenario: str
    combinations: tuple[SettingChoice, ...]
    jobs: tuple[BatchJob, ...]


def plan_batch(
    path: str | Path,
    grid: Sequence[VariedPath],
    listed: Sequence[SettingChoice],
    settings: Sequence[str],
    off: Sequence[str],
    means: JobSettings,
) -> BatchPlan:
    """What is to be solved; raises InputFaults with every fault of every combination."""
    chosen = combine_settings(grid, listed)
    raw, faults = read_scenario_files(path)
    jobs = build_jobs(raw, chosen, settings, off, means, faults)
    return BatchPlan(raw.name, tuple(chosen), tuple(jobs))


def run_batch(
    asked: BatchPlan, table: JobTable, pool: WorkerPool, listen: EventListener
) -> SweepAnswer:
    """The plan with an answer to each of its jobs; see `solver.sweep.run.swept`."""
    answers = run_jobs(asked.jobs, table, pool, listen)
    pairs = zip(asked.combinations, answers, strict=True)
    paths = tuple(dict.fromkeys(path for chosen in asked.combinations for path in chosen))
    rows = tuple(_build_row(chosen, answer) for chosen, answer in pairs)
    return SweepAnswer(scenario=asked.scenario, paths=paths, rows=rows)


def _build_row(chosen: SettingChoice, answer: SolvedCombination) -> SweepAnswerRow:
    return SweepAnswerRow(settings=dict(chosen), **dict(answer))
