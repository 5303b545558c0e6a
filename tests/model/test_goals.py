"""What a goal's expressions say at every solution, beside its exact value."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from solver.model.goals import Goal, build_linear_goal, build_ratio_goal
from tests.exact.models import SmallModel, dense, partitions, weights
from tests.solve.loading import examples


def check(goal: Goal, small: SmallModel, off: Fraction) -> None:
    """Below a value that some solution has, and at most any value, as they are defined."""
    solutions = list(small.solutions())
    values = [Fraction(goal.evaluate(solution)) for solution in solutions]
    for value in values[:3]:
        below = goal.express_below(value)
        for solution, own in zip(solutions, values, strict=True):
            assert (below.evaluate(solution) < 0) == (own < value)
        for limit in (value, value + off):
            at_most = goal.express_at_most(limit)
            for solution, own in zip(solutions, values, strict=True):
                assert (at_most.evaluate(solution) <= 0) == (own <= limit)


OFFSETS = st.fractions(-3, 3, max_denominator=9)


@examples(80)
@given(partitions(extra=False), st.data(), st.integers(1, 6), OFFSETS)
def test_a_linear_goal_is_told_from_any_value(
    small: SmallModel, data: st.DataObject, unit: int, off: Fraction
) -> None:
    """In parts of its unit, at values between the parts too."""
    form = dense(data.draw(weights(small.size)), data.draw(st.integers(-9, 9)))
    check(build_linear_goal(form, unit), small, off)


@examples(80)
@given(partitions(extra=False), st.data(), OFFSETS)
def test_a_ratio_is_told_from_any_value(
    small: SmallModel, data: st.DataObject, off: Fraction
) -> None:
    """The sum below is at least 1, and the one above no greater: a ratio is a share."""
    sums = data.draw(st.lists(st.integers(1, 9), min_size=small.size, max_size=small.size))
    parts = [min(pair) for pair in zip(data.draw(weights(small.size)), sums, strict=True)]
    check(build_ratio_goal(dense(parts), dense(sums), 1, empty=0), small, off)
