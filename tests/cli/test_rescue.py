"""What a search that does not end by itself leaves behind: the best that it told."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from lotdesign.app.cli.hard_limits import HardLimits, run_within_limits
from tests.cli.run import ROOT
from tests.solve.test_interrupt import COMMAND, hard, wait_for
from tests.strategies import to_toml

TINY = ROOT / "examples" / "tiny"

DEAF = """
import sys, time
import solver.run
from lotdesign.app.cli import main, rescue
from lotdesign.design import build_external_design

def search(scenario, context):
    "Tells every unit as a lot of its own, then two lots, and hears nothing after that."
    units = range(len(scenario.units))
    for lots in ([[u] for u in units], [[0, 1], *([u] for u in units[2:])]):
        context.tell_lots(build_external_design(lots).lots)
    print("told", file=sys.stderr, flush=True)
    while True:
        try:
            time.sleep(60)
        except KeyboardInterrupt:
            print("not heard", file=sys.stderr, flush=True)

solver.run.solve_by_strategy = search
{more}
sys.exit(main.run_command_line(sys.argv[1:]))
"""
"""A program in which the search is deaf; `more` changes what else is to be tried."""

NO_THREAD = "rescue.AnswerRescue._take_over = lambda self, ended: None"
"""As where the search holds up all threads of its process."""


def write_town(folder: Path) -> Path:
    """Four units without rules: every design is admissible, and joining two is cheaper."""
    rows = [
        {"id": n, "name": n.upper(), "service": "s", "annual_budget": 100_000, "locality": ""}
        for n in "abcd"
    ]
    path = folder / "scenario.toml"
    money = {"contract_management": 5000}
    path.write_text(
        to_toml({"schema": 1, "term": {"initial": 1}, "units": rows, "money": money}),
        encoding="utf-8",
    )
    return path


def check_kept(out: str, termination: str) -> None:
    """The better of the two designs, verified, and what ended the search."""
    body = json.loads(out)
    assert (body["status"], body["termination"]) == ("feasible", termination)
    assert [lot["units"] for lot in body["lots"]] == [["a", "b"], ["c"], ["d"]]
    assert body["verification"]["ok"]


def test_the_process_itself_writes_the_best_at_its_limit(tmp_path: Path) -> None:
    """A thread of it does, whatever the search is doing."""
    arguments = ["solve", str(write_town(tmp_path)), "--time-limit", "3", "--format", "json"]
    done = subprocess.run(
        [sys.executable, "-c", DEAF.format(more=""), *arguments],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT), "LOTDESIGN_CONFINED": "0"},
        check=False,
    )
    assert done.returncode == 0, done.stderr
    check_kept(done.stdout, "time limit")


@pytest.mark.parametrize("form", ["json", "table"])
def test_what_is_killed_has_handed_over_its_best(
    tmp_path: Path, form: str, capfd: pytest.CaptureFixture[str]
) -> None:
    """Where no thread of the child runs any more, the process that watches writes it."""
    file = tmp_path / "answer"
    arguments = ["solve", str(write_town(tmp_path)), "--time-limit", "3", "--format", form]
    program = [sys.executable, "-c", DEAF.format(more=NO_THREAD), *arguments, "--out", str(file)]
    code = run_within_limits(HardLimits(3.0), program, {**os.environ, "PYTHONPATH": str(ROOT)})
    said = capfd.readouterr().err
    assert code == 0, said
    assert "did not stop at its time limit and was ended; the best so far is kept" in said
    kept = file.read_text(encoding="utf-8")
    if form == "json":
        check_kept(kept, "time limit")
    else:
        assert kept.startswith("Best so far: 3 lots at a whole-life cost of £415,000 over 1 year")


def test_what_dies_has_handed_over_its_best(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """As where the system kills the greediest process."""
    more = (
        "import os, signal, threading\n"
        "hand_on = rescue.AnswerRescue._hand_on_copy\n"
        "def die(self):\n"
        "    hand_on(self)\n"
        "    if self._copy is not None and '\"lots\": []' not in self._copy.document:\n"
        "        os.kill(os.getpid(), signal.SIGKILL)\n"
        "rescue.AnswerRescue._hand_on_copy = die\n"
    )
    arguments = ["solve", str(write_town(tmp_path)), "--time-limit", "600", "--format", "json"]
    program = [sys.executable, "-c", DEAF.format(more=more), *arguments]
    code = run_within_limits(HardLimits(600.0), program, {**os.environ, "PYTHONPATH": str(ROOT)})
    said = capfd.readouterr()
    assert code == 0, said.err
    assert "was ended from outside; the best so far is kept" in said.err
    check_kept(said.out, "time limit")


@pytest.mark.parametrize("asked", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("limit", [("--time-limit", "600"), ("--memory-limit", "50"), ()])
def test_being_asked_to_end_keeps_the_best_with_limits_too(
    tmp_path: Path, asked: signal.Signals, limit: tuple[str, ...]
) -> None:
    """The signal goes to the command alone, as `kill` sends it, not to all its processes."""
    path = tmp_path / "scenario.toml"
    path.write_text(to_toml(hard(18)), encoding="utf-8")
    arguments = [*COMMAND, str(path), "--format", "json", "--progress", "jsonl", *limit]
    pipe = subprocess.PIPE
    with subprocess.Popen(
        arguments, stdout=pipe, stderr=pipe, text=True, start_new_session=True
    ) as run:
        assert run.stderr is not None
        wait_for(run.stderr, phase="select", best=None)
        run.send_signal(asked)
        out, remarks = run.communicate(timeout=120)
    assert run.returncode == 130, remarks
    assert json.loads(out)["termination"] == "interrupted"


def test_asked_twice_a_deaf_search_is_ended_and_its_best_written(tmp_path: Path) -> None:
    """The first request is not heard; the second one does not ask."""
    more = (
        "hand_on = rescue.AnswerRescue._hand_on_copy\n"
        "def show(self):\n"
        "    hand_on(self)\n"
        "    if self._copy is not None and '\"lots\": []' not in self._copy.document:\n"
        "        print('copied', file=sys.stderr, flush=True)\n"
        "rescue.AnswerRescue._hand_on_copy = show\n"
    )
    program = (
        "import os, sys\nfrom lotdesign.app.cli.hard_limits import *\n"
        f"command = [sys.executable, '-c', {DEAF.format(more=more)!r}, *sys.argv[1:]]\n"
        "sys.exit(run_within_limits(HardLimits(600.0), command, {**os.environ}))"
    )
    arguments = ["solve", str(write_town(tmp_path)), "--time-limit", "600", "--format", "json"]
    pipe = subprocess.PIPE
    with subprocess.Popen(
        [sys.executable, "-c", program, *arguments],
        stdout=pipe,
        stderr=pipe,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        start_new_session=True,
    ) as run:
        assert run.stderr is not None
        for news in ("copied\n", "not heard\n"):
            assert any(line == news for line in run.stderr)
            run.send_signal(signal.SIGTERM)
        out, remarks = run.communicate(timeout=60)
    assert "was stopped by hand and was ended; the best so far is kept" in remarks
    check_kept(out, "time limit")
