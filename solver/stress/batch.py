"""`stress` as a batch: its parts are jobs, and the answer is that of a run in one piece."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, cast

from lotdesign.events import EventListener
from lotdesign.measures.base import MeasureValue
from lotdesign.result.designs import list_unit_ids
from lotdesign.result.stress_parts import CaseBest, CaseValue, DrawnBlock, ListedDesigns, MarketPart
from lotdesign.result.stressed import StressAnswer
from lotdesign.scenario.design_by_ids import resolve_design
from lotdesign.scenario.scenario import Scenario
from solver.batch.job_table import JobTable
from solver.batch.jobs import JobSettings
from solver.batch.local_pool import WorkerPool
from solver.batch.run import BatchStopped, run_jobs
from solver.solve_context import SolveContext
from solver.stress.answer import build_stress_answer, write_chances
from solver.stress.chances import DrawnChance
from solver.stress.design_stress import ChanceName
from solver.stress.jobs import (
    CaseBestJob,
    CaseValueJob,
    DrawJob,
    ListingJob,
    MarketJob,
    StressJob,
    build_job_options,
    find_case,
)
from solver.stress.regret import CaseOptimum, DesignInCase
from solver.stress.study import GivenDesign, StressStudy, TestedDesign, find_case_scenario

DRAWS_A_BLOCK = 2_500
"""Draws that are one job."""

JobRunner = Callable[[Sequence[StressJob]], list[Any]]
"""Has jobs done, and returns the answer of each, None where it was not done."""


@dataclass
class JobRounds:
    """Has one round of jobs done after the other; once it is `stopped` no more is done."""

    table: JobTable
    open_pool: Callable[[], WorkerPool]
    listen: EventListener
    stopped: BatchStopped | None = None

    def run(self, jobs: Sequence[StressJob]) -> list[Any]:
        """The answer of each job; after Ctrl-C None for those that were not done.

        Raises what `run_jobs` raises, BatchStopped only where the table is kept in a file, or where
        nothing was done.
        """
        if not jobs:
            return []
        if self.stopped is None:
            try:
                return list(run_jobs(jobs, self.table, self.open_pool(), self.listen, "parts"))
            except BatchStopped as stop:
                if self.table.is_kept or not stop.done:
                    raise
                self.stopped = stop
        return [self.stopped.answers.get(job.key) for job in jobs]


def stress_in_batch(
    scenario: Scenario,
    job_settings: JobSettings,
    table: JobTable,
    open_pool: Callable[[], WorkerPool],
    listen: EventListener,
    given: Sequence[GivenDesign] = (),
    case: str | None = None,
    near: int = 0,
) -> StressAnswer:
    """The answer of `stress_designs` with one engine worker, its parts done as jobs.

    A pool is opened for each round: which designs there are, what is asked of each, and the draws
    of chances that cannot be summed up. Ctrl-C raises BatchStopped where the table is kept in a
    file; else the answer has the parts that were done. Raises what both `stress_designs` and
    `run_jobs` raise.
    """
    rounds = JobRounds(table, open_pool, listen)
    market = scenario if case is None else find_case_scenario(scenario, case)
    context = SolveContext.begin(build_job_options(job_settings), raise_on_interrupt=True)
    study = StressStudy(scenario, context, market, case, [], bool(given), near)
    designs = list(given)
    if not designs:
        (listed,) = rounds.run([ListingJob(scenario, case, job_settings, near)])
        study.best_status = cast("ListedDesigns", listed).best_status
        designs = [GivenDesign(d.id, d.name, d.lots, d.routes) for d in listed.designs]
    for each in designs:
        design = resolve_design(market, None, each.lots, each.routes)
        study.tested.append(TestedDesign(each.id, each.name, design))
    late = _fill_study(study, job_settings, rounds.run)
    study.ended = "time limit" if late else "done"
    if rounds.stopped is not None:
        study.ended = "interrupted"
    return build_stress_answer(study)


def _fill_study(study: StressStudy, job_settings: JobSettings, run: JobRunner) -> bool:
    """Has all parts done and puts them into the study; whether any was not finished."""
    about = (study.scenario, study.case, job_settings)
    designs = [_give(study, each) for each in study.tested]
    futures = [case.id for case in study.scenario.cases]
    markets: list[StressJob] = []
    for each in designs:
        markets.append(MarketJob(*about, each, ("withdrawals", "chances")))
        markets.append(MarketJob(*about, each, ("margins",)))
    bests = [CaseBestJob(*about, future) for future in futures]
    values = [CaseValueJob(*about, each, future) for future in futures for each in designs]
    answers = iter(run([*bests, *markets, *values]))
    optima = [_read_optimum(next(answers)) for _ in bests]
    parts: list[tuple[MarketPart | None, MarketPart | None]] = [
        (next(answers), next(answers)) for _ in designs
    ]
    late = any(part is None or part.late for pair in parts for part in pair)
    for tested, (first, second) in zip(study.tested, parts, strict=True):
        tested.written = _join_parts(first, second)
    for future, optimum in zip(futures, optima, strict=True):
        reached = [next(answers) for _ in designs]
        late |= _take_case(study, future, optimum, reached)
    _draw_chances(study, [first for first, _ in parts], about, run)
    for tested, (_, second) in zip(study.tested, parts, strict=True):
        _add_capacities(tested, second)
    return late


def _give(study: StressStudy, tested: TestedDesign) -> GivenDesign:
    """The design by its ids, the lots in the order that all runs have."""
    lots = list_unit_ids(study.market, tested.design)
    routes = tuple(lot.route for lot in tested.design.lots)
    return GivenDesign(tested.id, tested.name, lots, routes)


def _join_parts(first: MarketPart | None, second: MarketPart | None) -> dict[str, Any] | None:
    """What is known of a design in the market; None where neither part was done."""
    judged = first or second
    if judged is None:
        return None
    return {
        "admissible": judged.admissible,
        "broken": judged.broken,
        "withdrawals": None if first is None else first.withdrawals,
        "margins": None if second is None else second.margins,
        "chances": None if first is None else first.chances,
        "questions": () if first is None else first.questions,
    }


def _take_case(
    study: StressStudy, future: str, optimum: CaseOptimum, reached: Sequence[CaseValue | None]
) -> bool:
    """Puts what is known of a case into the study; whether that is not all."""
    values: list[MeasureValue] = []
    for tested, each in zip(study.tested, reached, strict=True):
        if each is not None and not each.late:
            value = _read_value(each.value)
            tested.in_cases[future] = DesignInCase(value)
            values += [] if value is None else [value]
    study.optima[future] = find_case(study.scenario, future).improve(optimum, values)
    return not optimum.proved or any(each is None or each.late for each in reached)


def _read_optimum(best: CaseBest | None) -> CaseOptimum:
    if best is None:
        return CaseOptimum(None, None, proved=False)
    return CaseOptimum(_read_value(best.value), _read_value(best.bound), best.proved)


def _read_value(text: str | None) -> MeasureValue | None:
    return None if text is None else Fraction(text)


def _draw_chances(
    study: StressStudy,
    parts: Sequence[MarketPart | None],
    about: tuple[Scenario, str | None, JobSettings],
    run: JobRunner,
) -> None:
    """Has what cannot be summed up drawn, a job for each block; keeps those before the first gap.

    So that a stopped batch has the draws of a run that drew less.
    """
    jobs: list[tuple[int, DrawJob]] = []
    for number, (tested, part) in enumerate(zip(study.tested, parts, strict=True)):
        for name in () if part is None else part.to_draw:
            for first, draws in _list_blocks(study.market.stress.draws):
                chance = cast("ChanceName", name)
                jobs.append((number, DrawJob(*about, _give(study, tested), chance, draws, first)))
    blocks: list[DrawnBlock | None] = run([job for _, job in jobs])
    drawn: dict[tuple[int, ChanceName], DrawnChance] = {}
    broken_off: set[tuple[int, ChanceName]] = set()
    seed = study.market.stress.seed
    for (number, job), block in zip(jobs, blocks, strict=True):
        if block is None or (number, job.chance) in broken_off:
            broken_off.add((number, job.chance))
            continue
        more = DrawnChance(block.draws, seed, block.hits, block.stayed, block.both)
        known = drawn.get((number, job.chance))
        drawn[number, job.chance] = more if known is None else known.join(more)
    for number, job in dict(jobs).items():
        market = job.prepare()
        market.every_lot = drawn.get((number, "every_lot"))
        market.certificate = drawn.get((number, "certificate"))
        _add_draws(study.tested[number], write_chances(market))


def _list_blocks(draws: int) -> Iterator[tuple[int, int]]:
    """(first, number) of the draws of each block."""
    for first in range(1, draws + 1, DRAWS_A_BLOCK):
        yield first, min(DRAWS_A_BLOCK, draws + 1 - first)


def _add_draws(tested: TestedDesign, told: dict[str, Any]) -> None:
    """Puts drawn chances where none could be summed up."""
    known = tested.written or {}
    chances = {
        name: getattr(known["chances"], name) or told["chances"][name]
        for name in ("every_lot", "certificate")
    }
    tested.written = known | {
        "chances": chances,
        "questions": known["questions"] or told["questions"],
    }


def _add_capacities(tested: TestedDesign, part: MarketPart | None) -> None:
    """Says with each question how much of the provider's capacity must hold."""
    if part is None or part.margins is None or tested.written is None:
        return
    shares = {each.provider: each.value for each in part.margins.provider_capacity}
    questions = [dict(each) for each in tested.written["questions"]]
    tested.written["questions"] = tuple(
        each | {"capacity": shares.get(each["provider"])} for each in questions
    )
