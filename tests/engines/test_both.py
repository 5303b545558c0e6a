"""Both engines asked, and their answers compared."""

import numpy as np
import pytest

from lotdesign.faults import Contradiction
from solver.engines.base import Outcome, Settings
from solver.engines.both import Both
from solver.selection.linear import Linear
from solver.selection.model import Model

FORM = Linear(np.array([0, 1]), np.array([3, 5]))
ONE = np.array([1, 0])
OTHER = np.array([0, 1])


class Says:
    """An engine that always gives one answer."""

    name = "says"

    def __init__(self, outcome: Outcome) -> None:
        self.outcome, self.asked = outcome, 0

    def solve(self, *given: object) -> Outcome:
        """The answer."""
        self.asked += 1
        return self.outcome


def asked(one: Outcome, other: Outcome, ceiling: int | None = None) -> Outcome:
    """What comes of two answers to the same question."""
    settings = Settings(ceiling=ceiling)
    return Both(Says(one), Says(other)).solve(Model(2), FORM, None, settings, lambda *_: None)


BEST = Outcome("optimal", ONE, 3)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (Outcome("infeasible"), BEST),
        (BEST, Outcome("optimal", OTHER, 5)),
        (Outcome("unknown", bound=4), Outcome("feasible", ONE, 0)),
    ],
)
def test_answers_that_cannot_both_be_right(one: Outcome, other: Outcome) -> None:
    for pair in ((one, other), (other, one)):
        with pytest.raises(Contradiction):
            asked(*pair)


def test_what_is_proved_counts() -> None:
    assert asked(BEST, Outcome("unknown")) == BEST
    assert asked(Outcome("unknown"), BEST) == BEST
    assert asked(Outcome("feasible", OTHER, 0), BEST) == BEST
    worse = Outcome("feasible", OTHER, 0)
    for pair in ((worse, Outcome("feasible", ONE, 0)), (Outcome("feasible", ONE, 0), worse)):
        assert asked(*pair).solution is ONE
    assert asked(Outcome("infeasible"), Outcome("infeasible")).status == "infeasible"


def test_what_lies_above_the_ceiling_is_of_no_interest() -> None:
    """There an engine may say that there is nothing, and another have something."""
    worse = Outcome("feasible", OTHER, 0)
    assert asked(Outcome("infeasible"), worse, ceiling=4).status == "infeasible"
    with pytest.raises(Contradiction):
        asked(Outcome("infeasible"), worse, ceiling=5)


def test_after_ctrl_c_the_second_is_not_asked() -> None:
    second = Says(BEST)
    both = Both(Says(Outcome("feasible", OTHER, 0, interrupted=True)), second)
    assert both.solve(Model(2), FORM, None, Settings(), lambda *_: None).interrupted
    assert not second.asked
