"""The worker process (`python -m`): does one job after the other, and ends with its parent.

What does the work is imported with the first job, so that a process starts at once.
"""

import os
import threading
import time
import traceback
from queue import SimpleQueue

from lotdesign.faults import EngineContradiction
from lotdesign.ipc import receive_message, send_message, take_over_standard_pipes
from solver.batch.jobs import FailedJob, Job, JobOutcome, SolvedJob


def run_job(job: Job) -> JobOutcome:
    """Does a job; failures are an outcome too."""
    started = time.monotonic()
    try:
        answer = job.work()
    except EngineContradiction as error:
        return FailedJob(job.key, traceback.format_exc(), error.faults)
    except Exception:
        return FailedJob(job.key, traceback.format_exc())
    return SolvedJob(job.key, answer, time.monotonic() - started)


def main() -> None:
    """Talks over the stdin and stdout that the process began with; nothing else may."""
    inbox, outbox = take_over_standard_pipes()
    jobs: SimpleQueue[Job] = SimpleQueue()

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
