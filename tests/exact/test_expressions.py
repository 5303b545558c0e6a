"""Forms with coefficients beyond what engines can sum."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from solver.model.expressions import (
    LARGEST_SUM,
    LinearExpression,
    round_down_to_fit,
    sum_expressions,
)
from tests.exact.models import SmallModel, dense, partition
from tests.solve.loading import examples

WIDE = st.one_of(st.integers(-(10**30), 10**30), st.integers(-9, 9))


@st.composite
def wide_forms(draw: st.DrawFn) -> LinearExpression:
    """A form over up to six variables."""
    coefficients = draw(st.lists(WIDE, min_size=1, max_size=6))
    variables = np.arange(len(coefficients))
    return LinearExpression(variables, np.array(coefficients, dtype=object), draw(WIDE))


@examples(300)
@given(wide_forms(), st.lists(st.integers(0, 7), min_size=6, max_size=6))
def test_a_lowered_form_is_never_above_the_exact_one(
    form: LinearExpression, values: list[int]
) -> None:
    """What was at most 0 stays so, the numbers fit, and a tight form is the exact one scaled."""
    outer = round_down_to_fit(form)
    at = np.array(values, dtype=np.int64)
    assert outer.expression.evaluate(at) * outer.scale <= form.evaluate(at)
    if outer.is_exact:
        assert outer.expression.evaluate(at) * outer.scale == form.evaluate(at)
    sizes = [abs(int(c)) for c in outer.expression.coefficients.tolist()]
    assert sum(sizes) + abs(outer.expression.constant) <= 2 * LARGEST_SUM


@examples(100)
@given(wide_forms(), wide_forms(), st.lists(st.integers(0, 7), min_size=6, max_size=6), WIDE)
def test_forms_add_and_multiply_exactly(
    one: LinearExpression, other: LinearExpression, values: list[int], factor: int
) -> None:
    """Joined, scaled and shifted forms have the values that arithmetic says."""
    at = np.array(values, dtype=np.int64)
    assert sum_expressions(one, other).evaluate(at) == one.evaluate(at) + other.evaluate(at)
    assert one.multiply(factor).evaluate(at) == factor * one.evaluate(at)
    assert one.add_constant(factor).evaluate(at) == one.evaluate(at) + factor


@examples(60)
@given(st.lists(st.integers(-3, 3), min_size=6, max_size=6), st.integers(0, 2**64))
def test_rows_that_had_to_be_rounded_are_kept_exactly(small: list[int], noise: int) -> None:
    """A solution that only the rounded row allows is refused, and the search goes on."""
    lots = ((0,), (0, 1), (1,), (2,), (2, 3), (3,))
    model = partition(lots)
    wide = [weight * 2**70 + (noise >> i) % 5 - 2 for i, weight in enumerate(small)]
    exact = LinearExpression(np.arange(len(lots)), np.array(wide, dtype=object))
    model.add_at_most_zero("wide", exact)
    form = dense([5, 3, 4, 2, 6, 1])
    small = SmallModel(lots, model, form)
    allowed = [s for s in small.solutions() if exact.evaluate(s) <= 0]
    outcome = small.search().solve(form)
    if not allowed:
        assert outcome.status == "infeasible"
    else:
        assert outcome.solution is not None
        assert exact.evaluate(outcome.solution) <= 0
        assert form.evaluate(outcome.solution) == min(map(form.evaluate, allowed))
