"""Reduced costs prove what they say, whatever the prices were."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from solver.selection import narrow
from solver.selection.window import priced_rows, window
from tests.selection.models import UNITS, Posed, partitions
from tests.solve.loading import examples

NONSENSE = st.one_of(
    st.floats(-40, 40),
    st.floats(allow_nan=False, allow_infinity=False),
    st.floats(),
    st.integers(-20, 20).map(float),
)


@pytest.mark.filterwarnings("ignore:overflow encountered")
@examples(300)
@given(partitions(), st.data())
def test_no_solution_costs_less_than_the_window_says(posed: Posed, data: st.DataObject) -> None:
    """Bound plus the reduced cost of any chosen candidate is at most the solution's value."""
    rows = priced_rows(posed.model)
    prices = np.array(data.draw(st.lists(NONSENSE, min_size=len(rows), max_size=len(rows))))
    view = window(posed.model, posed.form, rows, prices, UNITS)
    if view is None:
        return
    assert (view.costs >= 0).all()
    for solution in posed.solutions():
        value = posed.form.of(solution)
        assert view.bound <= value
        chosen = solution[: len(posed.lots)] == 1
        assert all(view.bound + cost <= value for cost in view.costs[chosen].tolist())
        assert view.within(value)[chosen].all()


@pytest.mark.parametrize("price", [float("nan"), float("inf"), -float("inf"), 1e300])
@given(partitions())
@examples(5)
def test_prices_that_are_no_numbers_make_no_window(price: float, posed: Posed) -> None:
    """Nothing is concluded from them."""
    rows = priced_rows(posed.model)
    prices = np.full(len(rows), price)
    assert window(posed.model, posed.form, rows, prices, UNITS) is None


@examples(60)
@given(partitions(), st.integers(1, 3), st.booleans())
def test_minimising_over_a_window_finds_the_true_least(
    posed: Posed, start: int, hinted: bool
) -> None:
    """Windows of one to three candidates to begin with; infeasible only where all is."""
    best = posed.best()
    search = posed.search()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(narrow, "FEW", 1)
        patch.setattr(narrow, "START", start)
        prices = narrow.priced(search, posed.form)
        hint = next(posed.solutions(), None) if hinted else None
        outcome = narrow.least(search, posed.form, prices, lambda best, bound: None, hint)
    if best is None:
        assert outcome.status == "infeasible"
    else:
        assert outcome.status == "optimal"
        assert outcome.solution is not None
        assert posed.allows(outcome.solution)
        assert posed.form.of(outcome.solution) == best
        assert outcome.bound == best


@examples(60)
@given(partitions(), st.data())
def test_any_prices_lead_to_the_true_least(posed: Posed, data: st.DataObject) -> None:
    """Bad prices cost time, never the answer."""
    rows = priced_rows(posed.model)
    duals = np.array(
        data.draw(st.lists(st.floats(-30, 30), min_size=len(rows), max_size=len(rows)))
    )
    best = posed.best()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(narrow, "START", 1)
        prices = narrow.Prices(rows, duals)
        outcome = narrow.least(posed.search(), posed.form, prices, lambda b, c: None, None)
    found = None if outcome.solution is None else posed.form.of(outcome.solution)
    assert (outcome.status, found) == (("infeasible", None) if best is None else ("optimal", best))
