"""`robust` against the brute force, on drawn scenarios with three cases.

`make test-long` draws 500 of them.
"""

from fractions import Fraction

import pytest

from lotdesign.design import Design
from solver.robust import minimax_regret, study
from solver.robust.minimax_regret import MinimaxOutcome
from solver.robust.regret_model import RegretModel
from solver.robust.weighted_regret import DesignJudge
from tests.robust.agreement import find_robust_differences
from tests.sets import SETS
from tests.solve.loading import DRAWABLE, Doc
from tests.strategies.stress import draw_chunk

SET = SETS["robust"]


def draw(number: int) -> list[Doc]:
    """The scenarios of a part, with three cases each."""
    return draw_chunk(SET, number, DRAWABLE, cases=3)


@pytest.mark.parametrize("number", SET.parts)
def test_robust_and_brute_force_agree(number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Design, values, regrets, bounds and what is impossible, all proved.

    Every other one is proved by weights of the cases, as those of many lots are; and of these
    every other one as if no case's best design were admissible in all, the rest as if the market
    were tight.
    """
    for at, doc in enumerate(draw(number)):
        with monkeypatch.context() as patch:
            if at % 2:
                patch.setattr(minimax_regret, "MOST_LOTS_OF_ONE_MODEL", 0)
            if at % 4 == 1:
                patch.setattr(study, "MOST_LOTS_OF_ONE_MODEL", 0)
                patch.setattr(study, "TRIAL_SECONDS", 0)
            if at % 4 == 3:
                patch.setattr(study, "minimise_largest_regret", begin_with_nothing)
            assert find_robust_differences(doc) == []


def begin_with_nothing(
    model: RegretModel, known: Design | None, largest: Fraction | None, judge: DesignJudge
) -> MinimaxOutcome:
    """The search over all cases, with no design known before."""
    return minimax_regret.minimise_largest_regret(model, None, None, judge)
