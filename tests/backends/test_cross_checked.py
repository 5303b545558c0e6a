"""The engine that compares CP-SAT and HiGHS raises where both cannot be right."""

import numpy as np
import pytest

from lotdesign.faults import EngineContradiction
from solver.backends.base import EngineOutcome, EngineSettings, SolveRequest
from solver.backends.cross_checked import CrossCheckedEngine
from solver.model.expressions import LinearExpression
from solver.model.linear_model import LinearModel

FORM = LinearExpression(np.array([0, 1]), np.array([3, 5]))
ONE = np.array([1, 0])
OTHER = np.array([0, 1])


class FixedEngine:
    """An engine with a fixed outcome."""

    name = "fixed"

    def __init__(self, outcome: EngineOutcome) -> None:
        self.outcome, self.calls = outcome, 0

    def solve(self, request: SolveRequest) -> EngineOutcome:
        """The answer."""
        self.calls += 1
        return self.outcome


def cross_check(
    one: EngineOutcome, other: EngineOutcome, cutoff: int | None = None
) -> EngineOutcome:
    """The outcome of two answers to one request."""
    settings = EngineSettings(cutoff=cutoff)
    request = SolveRequest(LinearModel(2), FORM, settings=settings)
    return CrossCheckedEngine(FixedEngine(one), FixedEngine(other)).solve(request)


BEST = EngineOutcome("optimal", ONE, 3)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (EngineOutcome("infeasible"), BEST),
        (BEST, EngineOutcome("optimal", OTHER, 5)),
        (EngineOutcome("unknown", bound=4), EngineOutcome("feasible", ONE, 0)),
    ],
)
def test_answers_that_cannot_both_be_right(one: EngineOutcome, other: EngineOutcome) -> None:
    for pair in ((one, other), (other, one)):
        with pytest.raises(EngineContradiction):
            cross_check(*pair)


def test_what_is_proved_counts() -> None:
    for pair in (
        (BEST, EngineOutcome("unknown")),
        (EngineOutcome("unknown"), BEST),
        (EngineOutcome("feasible", OTHER, 0), BEST),
    ):
        found = cross_check(*pair)
        assert (found.status, found.bound, found.interrupted) == ("optimal", BEST.bound, False)
        assert found.solution is BEST.solution
    worse = EngineOutcome("feasible", OTHER, 0)
    for pair in (
        (worse, EngineOutcome("feasible", ONE, 0)),
        (EngineOutcome("feasible", ONE, 0), worse),
    ):
        assert cross_check(*pair).solution is ONE
    assert (
        cross_check(EngineOutcome("infeasible"), EngineOutcome("infeasible")).status == "infeasible"
    )


def test_solutions_above_the_cutoff_may_be_ignored() -> None:
    """One engine may say infeasible, and another have a solution above the cutoff."""
    worse = EngineOutcome("feasible", OTHER, 0)
    assert cross_check(EngineOutcome("infeasible"), worse, cutoff=4).status == "infeasible"
    with pytest.raises(EngineContradiction):
        cross_check(EngineOutcome("infeasible"), worse, cutoff=5)


def test_after_ctrl_c_the_second_is_not_asked() -> None:
    second = FixedEngine(BEST)
    both = CrossCheckedEngine(
        FixedEngine(EngineOutcome("feasible", OTHER, 0, interrupted=True)), second
    )
    assert both.solve(SolveRequest(LinearModel(2), FORM)).interrupted
    assert not second.calls
