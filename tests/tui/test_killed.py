"""A session opens again with its last complete state, whatever came in between.

A kill, two windows, a full disk, or somebody else who writes the same files.
"""

import os
from random import Random

import pytest

from benchmarks.tui_kill import run_kill_trial
from benchmarks.tui_loss import TRIALS


@pytest.fixture(autouse=True)
def _keep_state_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", os.environ["XDG_STATE_HOME"])


@pytest.mark.parametrize("seconds", [0.05, 0.4])
def test_a_killed_session_opens_again(seconds: float) -> None:
    assert run_kill_trial(seconds) == ""


@pytest.mark.parametrize("name", TRIALS)
def test_nothing_is_lost(name: str) -> None:
    assert TRIALS[name](Random(5)) == []
