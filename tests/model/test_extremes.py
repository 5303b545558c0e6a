"""The largest and the smallest figure of what is chosen."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from solver.exact.search import ModelSearch
from solver.model.expressions import LinearExpression
from solver.model.extremes import add_largest_chosen, add_smallest_chosen
from tests.exact.models import SmallModel, partitions
from tests.solve.loading import examples


def find_least(small: SmallModel, chosen: list[int], form: LinearExpression) -> int:
    """The least value of a form once just these candidates are chosen."""
    search: ModelSearch = small.search()
    allowed = np.zeros(len(small.lots), dtype=np.bool_)
    allowed[chosen] = True
    outcome = search.solve(form, allowed=allowed)
    assert outcome.solution is not None
    return form.evaluate(outcome.solution)


@pytest.mark.parametrize("partly", [False, True])
@examples(40)
@given(partitions(extra=False), st.data())
def test_extremes_are_those_of_the_chosen_candidates(
    partly: bool, small: SmallModel, data: st.DataObject
) -> None:
    """Of some of them alone where not all count; 0 where none of those is chosen."""
    count = len(small.lots)
    figures = np.array(data.draw(st.lists(st.integers(0, 9), min_size=count, max_size=count)))
    flags = st.lists(st.booleans(), min_size=count, max_size=count)
    counted = np.array(data.draw(flags) if partly else [True] * count)
    solutions = list(small.solutions())[:3]
    largest = add_largest_chosen(small.model, "largest", figures)
    smallest = add_smallest_chosen(small.model, "smallest", figures, counted if partly else None)
    for solution in solutions:
        chosen = np.flatnonzero(solution[:count]).tolist()
        assert find_least(small, chosen, largest) == max(figures[chosen])
        own = [int(figures[i]) for i in chosen if counted[i]]
        assert -find_least(small, chosen, smallest.multiply(-1)) == min(own, default=0)
