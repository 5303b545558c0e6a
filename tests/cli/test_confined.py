"""What a command may take, held from outside and from inside."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from math import inf
from pathlib import Path

import pytest

from lotdesign.app.cli.hard_limits import (
    CHILD_VARIABLE,
    COMMANDS_WITH_LIMITS,
    HardLimits,
    read_hard_limits,
    run_within_limits,
)
from lotdesign.app.memory import GIGABYTE, MemoryWatch, measure_held_bytes
from tests.cli.run import ROOT, run, spawn

TINY = ROOT / "examples" / "tiny"
DEAF = "import signal, time; signal.signal(signal.SIGINT, signal.SIG_IGN); time.sleep(60)"
GREEDY = "import time; held = bytearray(b'1') * 300_000_000; time.sleep(60)"


def _held_to(limits: HardLimits, program: str) -> int:
    return run_within_limits(limits, [sys.executable, "-c", program], {**os.environ})


def test_what_a_process_answers_is_the_answer() -> None:
    before = signal.getsignal(signal.SIGINT)
    assert _held_to(HardLimits(60, GIGABYTE), "raise SystemExit(6)") == 6
    assert signal.getsignal(signal.SIGINT) is before


@pytest.mark.parametrize(
    ("limits", "program", "why"),
    [
        (HardLimits(seconds=0.3), DEAF, "did not stop at its time limit"),
        (HardLimits(memory=150_000_000), GREEDY, "took more than its memory"),
    ],
)
def test_what_does_not_stop_is_killed(
    limits: HardLimits, program: str, why: str, capfd: pytest.CaptureFixture[str]
) -> None:
    assert _held_to(limits, program) == 5
    assert why in capfd.readouterr().err


@pytest.mark.parametrize("asked", [signal.SIGTERM, signal.SIGINT])
def test_being_asked_to_end_stops_the_search_as_ctrl_c_does(
    tmp_path: Path, asked: signal.Signals
) -> None:
    """Asked once the process is at work."""
    ready = tmp_path / "ready"
    patient = (
        f"import pathlib, signal, time\ntry:\n    pathlib.Path({str(ready)!r}).touch()\n"
        "    signal.signal(signal.SIGUSR1, signal.default_int_handler)\n"
        "    signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGUSR1])\n"
        "    time.sleep(60)\n"
        "except KeyboardInterrupt:\n    raise SystemExit(130)"
    )

    def ask() -> None:
        while not ready.exists():
            time.sleep(0.05)
        os.kill(os.getpid(), asked)

    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    asking = threading.Thread(target=ask, daemon=True)
    asking.start()
    try:
        assert _held_to(HardLimits(60), patient) == 130
    finally:
        signal.signal(signal.SIGINT, before)


@pytest.mark.parametrize(
    ("arguments", "limits"),
    [
        (["solve", "x", "--time-limit", "10"], HardLimits(10, inf)),
        (["solve", "x", "--memory-limit=2"], HardLimits(inf, 2 * GIGABYTE)),
        (["solve", "x", "--time-limit", "1", "--time-limit", "2"], HardLimits(2, inf)),
        (["solve", "x", "--time-limit", "soon"], None),
        (["solve", "x", "--memory-limit", "0"], None),
        (["solve", "x", "--memory-limit=-3"], None),
        (["solve", "x", "--time-limit", "nan"], None),
        (["solve", "x", "--time-limit", "0"], None),
        (["solve", "x", "--time-limit"], None),
        (["solve", "x"], None),
        (["explain", "x", "--time-limit", "10"], HardLimits(10, inf)),
        (["sweep", "x", "--time-limit", "10"], None),
    ],
)
def test_only_a_search_with_limits_is_held_from_outside(
    arguments: list[str], limits: HardLimits | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert read_hard_limits(arguments) == limits
    monkeypatch.setenv(CHILD_VARIABLE, "0")
    assert read_hard_limits(arguments) is None


@pytest.mark.parametrize("command", sorted(COMMANDS_WITH_LIMITS))
@pytest.mark.parametrize("limit", ["0", "-1", "nan", "0.0"])
def test_no_memory_at_all_is_wrong_usage(command: str, limit: str) -> None:
    """Said by the command, before any search is started and killed."""
    said = spawn(command, TINY, "--memory-limit", limit)
    assert said.code == 2
    assert said.err == f"lotdesign: --memory-limit {limit!r}: give gigabytes above 0\n"


@pytest.mark.parametrize("command", sorted(COMMANDS_WITH_LIMITS))
def test_too_much_memory_ends_a_search(command: str, tmp_path: Path) -> None:
    """A paper is a file, and is not written."""
    paper = ("--out", tmp_path / "paper.html") if command == "report" else ()
    said = spawn(command, TINY, *paper, "--memory-limit", "0.02", LOTDESIGN_CONFINED="0")
    assert said.code == 5
    assert not list(tmp_path.glob("*.html"))
    assert "within the memory limit (not proved impossible)" in said.err


def test_enough_memory_changes_nothing() -> None:
    held_to_it = run("solve", TINY, "--memory-limit", "100", "--quiet", "--reproducible")
    assert held_to_it == run("solve", TINY, "--quiet", "--reproducible")


def test_what_a_process_holds_is_known() -> None:
    assert 10**6 < measure_held_bytes() < 10**11
    with MemoryWatch(None) as watch:
        pass
    assert not watch.limit_passed


def test_too_much_memory_is_noticed_where_ctrl_c_is_ignored() -> None:
    """As it is for what a script starts with &."""
    before, watch = (
        signal.signal(signal.SIGINT, signal.SIG_IGN),
        MemoryWatch(measure_held_bytes() / GIGABYTE + 0.05),
    )
    try:
        with watch:
            kept = bytearray(b"1") * 200_000_000
            time.sleep(20)
            pytest.fail("nothing stopped it")
    except KeyboardInterrupt:
        assert kept
    finally:
        signal.signal(signal.SIGINT, before)
    assert watch.limit_passed


def test_a_wrong_limit_is_told_in_one_line() -> None:
    said = run("solve", TINY, "--memory-limit", "-1")
    assert (said.code, said.err) == (
        2,
        "lotdesign: --memory-limit '-1': give gigabytes above 0\n",
    )


def test_no_process_of_a_command_takes_modules_from_the_folder_that_it_is_asked_in(
    tmp_path: Path,
) -> None:
    """A council's folder may hold one called solver, and Python looks where it is started first."""
    for name in ("lotdesign", "solver", "tui"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "__init__.py").write_text("raise SystemExit('not ours')\n")
    done = subprocess.run(
        [
            *(sys.executable, "-P", "-m", "lotdesign.app.cli", "solve", TINY),
            *("--time-limit", "60", "--format", "json", "--quiet"),
        ],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["status"] == "optimal"
