"""A runner in a process of its own: python -m benchmarks.child, with what to do on stdin.

It writes a line of JSON for every piece of news and one for the answer. Solvers print to stdout
as they like: what they print goes nowhere, the lines go where stdout was.
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

from benchmarks.peers.answer import Answer, Unfit
from benchmarks.runners import COMMAND, PEERS, Ours, by_command, by_engine
from lotdesign.measures.base import Value
from lotdesign.memory import peak
from lotdesign.scenario.load import load

WATCH = 0.5
"""Seconds between looks at the memory."""


@dataclass(frozen=True)
class Job:
    """Who is to solve what, in how many seconds since `started` (time.time()).

    `memory` is how many bytes it may take.
    """

    runner: str
    path: str
    seconds: float
    memory: int
    started: float


class Channel:
    """Where the parent listens; it hears from any thread."""

    def __init__(self, job: Job, stream: TextIO) -> None:
        self._job, self._stream, self._turn = job, stream, threading.Lock()

    def tell(self, best: Value | None, bound: Value | None) -> None:
        """The best value and the bound so far."""
        self.say(best=_text(best), bound=_text(bound))

    def say(self, **news: object) -> None:
        """A line with the seconds since the start and the most memory held until now."""
        known = {key: value for key, value in news.items() if value is not None}
        always = {"at": time.time() - self._job.started, "memory": peak()}
        with self._turn:
            self._stream.write(json.dumps(always | known) + "\n")
            self._stream.flush()

    def watch(self) -> None:
        """Tells of the memory now and then, for whoever is killed."""

        def tell() -> None:
            while True:
                time.sleep(WATCH)
                self.say()

        threading.Thread(target=tell, daemon=True).start()


def work(job: Job, channel: Channel) -> None:
    """Solves, and tells the answer or why there is none."""
    try:
        told = solved(job, channel)
    except Unfit as error:
        channel.say(unfit=str(error))
    except MemoryError:
        channel.say(failed="out of memory")
    except Exception as error:
        channel.say(failed=f"{type(error).__name__}: {error}"[:200])
    else:
        answer = {**asdict(told.answer), "bound": _text(told.answer.bound)}
        channel.say(answer=answer, value=told.value, faults=told.faults, seconds=told.seconds)


def solved(job: Job, channel: Channel) -> Ours:
    """What the runner answers; a peer's design is judged by the parent."""
    path = Path(job.path)
    scenario = load(path)
    left = job.seconds - (time.time() - job.started)
    if job.runner == COMMAND:
        return by_command(scenario, path)
    if job.runner not in PEERS:
        return by_engine(scenario, job.runner, left, channel.tell)
    if scenario.routes.several:
        raise Unfit("it knows external contracts alone")
    answer: Answer = PEERS[job.runner].load()(scenario, left, channel.tell)
    return Ours(answer, None, ())


def _text(value: Value | None) -> str | None:
    return None if value is None else str(Fraction(value))


def main() -> None:
    """One job from stdin."""
    stream = os.fdopen(os.dup(1), "w", encoding="utf-8")
    nothing = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, 1)
    job = Job(**json.load(sys.stdin))
    resource.setrlimit(resource.RLIMIT_DATA, (job.memory, job.memory))
    channel = Channel(job, stream)
    channel.watch()
    work(job, channel)
    os._exit(0)  # taking a large model apart takes long, and nobody waits for it


if __name__ == "__main__":
    main()
