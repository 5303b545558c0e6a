"""Goals whose coefficients had to be rounded for the engine are minimised exactly all the same."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from solver.exact.minimise import minimise_goal
from solver.model.expressions import LinearExpression
from solver.model.goals import build_linear_goal
from tests.exact.models import SmallModel, partitions, weights
from tests.solve.loading import examples


@examples(60)
@given(partitions(extra=False), st.data())
def test_what_rounding_hides_decides_between_solutions(
    small: SmallModel, data: st.DataObject
) -> None:
    """Solutions are as good as each other but for what is far below the rounded part."""
    high = data.draw(weights(small.size, 2))
    low = data.draw(weights(small.size, 99))
    wide = [h * 2**70 + n for h, n in zip(high, low, strict=True)]
    form = LinearExpression(np.arange(small.size), np.array(wide, dtype=object))
    goal = build_linear_goal(form)
    found = minimise_goal(small.search(), goal, lambda value, bound: None)
    assert found.proved
    assert found.value == min(map(goal.evaluate, small.solutions()), default=None)
