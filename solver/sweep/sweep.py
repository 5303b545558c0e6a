"""A whole sweep: read, refused or solved, and put together."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from lotdesign.events import Listen
from lotdesign.result.swept import Solved, Swept, SweptRow
from lotdesign.scenario.sources import read_scenario
from lotdesign.scenario.variations import Chosen, Varied, combinations
from solver.sweep.job import Job, Means, jobs_of
from solver.sweep.pool import Pool
from solver.sweep.run import swept
from solver.sweep.table import JobTable


@dataclass(frozen=True)
class Plan:
    """The combinations, and the jobs that they come to; every one is valid input."""

    scenario: str
    chosen: tuple[Chosen, ...]
    jobs: tuple[Job, ...]


def plan(
    path: str | Path,
    grid: Sequence[Varied],
    listed: Sequence[Chosen],
    settings: Sequence[str],
    off: Sequence[str],
    means: Means,
) -> Plan:
    """What is to be solved; raises InputFaults with every fault of every combination."""
    chosen = combinations(grid, listed)
    raw, faults = read_scenario(path)
    jobs = jobs_of(raw, chosen, settings, off, means, faults)
    return Plan(raw.name, tuple(chosen), tuple(jobs))


def carried_out(asked: Plan, table: JobTable, pool: Pool, listen: Listen) -> Swept:
    """The plan with an answer to each of its jobs; see `solver.sweep.run.swept`."""
    answers = swept(asked.jobs, table, pool, listen)
    pairs = zip(asked.chosen, answers, strict=True)
    paths = tuple(dict.fromkeys(path for chosen in asked.chosen for path in chosen))
    rows = tuple(_row(chosen, answer) for chosen, answer in pairs)
    return Swept(scenario=asked.scenario, paths=paths, rows=rows)


def _row(chosen: Chosen, answer: Solved) -> SweptRow:
    return SweptRow(settings=dict(chosen), **dict(answer))
