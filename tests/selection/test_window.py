"""Reduced costs prove what they say, whatever the prices were."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from solver.exact import reduced_cost_fixing as narrow
from solver.exact.lagrangian_bound import compute_window, select_unconditional_rows
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
    rows = select_unconditional_rows(posed.model)
    prices = np.array(data.draw(st.lists(NONSENSE, min_size=len(rows), max_size=len(rows))))
    view = compute_window(posed.model, posed.form, rows, prices, UNITS)
    if view is None:
        return
    assert (view.reduced_costs >= 0).all()
    for solution in posed.solutions():
        value = posed.form.evaluate(solution)
        assert view.bound <= value
        chosen = solution[: len(posed.lots)] == 1
        assert all(view.bound + cost <= value for cost in view.reduced_costs[chosen].tolist())
        assert view.mark_within(value)[chosen].all()


@pytest.mark.parametrize("price", [float("nan"), float("inf"), -float("inf"), 1e300])
@given(partitions())
@examples(5)
def test_prices_that_are_no_numbers_make_no_window(price: float, posed: Posed) -> None:
    """Nothing is concluded from them."""
    rows = select_unconditional_rows(posed.model)
    prices = np.full(len(rows), price)
    assert compute_window(posed.model, posed.form, rows, prices, UNITS) is None


@examples(60)
@given(partitions(), st.integers(1, 3), st.booleans())
def test_minimising_over_a_window_finds_the_true_least(
    posed: Posed, start: int, hinted: bool
) -> None:
    """Windows of one to three candidates to begin with; infeasible only where all is."""
    best = posed.best()
    search = posed.search()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(narrow, "FEWEST_FOR_LP", 1)
        patch.setattr(narrow, "FIRST_WINDOW_SIZE", start)
        prices = narrow.solve_for_duals(search, posed.form)
        hint = next(posed.solutions(), None) if hinted else None
        outcome = narrow.minimise_in_window(
            search, posed.form, prices, lambda best, bound: None, hint
        )
    if best is None:
        assert outcome.status == "infeasible"
    else:
        assert outcome.status == "optimal"
        assert outcome.solution is not None
        assert posed.allows(outcome.solution)
        assert posed.form.evaluate(outcome.solution) == best
        assert outcome.bound == best


@examples(60)
@given(partitions(), st.data())
def test_any_prices_lead_to_the_true_least(posed: Posed, data: st.DataObject) -> None:
    """Bad prices cost time, never the answer."""
    rows = select_unconditional_rows(posed.model)
    duals = np.array(
        data.draw(st.lists(st.floats(-30, 30), min_size=len(rows), max_size=len(rows)))
    )
    best = posed.best()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(narrow, "FIRST_WINDOW_SIZE", 1)
        prices = narrow.RelaxationDuals(rows, duals)
        outcome = narrow.minimise_in_window(
            posed.search(), posed.form, prices, lambda b, c: None, None
        )
    found = None if outcome.solution is None else posed.form.evaluate(outcome.solution)
    assert (outcome.status, found) == (("infeasible", None) if best is None else ("optimal", best))
