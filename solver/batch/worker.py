"""The worker process (`python -m`): does one job after the other, and ends with its parent."""

import os
import threading
import time
import traceback
from queue import SimpleQueue

from lotdesign.faults import EngineContradiction
from lotdesign.ipc import receive_message, send_message, take_over_standard_pipes
from solver.batch.jobs import BatchJob, FailedJob, JobOutcome, SolvedJob


def run_job(job: BatchJob) -> JobOutcome:
    """What comes of a job, whatever it is."""
    from solver.batch.solve_job import solve_job

    started = time.monotonic()
    try:
        found = solve_job(job)
    except EngineContradiction as error:
        return FailedJob(job.key, traceback.format_exc(), error.faults)
    except Exception:
        return FailedJob(job.key, traceback.format_exc())
    return SolvedJob(job.key, found, time.monotonic() - started)


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
