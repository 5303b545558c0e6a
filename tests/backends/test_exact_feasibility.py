"""What counts as a solution in whole numbers, and bounds that follow from doubles."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from solver.backends.exact_feasibility import is_feasible
from solver.backends.exact_rows import ColumnObjective, ExactRows
from solver.model.expressions import LinearExpression
from solver.model.linear_model import LinearModel
from tests.exact.models import SmallModel, partitions
from tests.solve.loading import examples


@examples(40)
@given(partitions(), st.data())
def test_just_the_solutions_of_allowed_candidates_are_feasible(
    small: SmallModel, data: st.DataObject
) -> None:
    """Within the bounds of every variable, and nothing chosen that is not allowed."""
    count = len(small.lots)
    allowed = np.array(data.draw(st.lists(st.booleans(), min_size=count, max_size=count)))
    solutions = {tuple(each.tolist()) for each in small.solutions()}
    ranges = [
        range(low - 1, high + 2) if v >= count else (0, 1)
        for v, (low, high) in enumerate(map(small.model.bounds, range(small.size)))
    ]
    for values in list(product(*ranges))[:400]:
        solution = np.array(values, dtype=np.int64)
        inside = bool(allowed[solution[:count] == 1].all())
        assert is_feasible(small.model, solution) == (values in solutions)
        assert is_feasible(small.model, solution, allowed) == (values in solutions and inside)
    chosen = np.zeros(small.size, dtype=np.int64)
    chosen[0] = 2
    assert not is_feasible(small.model, chosen)


@pytest.mark.parametrize(
    ("told", "bound"),
    [(4.0, 19), (4.3, 22), (3.9999999, 19), (4.0000001, 19), (-0.5, 7), (float("inf"), None)],
)
def test_a_bound_is_rounded_up_in_steps_of_the_objective(told: float, bound: int | None) -> None:
    """All coefficients are threes, and seven more: a hair above a step is that step."""
    model = LinearModel(3)
    form = LinearExpression(np.arange(3), np.array([3, 6, -9]), 7)
    objective = ColumnObjective(form, ExactRows(model, None))
    assert objective.round_bound(told) == bound
