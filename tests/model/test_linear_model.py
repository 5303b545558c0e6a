"""Models that are copied and joined."""

from itertools import islice, product

import numpy as np
from hypothesis import given

from solver.model.expressions import LinearExpression
from solver.model.linear_model import LinearModel, LinearRow
from tests.exact.models import SmallModel, partitions
from tests.solve.loading import examples


def test_what_is_added_to_a_copy_is_not_added_to_the_model() -> None:
    """Neither rows nor variables, nor the exact forms of rounded rows."""
    model = LinearModel(2)
    copy = model.copy()
    both = LinearExpression(np.arange(2), np.array([2**70, 1], dtype=object))
    copy.add_variable("more", 0, 5)
    copy.add_unit_row("one of them", np.arange(2))
    copy.add_at_most_zero("wide", both)
    assert (model.size, len(model.rows), len(model.unrounded)) == (2, 0, 0)
    assert (copy.size, len(copy.rows), len(copy.unrounded)) == (3, 2, 1)


@examples(60)
@given(partitions(), partitions())
def test_a_model_that_joins_another_has_the_solutions_of_both(
    one: SmallModel, other: SmallModel
) -> None:
    """Each variable of the second stands behind all of the first, in its own rows alone."""
    joined = one.model.copy()
    shift = joined.graft(other.model)
    assert shift == one.size
    assert joined.size == one.size + other.size
    for v in range(other.size):
        assert joined.bounds(shift + v) == other.model.bounds(v)
    whole = SmallModel(one.lots, joined, one.objective)
    ones, others = ([*islice(small.solutions(), 2)] for small in (one, other))
    for first, second in product(ones, others):
        assert whole.allows(np.concatenate((first, second)))
        for at in range(joined.size):
            changed = np.concatenate((first, second))
            changed[at] = joined.bounds(at)[0] if changed[at] else joined.bounds(at)[1]
            parts = changed[:shift], changed[shift:]
            assert whole.allows(changed) == (one.allows(parts[0]) and other.allows(parts[1]))


def test_bounds_of_the_terms_alone_leave_out_the_constant() -> None:
    """5 <= x + 3 <= 10 is 2 <= x <= 7, and a side that is open stays open."""
    more = LinearExpression(np.arange(1), np.array([1]), 3)
    assert LinearRow("both", more, 5, 10).variable_bounds == (2, 7)
    assert LinearRow("none", more).variable_bounds == (None, None)
