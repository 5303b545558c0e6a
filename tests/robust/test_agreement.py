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
from tests.solve.loading import DRAWABLE, Doc, drawn
from tests.strategies import scenarios
from tests.strategies.stress import with_stress

SET = SETS["robust"]


def draw_chunk(number: int) -> list[Doc]:
    """Some scenarios of up to five units, the same on every run, with three cases.

    One of three has prices, one of two consortia, one of four routes, one of five sources.
    """
    strategy = scenarios(
        units=(2, 5),
        kinds=DRAWABLE,
        with_providers=True,
        prices=number % 3 == 1,
        consortia=number % 2 == 1,
        routes=number % 4 == 2,
        funding=number % 5 == 3,
    )
    docs = drawn(strategy, SET.each, start=SET.seed(number))
    return [with_stress(doc, 1000 * number + at, 3) for at, doc in enumerate(docs)]


@pytest.mark.parametrize("number", SET.parts)
def test_robust_and_brute_force_agree(number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Design, values, regrets, bounds and what is impossible, all proved.

    Every other one is proved by weights of the cases, as those of many lots are; and of these
    every other one as if no case's best design were admissible in all.
    """
    for at, doc in enumerate(draw_chunk(number)):
        with monkeypatch.context() as patch:
            if at % 2:
                patch.setattr(minimax_regret, "MOST_LOTS_OF_ONE_MODEL", 0)
            if at % 4 == 3:
                patch.setattr(study, "minimise_largest_regret", begin_with_nothing)
            assert find_robust_differences(doc) == []


def begin_with_nothing(
    model: RegretModel, known: Design | None, largest: Fraction | None, judge: DesignJudge
) -> MinimaxOutcome:
    """The search over all cases, with no design known before."""
    return minimax_regret.minimise_largest_regret(model, None, None, judge)
