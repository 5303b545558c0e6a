"""Runners in processes of their own: measured, limited, killed, and judged whatever they say."""

from pathlib import Path

import pytest

from lotdesign.app.bench.instances import find_instance
from lotdesign.app.bench.peers.peer import PeerAnswer
from lotdesign.app.bench.races import RaceLimits, run_races
from lotdesign.app.bench.rows import build_row, judge_answer
from lotdesign.app.bench.trial import RunnerNews, RunnerTrial, run_trial
from lotdesign.app.memory import GIGABYTE
from lotdesign.input.load import load

TINY = Path(__file__).parents[2] / "examples" / "tiny"
LOTS = ((0, 1), (2, 3), (4, 5))


def test_what_it_did_is_heard_and_measured() -> None:
    heard: list[RunnerNews] = []
    found = run_trial("list-cp-sat", TINY, 60, GIGABYTE, heard.append)
    assert found.answer is not None
    assert found.answer.proved
    assert found.trouble == ""
    assert found.first is not None
    assert 0 < found.first <= found.seconds < 60
    assert 10**7 < found.memory < GIGABYTE
    assert any("best" in each for each in heard)


def test_a_runner_that_does_not_end_is_killed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lotdesign.app.bench.trial.GRACE_SECONDS", -0.1)
    found = run_trial("auto", TINY, 0.2, GIGABYTE, lambda news: None)
    assert found.answer is None
    assert found.trouble == "stopped at the limit"


def test_a_runner_that_takes_too_much_memory_is_told_so() -> None:
    found = run_trial("list-cp-sat", TINY, 60, 30_000_000, lambda news: None)
    assert found.answer is None
    assert found.trouble


def test_a_peer_that_cannot_state_a_scenario_says_why() -> None:
    found = run_trial("two-steps", TINY, 60, GIGABYTE, lambda news: None)
    assert "no second step" in found.trouble


def test_rows_come_in_order_and_agree(tmp_path: Path) -> None:
    tiny = find_instance("tiny", tmp_path)
    limits = RaceLimits(seconds=60, peer_least=60, memory=GIGABYTE)
    rows = list(run_races([tiny], ["auto", "command"], ["list-highs"], limits))
    assert [each.runner for each in rows] == ["auto", "command", "list-highs"]
    assert {each.value for each in rows} == {788_760_00}
    assert all(each.verified and each.proved and each.gap == "0" for each in rows)
    assert [each.peer for each in rows] == [False, False, True]


@pytest.mark.parametrize(
    ("lots", "fault"),
    [
        (((0, 1), (2, 3)), "units in no lot"),
        (((0, 1), (1, 2, 3), (4, 5)), "units in more than one place"),
        (((0, 1, 2, 3, 4, 5),), "breaks"),
    ],
)
def test_no_design_is_taken_on_trust(lots: tuple[tuple[int, ...], ...], fault: str) -> None:
    verdict = judge_answer(load(TINY), PeerAnswer(lots, proved=True))
    assert any(fault in each for each in verdict.faults)
    claimed = RunnerTrial(1.0, 1, 1.0, 0, PeerAnswer(lots, bound=0, proved=True))
    line = build_row(find_instance("tiny", TINY), load(TINY), "list-highs", 60, claimed, 1)
    assert (line.value, line.proved, line.verified, line.gap) == (None, None, False, None)
    assert "not admissible" in line.note
