"""Runs one runner in a process of its own: a job on stdin, a line of JSON for each piece of news.

Run as python -m lotdesign.app.bench.runner_process. What solvers print to stdout is discarded;
the lines go to where stdout was.
"""

import json
import os
import resource
import sys
import threading
import time
from dataclasses import asdict, dataclass
from fractions import Fraction
from pathlib import Path
from typing import TextIO

from lotdesign.app.bench.peers.peer import PeerAnswer, UnsuitableScenario
from lotdesign.app.bench.runners import (
    BESIDE_PREFIX,
    COMMAND_RUNNER,
    PEERS,
    OwnAnswer,
    solve_beside,
    solve_by_command,
    solve_by_engine,
)
from lotdesign.app.memory import measure_peak_bytes
from lotdesign.input.load import load
from lotdesign.measures.base import MeasureValue

MEMORY_POLL_SECONDS = 0.5
"""Seconds between two measurements of memory."""


@dataclass(frozen=True)
class RunnerJob:
    """A runner, its scenario, and its seconds since `started` (time.time()).

    `memory` is the most bytes that it may take.
    """

    runner: str
    path: str
    seconds: float
    memory: int
    started: float


class RunnerChannel:
    """Sends news to the parent, from any thread."""

    def __init__(self, job: RunnerJob, stream: TextIO) -> None:
        self._job, self._stream, self._turn = job, stream, threading.Lock()

    def report_progress(self, best: MeasureValue | None, bound: MeasureValue | None) -> None:
        """Send the best value and the bound so far."""
        self.send_line(best=_write_value(best), bound=_write_value(bound))

    def send_line(self, **news: object) -> None:
        """Send a line with the seconds since the start and the most memory held until now."""
        known = {key: value for key, value in news.items() if value is not None}
        always = {"at": time.time() - self._job.started, "memory": measure_peak_bytes()}
        with self._turn:
            self._stream.write(json.dumps(always | known) + "\n")
            self._stream.flush()

    def watch_memory(self) -> None:
        """Send the memory at intervals, in case the process is killed."""

        def tell() -> None:
            while True:
                time.sleep(MEMORY_POLL_SECONDS)
                self.send_line()

        threading.Thread(target=tell, daemon=True).start()


def run_job(job: RunnerJob, channel: RunnerChannel) -> None:
    """Solve, and send the answer or why there is none."""
    try:
        outcome = solve_job(job, channel)
    except UnsuitableScenario as error:
        channel.send_line(unfit=str(error))
    except MemoryError:
        channel.send_line(failed="out of memory")
    except Exception as error:
        channel.send_line(failed=f"{type(error).__name__}: {error}"[:200])
    else:
        answer = {**asdict(outcome.answer), "bound": _write_value(outcome.answer.bound)}
        channel.send_line(
            answer=answer, value=outcome.value, faults=outcome.faults, seconds=outcome.seconds
        )


def solve_job(job: RunnerJob, channel: RunnerChannel) -> OwnAnswer:
    """Return the runner's answer; a peer's design is judged by the parent.

    Raises UnsuitableScenario where the runner cannot take it, InputFaults where it cannot be read.
    """
    path = Path(job.path)
    scenario = load(path)
    left = job.seconds - (time.time() - job.started)
    if job.runner == COMMAND_RUNNER:
        return solve_by_command(scenario, path)
    if job.runner.startswith(BESIDE_PREFIX):
        program = job.runner.removeprefix(BESIDE_PREFIX)
        return solve_beside(scenario, path, program, left, channel.report_progress)
    if job.runner not in PEERS:
        return solve_by_engine(scenario, job.runner, left, channel.report_progress)
    if scenario.routes.has_choice:
        raise UnsuitableScenario("it knows external contracts alone")
    answer: PeerAnswer = PEERS[job.runner].load()(scenario, left, channel.report_progress)
    return OwnAnswer(answer, None, ())


def _write_value(value: MeasureValue | None) -> str | None:
    return None if value is None else str(Fraction(value))


def main() -> None:
    """Run one job from stdin."""
    stream = os.fdopen(os.dup(1), "w", encoding="utf-8")
    nothing = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, 1)
    job = RunnerJob(**json.load(sys.stdin))
    resource.setrlimit(resource.RLIMIT_DATA, (job.memory, job.memory))
    channel = RunnerChannel(job, stream)
    channel.watch_memory()
    run_job(job, channel)
    os._exit(0)  # taking a large model apart takes long, and nobody waits for it


if __name__ == "__main__":
    main()
