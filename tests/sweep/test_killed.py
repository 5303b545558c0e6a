"""Killed at random moments, a sweep comes to the bytes of one that nobody stopped.

LOTDESIGN_SWEEP_KILLS=10 kills a sweep of 100 settings ten times instead.
"""

import os

from benchmarks.sweep_kill import trial


def test_killed_and_run_again_it_goes_on() -> None:
    kills = int(os.environ.get("LOTDESIGN_SWEEP_KILLS", "2"))
    assert trial(settings=100 if kills > 2 else 12, kills=kills, seed=kills) == []
