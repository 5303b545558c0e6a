"""Killed at any moment, a session opens again with its last complete state."""

import os

import pytest

from benchmarks.tui_kill import run_kill_trial


@pytest.mark.parametrize("seconds", [0.05, 0.4])
def test_a_killed_session_opens_again(seconds: float, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", os.environ["XDG_STATE_HOME"])
    assert run_kill_trial(seconds) == ""
