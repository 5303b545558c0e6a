"""A sweep killed at random moments gives the same bytes as one that was not stopped.

`make test-long` also kills sweeps of 100 settings ten times.
"""

from pathlib import Path

import pytest

from benchmarks.sweep_kill import TinySweep, run_kill_trial
from tests.sets import SETS

SET = SETS["killed sweeps"]


def test_two_runs_at_once_share_the_work(tmp_path: Path) -> None:
    """No job is claimed twice while both are alive, and both come to the whole result."""
    sweep = TinySweep(tmp_path, 40)
    runs = [sweep.start("shared"), sweep.start("shared")]
    assert [run.wait() for run in runs] == [0, 0]
    answers = sweep.read_answers("shared")
    assert len(answers) == 40
    assert {claims for claims, _ in answers.values()} == {1}


@pytest.mark.parametrize("number", SET.parts)
def test_killed_and_run_again_it_goes_on(number: int) -> None:
    settings, kills = (100, 10) if number else (12, 2)
    assert run_kill_trial(settings, kills, SET.seed(number)) == []
