"""Both engines asked, and their answers compared."""

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


class Says:
    """An engine that always gives one answer."""

    name = "says"

    def __init__(self, outcome: EngineOutcome) -> None:
        self.outcome, self.asked = outcome, 0

    def solve(self, request: SolveRequest) -> EngineOutcome:
        """The answer."""
        self.asked += 1
        return self.outcome


def asked(one: EngineOutcome, other: EngineOutcome, ceiling: int | None = None) -> EngineOutcome:
    """What comes of two answers to the same question."""
    settings = EngineSettings(cutoff=ceiling)
    request = SolveRequest(LinearModel(2), FORM, settings=settings)
    return CrossCheckedEngine(Says(one), Says(other)).solve(request)


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
            asked(*pair)


def test_what_is_proved_counts() -> None:
    assert asked(BEST, EngineOutcome("unknown")) == BEST
    assert asked(EngineOutcome("unknown"), BEST) == BEST
    assert asked(EngineOutcome("feasible", OTHER, 0), BEST) == BEST
    worse = EngineOutcome("feasible", OTHER, 0)
    for pair in (
        (worse, EngineOutcome("feasible", ONE, 0)),
        (EngineOutcome("feasible", ONE, 0), worse),
    ):
        assert asked(*pair).solution is ONE
    assert asked(EngineOutcome("infeasible"), EngineOutcome("infeasible")).status == "infeasible"


def test_what_lies_above_the_ceiling_is_of_no_interest() -> None:
    """There an engine may say that there is nothing, and another have something."""
    worse = EngineOutcome("feasible", OTHER, 0)
    assert asked(EngineOutcome("infeasible"), worse, ceiling=4).status == "infeasible"
    with pytest.raises(EngineContradiction):
        asked(EngineOutcome("infeasible"), worse, ceiling=5)


def test_after_ctrl_c_the_second_is_not_asked() -> None:
    second = Says(BEST)
    both = CrossCheckedEngine(Says(EngineOutcome("feasible", OTHER, 0, interrupted=True)), second)
    assert both.solve(SolveRequest(LinearModel(2), FORM)).interrupted
    assert not second.asked
