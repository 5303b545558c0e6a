"""Does one job; the same in a process of this machine and on a cluster."""

from lotdesign.events import unheard
from lotdesign.result.drawn import routes_in
from lotdesign.result.model import Result
from lotdesign.result.swept import Solved
from lotdesign.scenario.load import worked_out
from solver.candidates.listing import TooManyLots
from solver.run import solved
from solver.sweep.job import Job

ENGINE_WORKERS = 1
"""The machine's cores are shared among jobs, and one worker always takes the same way."""


def answer(job: Job) -> Solved:
    """What comes of a job; raises what solving raises."""
    scenario = worked_out(job.raw, job.settings, job.off)
    means = job.means
    try:
        result = solved(
            scenario, means.time_limit, means.seed, ENGINE_WORKERS, means.engine, False, unheard
        )
    except TooManyLots as error:
        return Solved(sha256=scenario.sha256, status="unknown", note=str(error))
    return _solved(result)


def _solved(result: Result) -> Solved:
    first = result.objective[0] if result.objective else None
    return Solved(
        sha256=result.scenario.sha256,
        status=result.status,
        objective=None if first is None else first.measure,
        value=None if first is None else first.value,
        bound=None if first is None else first.bound,
        gap=None if first is None else first.gap,
        lots=tuple(lot.units for lot in result.lots),
        routes=routes_in(result),
        measures=result.measures,
        verified=result.verification.ok,
    )
