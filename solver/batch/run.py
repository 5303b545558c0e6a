"""Runs a batch: plans its jobs, has them solved, and puts the rows together."""

import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from lotdesign.events import EventListener, ProgressEvent
from lotdesign.faults import EngineContradiction
from lotdesign.input.sources import read_scenario_files
from lotdesign.input.variations import SettingChoice, VariedPath, combine_settings
from lotdesign.result.base import ResultPart
from lotdesign.result.batch import SweepAnswer, SweepAnswerRow
from lotdesign.step_count import format_duration
from solver.batch.job_table import JobTable
from solver.batch.jobs import (
    FailedJob,
    Job,
    JobOutcome,
    JobSettings,
    SolvedJob,
)
from solver.batch.local_pool import WorkerPool
from solver.batch.sweep_jobs import SweepJob, build_jobs

POLL_SECONDS = 0.5
"""Seconds between looks at what other runs do."""
MOST_LOSSES = 3
"""A job that ends its worker so often is not tried again."""


class BatchStopped(KeyboardInterrupt):
    """Ctrl-C, when `done` of `total` jobs were done; `answers` are theirs, by key.

    `noun` is what jobs are called.
    """

    def __init__(
        self, done: int, total: int, answers: Mapping[str, ResultPart], noun: str = "settings"
    ) -> None:
        self.done, self.total, self.answers = done, total, answers
        super().__init__(f"{done} of {total} {noun} are done")


class BatchFailed(Exception):
    """A job that cannot be done; the text says which and why."""


@dataclass(frozen=True)
class BatchPlan:
    """The combinations, and a job for each; every one is valid input."""

    scenario: str
    combinations: tuple[SettingChoice, ...]
    jobs: tuple[SweepJob, ...]


def plan_batch(
    path: str | Path,
    grid: Sequence[VariedPath],
    listed: Sequence[SettingChoice],
    settings: Sequence[str],
    off: Sequence[str],
    job_settings: JobSettings,
) -> BatchPlan:
    """Plans what is to be solved; raises InputFaults with every fault of every combination."""
    combinations = combine_settings(grid, listed)
    raw, faults = read_scenario_files(path)
    jobs = build_jobs(raw, combinations, settings, off, job_settings, faults)
    return BatchPlan(raw.name, tuple(combinations), tuple(jobs))


def run_batch(
    plan: BatchPlan, table: JobTable, pool: WorkerPool, listen: EventListener
) -> SweepAnswer:
    """Solves the jobs of a plan, a row each; raises what `run_jobs` raises."""
    answers = run_jobs(plan.jobs, table, pool, listen)
    return build_sweep_answer(
        plan, {job.key: each for job, each in zip(plan.jobs, answers, strict=True)}
    )


def build_sweep_answer(plan: BatchPlan, answers: Mapping[str, ResultPart]) -> SweepAnswer:
    """The rows of the jobs that have an answer, by key; the others are left out."""
    paths = tuple(dict.fromkeys(path for chosen in plan.combinations for path in chosen))
    rows = tuple(
        SweepAnswerRow(settings=dict(chosen), **dict(answers[job.key]))
        for chosen, job in zip(plan.combinations, plan.jobs, strict=True)
        if job.key in answers
    )
    complete = len(rows) == len(plan.jobs)
    return SweepAnswer(scenario=plan.scenario, paths=paths, rows=rows, complete=complete)


def run_jobs(
    jobs: Sequence[Job],
    table: JobTable,
    pool: WorkerPool,
    listen: EventListener,
    noun: str = "settings",
) -> list[ResultPart]:
    """The answer of each job, of its kind, in order; those that the table knows are kept.

    `noun` is what jobs are called in messages. Raises BatchStopped on Ctrl-C, with all answers
    kept in the table, BatchFailed for a job that cannot be done, and EngineContradiction where two
    engines cannot both be right.
    """
    try:
        table.add_jobs(jobs)
        progress = BatchProgress(table, listen, noun)
        _work_through({job.key: job for job in jobs}, table, pool, progress)
    except KeyboardInterrupt:
        total, done = table.count_jobs()
        raise BatchStopped(done, total, table.read_answers(), noun) from None
    finally:
        pool.close()
        table.free_own()
    answers = table.read_answers()
    return [answers[job.key] for job in jobs]


class BatchProgress:
    """Reports how many jobs are done, and how long the rest may take at the pace of this run."""

    def __init__(self, table: JobTable, listen: EventListener, noun: str) -> None:
        self._table, self._listen, self._noun = table, listen, noun
        self._started = time.monotonic()
        _, self._done_before = table.count_jobs()

    def report(self) -> bool:
        """Reports the progress; whether anything is left to be done."""
        total, done = self._table.count_jobs()
        seconds = time.monotonic() - self._started
        here = done - self._done_before
        left = f", about {format_duration(seconds / here * (total - done))} left" if here else ""
        note = f"{done:,} of {total:,} {self._noun}{left if done < total else ''}"
        self._listen(ProgressEvent("select" if done < total else "done", seconds, note))
        return done < total


def _work_through(
    jobs: Mapping[str, Job], table: JobTable, pool: WorkerPool, progress: BatchProgress
) -> None:
    losses: Counter[str] = Counter()
    table.free_abandoned()
    while progress.report():
        while pool.free_slots > 0:
            key = table.claim_next()
            if key is None:
                table.free_abandoned()
                break
            pool.submit(jobs[key])
        for outcome in pool.wait(POLL_SECONDS):
            _record_outcome(outcome, jobs, table, losses)


def _record_outcome(
    outcome: JobOutcome, jobs: Mapping[str, Job], table: JobTable, losses: "Counter[str]"
) -> None:
    if isinstance(outcome, SolvedJob):
        table.store_answer(outcome.key, outcome.answer, outcome.seconds)
        return
    label = jobs[outcome.key].label
    if isinstance(outcome, FailedJob):
        if outcome.faults:
            raise EngineContradiction(f"{fault} (with {label})" for fault in outcome.faults)
        raise BatchFailed(f"with {label}: {outcome.error}")
    losses[outcome.key] += 1
    if losses[outcome.key] == MOST_LOSSES:
        raise BatchFailed(f"with {label}: its worker ended {MOST_LOSSES} times")
    table.free_job(outcome.key)
