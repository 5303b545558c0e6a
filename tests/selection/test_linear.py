"""Forms with coefficients beyond what engines can sum."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from solver.selection.linear import ROOM, Linear, joined, lowered
from tests.selection.models import Posed, dense, partition
from tests.solve.loading import examples

WIDE = st.one_of(st.integers(-(10**30), 10**30), st.integers(-9, 9))


@st.composite
def wide_forms(draw: st.DrawFn) -> Linear:
    """A form over up to six variables."""
    coefficients = draw(st.lists(WIDE, min_size=1, max_size=6))
    variables = np.arange(len(coefficients))
    return Linear(variables, np.array(coefficients, dtype=object), draw(WIDE))


@examples(300)
@given(wide_forms(), st.lists(st.integers(0, 7), min_size=6, max_size=6))
def test_a_lowered_form_is_never_above_the_exact_one(form: Linear, values: list[int]) -> None:
    """What was at most 0 stays so, the numbers fit, and a tight form is the exact one scaled."""
    outer = lowered(form)
    at = np.array(values, dtype=np.int64)
    assert outer.form.of(at) * outer.scale <= form.of(at)
    if outer.tight:
        assert outer.form.of(at) * outer.scale == form.of(at)
    sizes = [abs(int(c)) for c in outer.form.coefficients.tolist()]
    assert sum(sizes) + abs(outer.form.constant) <= 2 * ROOM


@examples(100)
@given(wide_forms(), wide_forms(), st.lists(st.integers(0, 7), min_size=6, max_size=6), WIDE)
def test_forms_add_and_multiply_exactly(
    one: Linear, other: Linear, values: list[int], factor: int
) -> None:
    """Joined, scaled and shifted forms have the values that arithmetic says."""
    at = np.array(values, dtype=np.int64)
    assert joined(one, other).of(at) == one.of(at) + other.of(at)
    assert one.times(factor).of(at) == factor * one.of(at)
    assert one.plus(factor).of(at) == one.of(at) + factor


@examples(60)
@given(st.lists(st.integers(-3, 3), min_size=6, max_size=6), st.integers(0, 2**64))
def test_rows_that_had_to_be_rounded_are_kept_exactly(small: list[int], noise: int) -> None:
    """A solution that only the rounded row allows is refused, and the search goes on."""
    lots = ((0,), (0, 1), (1,), (2,), (2, 3), (3,))
    model = partition(lots)
    wide = [weight * 2**70 + (noise >> i) % 5 - 2 for i, weight in enumerate(small)]
    exact = Linear(np.arange(len(lots)), np.array(wide, dtype=object))
    model.at_most_zero("wide", exact)
    form = dense([5, 3, 4, 2, 6, 1])
    posed = Posed(lots, model, form)
    allowed = [s for s in posed.solutions() if exact.of(s) <= 0]
    outcome = posed.search().solve(form)
    if not allowed:
        assert outcome.status == "infeasible"
    else:
        assert outcome.solution is not None
        assert exact.of(outcome.solution) <= 0
        assert form.of(outcome.solution) == min(map(form.of, allowed))
