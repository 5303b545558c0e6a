"""`lotdesign bench`: the same run as a page, as Markdown, as data and as a plot."""

import json
from pathlib import Path

import pytest

from lotdesign.app.bench.peers.peer import PeerAnswer
from lotdesign.app.bench.trial import RunnerTrial, run_trial
from tests.cli.run import run

QUICK = ("--peer-least", "30", "--peer-times", "0", "--quiet")


def test_one_run_in_every_form(tmp_path: Path) -> None:
    files = [tmp_path / f"table.{ending}" for ending in ("md", "json", "svg")]
    outs = [word for file in files for word in ("--out", str(file))]
    done = run("bench", "tiny", "--peers", "list-cp-sat,two-steps", *QUICK, *outs)
    assert (done.code, done.out, done.err) == (0, "", "")
    page, data, plot = (file.read_text(encoding="utf-8") for file in files)
    assert "| whole list, CP-SAT alone |" in page
    assert "no second step" in page
    assert plot.startswith("<svg")
    body = json.loads(data)
    assert [each["runner"] for each in body["rows"]] == ["auto", "list-cp-sat", "two-steps"]
    ours = body["rows"][0]
    assert (ours["value"], ours["bound"], ours["gap"]) == (788_760_00, 788_760_00, "0")
    assert ours["verified"]
    assert 0 < ours["first"] <= ours["proved"] <= ours["limit"]
    assert body["machine"]["versions"]["ortools"]
    assert body["limits"]["peer_least"] == 30
    assert body["complete"]


def test_the_page_goes_to_stdout_and_progress_does_not() -> None:
    done = run("bench", "tiny", "--peers", "none", "--progress", "jsonl")
    assert done.code == 0
    assert "lotdesign, auto" in done.out
    news = [json.loads(line) for line in done.faults]
    assert all(each["note"].startswith("tiny: lotdesign, auto") for each in news)


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        (("nowhere",), "no instance and no scenario"),
        (("county-54-hard",), "write for example county-54-tight-priced"),
        (("tiny", "--ways", "atuo"), "did you mean"),
        (("tiny", "--peers", "gurobi"), "known are"),
        (("tiny", "--peers", ","), "name one of"),
        (("tiny", "--out", "/nowhere/table.md"), "there is no folder"),
        (("tiny", "--time-limit", "0"), "above 0"),
    ],
)
def test_what_cannot_be_run_is_said_before_anything_is(words: tuple[str, ...], fault: str) -> None:
    done = run("bench", *words)
    assert (done.code, done.out) == (2, "")
    assert fault in done.err


def test_what_was_measured_before_ctrl_c_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    def impatient(runner: str, *rest: object) -> RunnerTrial:
        if runner == "auto":
            return RunnerTrial(1.0, 10**6, trouble="stopped at the limit")
        raise KeyboardInterrupt

    monkeypatch.setattr("lotdesign.app.bench.races.run_trial", impatient)
    done = run("bench", "tiny", "--peers", "list-cp-sat", "--quiet")
    assert done.code == 130
    assert done.out.startswith("Stopped by hand; not complete.")
    assert "lotdesign, auto: stopped at the limit" in done.out


def test_answers_that_cannot_all_be_right_end_with_seven(monkeypatch: pytest.MonkeyPatch) -> None:
    """A proof of more than the best design costs, against the design itself."""
    lots = ((0, 1, 2), (3, 4, 5))
    liar = RunnerTrial(1.0, 10**6, 1.0, 10**12, PeerAnswer(lots, bound=10**12))

    def lying(runner: str, *rest: object) -> RunnerTrial:
        return liar if runner == "list-cp-sat" else run_trial(runner, *rest)

    monkeypatch.setattr("lotdesign.app.bench.races.run_trial", lying)
    done = run("bench", "tiny", "--peers", "list-cp-sat", "--quiet")
    assert done.code == 7
    assert "NO: tiny: whole list, CP-SAT alone rules out the design of lotdesign, auto" in done.out
