"""What `robust` keeps when it is stopped."""

from pathlib import Path

from lotdesign.events import ProgressEvent
from lotdesign.input.load import load
from lotdesign.result.model import Result
from lotdesign.scenario.scenario import Scenario
from solver.robust.study import find_robust_design
from solver.solve_context import RunOptions
from tests.cli.run import ROOT

CASES = (
    'case.lean={set=["market.small_needed=2", "money.contract_management=0"]}',
    'case.dear={set=["money.contract_management=60000"]}',
)
LAST = "the design that is never far from the best"


def read_paper() -> Scenario:
    """Central Bedfordshire with two cases."""
    return load(Path(ROOT) / "examples" / "central-bedfordshire", settings=CASES)


def stop_at(note: str) -> tuple[Result, list[ProgressEvent]]:
    """The result of a run that Ctrl-C stops at a step, and all that it told."""
    told: list[ProgressEvent] = []

    def listen(event: ProgressEvent) -> None:
        told.append(event)
        if event.note == note:
            raise KeyboardInterrupt

    return find_robust_design(read_paper(), RunOptions(listen=listen)), told


def test_before_the_search_over_all_cases_the_best_design_of_a_case_is_kept() -> None:
    result, told = stop_at(LAST)
    robust = result.robust
    assert robust is not None
    assert (result.status, result.termination) == ("feasible", "interrupted")
    assert result.verification.ok, result.verification.faults
    assert [case.regret for case in robust.cases] == [6637881, 0]
    assert (robust.largest, robust.bound, robust.proved) == (6637881, 0, False)
    assert robust.gap == "0.004442"
    steps = [(event.done, event.total) for event in told if event.total]
    assert steps == [(0, 3), (1, 3), (2, 3)]


def test_before_every_case_has_a_best_nothing_is_claimed() -> None:
    result, _ = stop_at("the best design where dear")
    robust = result.robust
    assert robust is not None
    assert (result.status, result.termination, result.lots) == ("unknown", "interrupted", ())
    assert result.verification.ok, result.verification.faults
    assert [case.proved for case in robust.cases] == [True, False]
    assert (robust.largest, robust.total, robust.bound) == (None, None, None)


def test_a_whole_run_tells_its_answer_so_far_on_the_way() -> None:
    """Whoever asks in between gets a verified result that claims no more than is known."""
    asked: list[Result] = []

    def offer(answer: object) -> None:
        asked.append(answer())  # type: ignore[operator]

    result = find_robust_design(read_paper(), RunOptions(offer=offer))
    (so_far,) = asked
    assert (so_far.status, so_far.termination) == ("unknown", "interrupted")
    assert so_far.verification.ok, so_far.verification.faults
    assert result.status == "optimal"
