"""The worker process (`python -m`): solves one job after the other, and ends with its parent.

What solves is imported with the first job, so that a process starts at once.
"""

import os
import threading
import time
import traceback
from queue import SimpleQueue

from lotdesign.faults import EngineContradiction
from lotdesign.input.load import build_scenario
from lotdesign.ipc import receive_message, send_message, take_over_standard_pipes
from lotdesign.result.batch import SolvedCombination
from lotdesign.result.designs import list_result_routes
from lotdesign.result.model import Result
from solver.batch.jobs import BatchJob, FailedJob, JobOutcome, SolvedJob

ENGINE_WORKERS = 1
"""The machine's cores are shared among jobs, and one engine worker is reproducible."""


def run_job(job: BatchJob) -> JobOutcome:
    """Solves a job; failures are an outcome too."""
    started = time.monotonic()
    try:
        answer = solve_job(job)
    except EngineContradiction as error:
        return FailedJob(job.key, traceback.format_exc(), error.faults)
    except Exception:
        return FailedJob(job.key, traceback.format_exc())
    return SolvedJob(job.key, answer, time.monotonic() - started)


def solve_job(job: BatchJob) -> SolvedCombination:
    """Solves a job and summarises its result; raises what solving raises."""
    from solver.backends.registry import parse_engine_choice
    from solver.candidate_listing import TooManyLots
    from solver.run import solve_scenario
    from solver.solve_context import RunOptions

    scenario = build_scenario(job.raw, job.settings, job.off)
    chosen = job.job_settings
    engine = parse_engine_choice(chosen.engine)
    options = RunOptions(chosen.time_limit, chosen.seed, ENGINE_WORKERS, engine)
    try:
        result = solve_scenario(scenario, options, compare=False)
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


def main() -> None:
    """Talks over the stdin and stdout that the process began with; nothing else may."""
    inbox, outbox = take_over_standard_pipes()
    jobs: SimpleQueue[BatchJob] = SimpleQueue()

    def listen() -> None:
        while True:
            try:
                jobs.put(receive_message(inbox))
            except (EOFError, OSError):
                os._exit(0)

    threading.Thread(target=listen, daemon=True).start()
    while True:
        send_message(outbox, run_job(jobs.get()))


if __name__ == "__main__":
    main()
