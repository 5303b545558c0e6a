"""The process that does jobs, one after the other, and ends with whoever started it."""

import os
import threading
import time
import traceback
from queue import SimpleQueue

from lotdesign.faults import Contradiction
from lotdesign.pipe import own_pipes, receive, send
from solver.sweep.job import Job
from solver.sweep.pool import Done, Failed, Outcome


def outcome(job: Job) -> Outcome:
    """What comes of a job, whatever it is."""
    from solver.sweep.work import answer

    started = time.monotonic()
    try:
        found = answer(job)
    except Contradiction as error:
        return Failed(job.key, traceback.format_exc(), error.faults)
    except Exception:
        return Failed(job.key, traceback.format_exc())
    return Done(job.key, found, time.monotonic() - started)


def main() -> None:
    """Talks over the stdin and stdout that the process began with; nothing else may."""
    inbox, outbox = own_pipes()
    jobs: SimpleQueue[Job] = SimpleQueue()

    def listen() -> None:
        while True:
            try:
                jobs.put(receive(inbox))
            except (EOFError, OSError):
                os._exit(0)

    threading.Thread(target=listen, daemon=True).start()
    while True:
        send(outbox, outcome(jobs.get()))


if __name__ == "__main__":
    main()
