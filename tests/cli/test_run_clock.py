"""The clock of a run starts with its process."""

import subprocess
import sys
import time

import pytest

from lotdesign.app.cli import run_clock
from tests.cli.run import ROOT


def test_without_a_clock_nothing_has_passed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run_clock, "_started", None)
    assert run_clock.measure_elapsed() == 0.0
    assert run_clock.find_end(5.0) - time.monotonic() <= 5.0


def test_a_child_counts_from_the_start_of_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    began = time.monotonic() - 100.0
    monkeypatch.setattr(run_clock, "_started", None)
    monkeypatch.setenv(run_clock.START_VARIABLE, str(began))
    assert run_clock.start_clock() == began
    assert run_clock.measure_elapsed() >= 100.0
    assert run_clock.find_end(130.0) <= time.monotonic() + 30.0


def test_loading_the_program_counts() -> None:
    """A process that has slept before it starts the clock is older than that."""
    program = (
        "import time\nfrom lotdesign.app.cli.run_clock import start_clock, measure_elapsed\n"
        "began = time.monotonic()\ntime.sleep(0.3)\nstart_clock()\n"
        "print(measure_elapsed() >= time.monotonic() - began - 0.02)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, cwd=ROOT, check=True
    )
    assert done.stdout == "True\n"
