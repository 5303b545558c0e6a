"""`solve`: its streams, its formats and its exit codes."""

import json
import stat
from pathlib import Path

import pytest

from tests.cli.run import Answer, run, spawn

IMPOSSIBLE = ("--set", "budget.annual=1")


def test_stdout_is_the_result_and_nothing_else(solved: Answer) -> None:
    assert solved.code == 0
    assert json.loads(solved.out)["status"] == "optimal"
    assert solved.err == ""


def test_a_process_writes_the_same_json(town: Path) -> None:
    said = spawn("solve", town, "--format", "json", "--reproducible", PYTHONIOENCODING="ascii")
    again = spawn("solve", town, "--format", "json", "--reproducible")
    assert said.code == 0
    assert json.loads(said.out)["engine"]["seconds"] is None
    assert said.out == again.out


@pytest.mark.parametrize("form", ["table", "md", "csv"])
def test_every_format_answers(town: Path, form: str) -> None:
    said = run("solve", town, "--format", form)
    assert said.code == 0
    assert "North centre" in said.out or "north" in said.out


def test_nothing_is_coloured_where_nobody_looks(town: Path) -> None:
    assert "\x1b" not in spawn("solve", town).out


def test_impossible_is_an_answer_with_its_own_code(town: Path) -> None:
    said = run("solve", town, *IMPOSSIBLE)
    assert said.code == 4
    assert said.out.startswith("Impossible: no design keeps all 2 rules (proved by ")
    assert json.loads(run("solve", town, *IMPOSSIBLE, "--format", "json").out)["lots"] == []


def test_a_rule_can_be_switched_off(town: Path) -> None:
    assert run("solve", town, *IMPOSSIBLE, "--off", "budget", "--quiet").code == 0


def test_a_limit_before_any_design(town: Path) -> None:
    said = run("solve", town, "--time-limit", "0.000001")
    assert said.code == 5
    assert said.out.startswith("None found in time (not proved impossible).")


def test_the_file_is_there_whole_and_in_the_format_of_its_ending(
    town: Path, tmp_path: Path
) -> None:
    out = tmp_path / "result.json"
    out.write_text("old")
    out.chmod(0o640)
    said = run("solve", town, "--out", out)
    assert (said.code, said.out) == (0, "")
    assert "Best design" in said.err
    assert json.loads(out.read_text())["status"] == "optimal"
    assert stat.S_IMODE(out.stat().st_mode) == 0o640
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_quiet_says_nothing_beside_the_result(town: Path, tmp_path: Path) -> None:
    assert run("solve", town, "--out", tmp_path / "x.md", "--quiet").err == ""


@pytest.mark.parametrize(
    ("flags", "says"),
    [
        (["--out", "."], "is a folder"),
        (["--out", "nowhere/x.json"], "there is no folder"),
        (["--gap", "much"], "write a percentage"),
        (["--gap", "-1%"], "write a percentage"),
        (["--time-limit", "0"], "above 0"),
        (["--time-limit", "nan"], "above 0"),
        (["--workers", "-1"], "--workers"),
        (["--engine", "magic"], "--engine"),
        (["--format", "pdf"], "--format"),
    ],
)
def test_wrong_usage_is_told_before_any_work(town: Path, flags: list[str], says: str) -> None:
    said = run("solve", town, *flags)
    assert (said.code, said.out) == (2, "")
    assert says in said.err


def test_the_input_is_not_overwritten(town: Path) -> None:
    file = town / "scenario.toml"
    before = file.read_bytes()
    assert run("solve", file, "--out", file).code == 2
    assert file.read_bytes() == before


def test_the_scenario_may_come_from_stdin() -> None:
    text = 'schema = 1\n[[units]]\nid = "a"\nname = "A"\nservice = "care"\nannual_budget = 1000\n'
    said = run("solve", "-", "--format", "json", stdin=text)
    assert said.code == 0
    assert json.loads(said.out)["scenario"]["name"] == "stdin"


def test_progress_can_be_read_by_a_program(town: Path) -> None:
    said = run("solve", town, "--progress", "jsonl", "--format", "json")
    events = [json.loads(line) for line in said.err.splitlines()]
    assert events[0]["phase"] == "candidates"
    assert events[-1]["phase"] == "done"
    json.loads(said.out)


def test_a_bug_of_ours_leaves_a_file_and_no_stack_trace(
    town: Path, state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*args: object, **kwargs: object) -> None:
        raise RuntimeError("not as planned")

    monkeypatch.setattr("lotdesign.app.api.solve", broken)
    said = run("solve", town)
    assert (said.code, said.out) == (1, "")
    assert len(said.faults) == 1
    (file,) = (state / "lotdesign" / "crashes").iterdir()
    assert str(file) in said.err
    assert "not as planned" in file.read_text()
    assert "ortools" in file.read_text()


def test_ctrl_c_outside_a_search(town: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*args: object, **kwargs: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("lotdesign.app.api.solve", stopped)
    said = run("solve", town)
    assert (said.code, said.faults) == (130, ["Stopped by hand."])
