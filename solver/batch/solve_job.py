"""Solves one job, the same in a process of this machine and on a cluster."""

from lotdesign.events import ignore_event
from lotdesign.input.load import build_scenario
from lotdesign.result.batch import SolvedCombination
from lotdesign.result.designs import list_result_routes
from lotdesign.result.model import Result
from solver.batch.jobs import BatchJob
from solver.candidate_listing import TooManyLots
from solver.run import solve_scenario

ENGINE_WORKERS = 1
"""The machine's cores are shared among jobs, and one worker always takes the same way."""


def solve_job(job: BatchJob) -> SolvedCombination:
    """What comes of a job; raises what solving raises."""
    scenario = build_scenario(job.raw, job.settings, job.off)
    means = job.job_settings
    try:
        result = solve_scenario(
            scenario,
            means.time_limit,
            means.seed,
            ENGINE_WORKERS,
            means.engine,
            False,
            ignore_event,
        )
    except TooManyLots as error:
        return SolvedCombination(sha256=scenario.sha256, status="unknown", note=str(error))
    return _summarise_result(result)


def _summarise_result(result: Result) -> SolvedCombination:
    first = result.objective[0] if result.objective else None
    return SolvedCombination(
        sha256=result.scenario.sha256,
        status=result.status,
        objective=None if first is None else first.measure,
        value=None if first is None else first.value,
        bound=None if first is None else first.bound,
        gap=None if first is None else first.gap,
        lots=tuple(lot.units for lot in result.lots),
        routes=list_result_routes(result),
        measures=result.measures,
        verified=result.verification.ok,
    )
