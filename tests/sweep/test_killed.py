"""A sweep killed at random moments gives the same bytes as one that was not stopped.

LOTDESIGN_SWEEP_KILLS=10 kills a sweep of 100 settings ten times instead.
"""

import os
from pathlib import Path

from benchmarks.sweep_kill import TinySweep, run_kill_trial


def test_two_runs_at_once_share_the_work(tmp_path: Path) -> None:
    """No job is claimed twice while both are alive, and both come to the whole result."""
    sweep = TinySweep(tmp_path, 40)
    runs = [sweep.start("shared"), sweep.start("shared")]
    assert [run.wait() for run in runs] == [0, 0]
    answers = sweep.read_answers("shared")
    assert len(answers) == 40
    assert {claims for claims, _ in answers.values()} == {1}


def test_killed_and_run_again_it_goes_on() -> None:
    kills = int(os.environ.get("LOTDESIGN_SWEEP_KILLS", "2"))
    assert run_kill_trial(settings=100 if kills > 2 else 12, kills=kills, seed=kills) == []
