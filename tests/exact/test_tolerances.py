"""Tolerances among all designs of four units: what is given away buys the next objective more."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from lotdesign.measures.registry import MEASURES
from lotdesign.scenario.values import ObjectiveTolerance
from solver.exact.lexicographic import optimise_lexicographically
from solver.model.goals import build_linear_goal
from solver.objectives.registry import RankedObjective
from tests.exact.models import UNITS, SmallModel, dense, partition, weights
from tests.exact.test_lexicographic import TOLERANCES, bare
from tests.solve.loading import examples

EVERY = tuple(
    sorted(tuple(u for u in range(UNITS) if mask >> u & 1) for mask in range(1, 1 << UNITS))
)


@examples(40)
@given(weights(15, 9), weights(15, 9), TOLERANCES, st.sampled_from(("lots", "accessible_lots")))
def test_the_second_goal_is_best_within_the_tolerance_of_the_first(
    first: list[int], second: list[int], slack: ObjectiveTolerance, measure: str
) -> None:
    """Each with its optimum, proved, in the sign of its measure; all fifteen designs are there."""
    goals = [build_linear_goal(dense(each)) for each in (first, second)]
    small = SmallModel(EVERY, partition(EVERY), dense([]))
    designs = list(small.solutions())
    assert len(designs) == 15
    objectives = [
        RankedObjective(MEASURES[measure], goal, tolerance)
        for goal, tolerance in zip(goals, (slack, ObjectiveTolerance()), strict=True)
    ]
    told: list[object] = []
    found = optimise_lexicographically(
        small.search(), bare(EVERY), objectives, lambda *news: told.append(news)
    )
    best = Fraction(min(map(goals[0].evaluate, designs)))
    room = abs(best) * slack.size if slack.relative else slack.size
    left = [design for design in designs if goals[0].evaluate(design) <= best + room]
    optima = [best, min(map(goals[1].evaluate, left))]
    sign = MEASURES[measure].sign
    assert [reached.value for reached in found.reached] == [sign * each for each in optima]
    assert [reached.bound for reached in found.reached] == [sign * each for each in optima]
    assert found.proved
