"""Kills a sweep at random moments: python -m benchmarks.sweep_kill [SETTINGS [KILLS [SEED]]]

Run again after each kill it must go on, solve nothing twice that was answered, and return the
same bytes as a sweep that ran to its end.
"""

import os
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
SCENARIO = ROOT / "examples" / "tiny"
WORKERS = 2
MOST_SECONDS_WITHOUT_ANSWER = 600
"""Seconds without an answer after which a run counts as hanging."""

AnswerByJob = dict[str, tuple[int, str]]
"""Answered job -> how often it was claimed, and its answer."""


def build_grid(settings: int) -> list[str]:
    """Return so many settings of the tiny example, some of them infeasible."""
    half = (settings + 1) // 2
    return [
        *("--vary", f"money.procurement=0:{(half - 1) * 250}:250"),
        *("--vary", "market.small_needed=2,3"),
    ]


@dataclass(frozen=True)
class TinySweep:
    """A sweep of the tiny example with its files in a folder."""

    folder: Path
    settings: int

    def start(self, name: str) -> "subprocess.Popen[bytes]":
        """Start the command with a job table and result of this name."""
        files = ("--jobs", f"{name}.sqlite", "--out", f"{name}.parquet")
        flags = (*build_grid(self.settings), *files, "--workers", str(WORKERS), "--quiet")
        return subprocess.Popen(
            [sys.executable, "-m", "lotdesign.app.cli", "sweep", str(SCENARIO), *flags],
            cwd=self.folder,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )

    def run_to_end(self, name: str) -> bytes:
        """Return the result of a run that nobody stops."""
        if self.start(name).wait() != 0:
            raise ChildProcessError("the sweep failed")
        return (self.folder / f"{name}.parquet").read_bytes()

    def read_answers(self, name: str) -> AnswerByJob:
        """Read what the job table holds so far."""
        file = self.folder / f"{name}.sqlite"
        if not file.exists():
            return {}
        with closing(sqlite3.connect(file, timeout=60)) as base:
            try:
                rows = base.execute("SELECT key, claims, answer FROM jobs WHERE answer NOT NULL")
                return {key: (claims, answer) for key, claims, answer in rows}
            except sqlite3.OperationalError:
                return {}  # killed before the tables were made


def kill_sweep(sweep: TinySweep, name: str, after: int, pause: float) -> None:
    """Start the sweep and kill it a moment after so many answers are kept."""
    process = sweep.start(name)
    try:
        deadline = time.monotonic() + MOST_SECONDS_WITHOUT_ANSWER
        while len(sweep.read_answers(name)) < after and process.poll() is None:
            if time.monotonic() > deadline:
                raise TimeoutError(f"{after} answers did not come")
            time.sleep(0.01)
        time.sleep(pause)
    finally:
        process.send_signal(signal.SIGKILL)
        process.wait()


def run_kill_trial(settings: int, kills: int, seed: int) -> list[str]:
    """Kill a sweep so many times and return what is wrong."""
    luck = random.Random(seed)
    wrong: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        sweep = TinySweep(Path(folder), settings)
        expected = sweep.run_to_end("whole")
        for after in sorted(luck.randrange(settings) for _ in range(kills)):
            before = sweep.read_answers("killed")
            kill_sweep(sweep, "killed", after, luck.random() * 0.2)
            wrong += _find_lost(before, sweep.read_answers("killed"))
        before = sweep.read_answers("killed")
        if sweep.run_to_end("killed") != expected:
            wrong.append("the Parquet file is another one than without kills")
        wrong += _find_lost(before, sweep.read_answers("killed"))
    return wrong


def _find_lost(before: AnswerByJob, after: AnswerByJob) -> list[str]:
    """Return answers that are gone, and those that were worked on again."""
    changed = [key for key, known in before.items() if after.get(key) != known]
    return [f"job {key[:12]} was answered and then lost or solved again" for key in changed]


def main(settings: int = 100, kills: int = 10, seed: int = 0) -> None:
    """Print the outcome; exit with 1 when anything is wrong."""
    wrong = run_kill_trial(settings, kills, seed)
    print(f"{settings} settings, killed {kills} times (seed {seed}): {len(wrong)} faults")
    print("\n".join(wrong), end="\n" if wrong else "")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
