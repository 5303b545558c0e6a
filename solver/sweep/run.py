"""Has jobs done until all are answered."""

import time
from collections import Counter
from collections.abc import Sequence

from lotdesign.events import Event, Listen
from lotdesign.faults import Contradiction
from lotdesign.result.swept import Solved
from solver.sweep.job import Job
from solver.sweep.pool import Done, Failed, Outcome, Pool
from solver.sweep.table import JobTable

PATIENCE = 0.5
"""Seconds between looks at what other runs do."""

MOST_LOSSES = 3
"""A job that ends its worker so often is not tried again."""


class Stopped(KeyboardInterrupt):
    """Ctrl-C, when so many of all jobs were done."""

    def __init__(self, done: int, total: int) -> None:
        self.done, self.total = done, total
        super().__init__(f"{done} of {total} settings are done")


class JobFailed(Exception):
    """A job that cannot be done; the text says which and why."""


def swept(jobs: Sequence[Job], table: JobTable, pool: Pool, listen: Listen) -> list[Solved]:
    """The answer of each job, in order; those that the table knows are not solved again.

    Raises Stopped on Ctrl-C, with all answers kept in the table, JobFailed for a job that cannot
    be done, and Contradiction where two engines cannot both be right.
    """
    try:
        table.want(jobs)
        _work({job.key: job for job in jobs}, table, pool, Telling(table, listen))
    except KeyboardInterrupt:
        total, done = table.counts()
        raise Stopped(done, total) from None
    finally:
        pool.close()
        table.release()
    known = table.answers()
    return [known[job.key] for job in jobs]


class Telling:
    """Says how far it is, and how long it may take at the pace of this run."""

    def __init__(self, table: JobTable, listen: Listen) -> None:
        self._table, self._listen = table, listen
        self._started = time.monotonic()
        _, self._before = table.counts()

    def tell(self) -> bool:
        """Tells it; whether anything is left to be done."""
        total, done = self._table.counts()
        seconds = time.monotonic() - self._started
        here = done - self._before
        left = f", about {_duration(seconds / here * (total - done))} left" if here else ""
        note = f"{done:,} of {total:,} settings{left if done < total else ''}"
        self._listen(Event("select" if done < total else "done", seconds, note))
        return done < total


def _duration(seconds: float) -> str:
    if seconds < 90:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 5400 else f"{seconds / 3600:.1f} h"


def _work(jobs: dict[str, Job], table: JobTable, pool: Pool, telling: Telling) -> None:
    losses: Counter[str] = Counter()
    table.take_back()
    while telling.tell():
        while pool.room > 0:
            key = table.claim()
            if key is None:
                table.take_back()
                break
            pool.submit(jobs[key])
        for outcome in pool.wait(PATIENCE):
            _settle(outcome, jobs, table, losses)


def _settle(
    outcome: Outcome, jobs: dict[str, Job], table: JobTable, losses: "Counter[str]"
) -> None:
    if isinstance(outcome, Done):
        table.finish(outcome.key, outcome.answer, outcome.seconds)
        return
    settings = " ".join(jobs[outcome.key].settings)
    if isinstance(outcome, Failed):
        if outcome.faults:
            raise Contradiction(f"{fault} (with {settings})" for fault in outcome.faults)
        raise JobFailed(f"with {settings}: {outcome.error}")
    losses[outcome.key] += 1
    if losses[outcome.key] == MOST_LOSSES:
        raise JobFailed(f"with {settings}: its worker ended {MOST_LOSSES} times")
    table.give_back(outcome.key)
