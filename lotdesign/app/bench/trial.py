"""Runs one runner on one instance in a child process, and measures it from outside."""

import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

from lotdesign.app.bench.peers.peer import PeerAnswer
from lotdesign.app.bench.runner_process import RunnerJob
from lotdesign.measures.base import MeasureValue

IMPORT_ROOT = Path(__file__).resolve().parents[3]
GRACE_SECONDS = 10.0
"""A runner is killed so many seconds after its limit, and a tenth of the limit more."""

FINAL_KEYS = frozenset(("answer", "unfit", "failed"))
"""Keys of the last piece of news, of which it has one."""

RunnerNews = dict[str, Any]


@dataclass(frozen=True)
class RunnerTrial:
    """What a runner did. Seconds count from starting its process, reading the scenario included.

    Those of the whole command are its own, without the process around it. `first` is when it
    reported its first design, at the latest with its answer; `memory` the most bytes that it or a
    program it started held; `trouble` why there is no answer. `value` and `faults` are what
    lotdesign says of its own answer.
    """

    seconds: float
    memory: int
    first: float | None = None
    bound: MeasureValue | None = None
    answer: PeerAnswer | None = None
    value: str | None = None
    faults: tuple[str, ...] = ()
    trouble: str = ""


def run_trial(
    runner: str, path: Path, seconds: float, memory: int, hear: Callable[[RunnerNews], None]
) -> RunnerTrial:
    """Run a runner, and kill it when it does not end; `hear` gets its news as they come."""
    with tempfile.TemporaryDirectory() as state, tempfile.TemporaryFile("w+") as errors:
        began = time.time()
        process = subprocess.Popen(
            [sys.executable, "-P", "-m", "lotdesign.app.bench.runner_process"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            env={**os.environ, "PYTHONPATH": str(IMPORT_ROOT), "XDG_STATE_HOME": state},
            start_new_session=True,
            text=True,
        )
        job = RunnerJob(runner, str(path.resolve()), seconds, memory, began)
        news, code = _follow_process(process, job, hear)
        seconds = time.time() - began
        errors.seek(0)
        return _build_trial(news, seconds, code, errors.read())


def _follow_process(
    process: "subprocess.Popen[str]", job: RunnerJob, hear: Callable[[RunnerNews], None]
) -> tuple[list[RunnerNews], int]:
    """Return the news, and the exit code of the process."""
    killer = threading.Timer(job.seconds * 1.1 + GRACE_SECONDS, _kill_group, [process.pid])
    killer.start()
    news = []
    try:
        for each in _read_news(process, job):
            news.append(each)
            hear(each)
    finally:
        killer.cancel()
        _kill_group(process.pid)
        process.wait()
    return news, process.returncode


def _read_news(process: "subprocess.Popen[str]", job: RunnerJob) -> Iterator[RunnerNews]:
    if process.stdin is None or process.stdout is None:
        raise OSError("the process has no pipes")
    with suppress(BrokenPipeError), process.stdin as pipe:
        json.dump(asdict(job), pipe)
    with process.stdout as lines:
        for line in lines:
            with suppress(ValueError):  # a line that was cut off when the process was killed
                yield json.loads(line)


def _kill_group(pid: int) -> None:
    """Kill the process and those that it started, where they still run."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signal.SIGKILL)


def _build_trial(news: list[RunnerNews], seconds: float, code: int, errors: str) -> RunnerTrial:
    """Sum up the news."""
    memory = max((each["memory"] for each in news), default=0)
    last = next((each for each in news if FINAL_KEYS & each.keys()), {})
    bound = next((Fraction(each["bound"]) for each in reversed(news) if "bound" in each), None)
    first = next((each["at"] for each in news if "best" in each), None)
    trouble = last.get("unfit") or last.get("failed") or ""
    if "answer" not in last:
        return RunnerTrial(
            seconds, memory, first, bound, trouble=trouble or _describe_end(code, errors)
        )
    raw = last["answer"]
    answer = PeerAnswer(
        lots=tuple(map(tuple, raw["lots"])),
        award=None if raw["award"] is None else tuple(raw["award"]),
        bound=None if raw["bound"] is None else Fraction(raw["bound"]),
        proved=raw["proved"],
        left_out=tuple(raw["left_out"]),
    )
    took = last["seconds"] if "seconds" in last else last["at"]
    if first is None and answer.lots:
        first = took
    return RunnerTrial(
        took, memory, first, answer.bound, answer, last.get("value"), tuple(last["faults"])
    )


def _describe_end(code: int, errors: str) -> str:
    if code == -signal.SIGKILL:
        return "stopped at the limit"
    lines = errors.strip().splitlines()
    return f"ended with {code}" + (f": {lines[-1][:200]}" if lines else "")
