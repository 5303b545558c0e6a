"""Lagrangian bounds and reduced costs hold for any duals."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from solver.exact import reduced_cost_fixing
from solver.exact.lagrangian_bound import compute_window, select_unconditional_rows
from tests.exact.models import UNITS, SmallModel, partitions
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
def test_bound_and_reduced_costs_are_below_every_solution(
    small: SmallModel, data: st.DataObject
) -> None:
    """Bound plus the reduced cost of any chosen candidate is at most the solution's value."""
    rows = select_unconditional_rows(small.model)
    duals = np.array(data.draw(st.lists(NONSENSE, min_size=len(rows), max_size=len(rows))))
    window = compute_window(small.model, small.objective, rows, duals, UNITS)
    if window is None:
        return
    assert (window.reduced_costs >= 0).all()
    for solution in small.solutions():
        value = small.objective.evaluate(solution)
        assert window.bound <= value
        chosen = solution[: len(small.lots)] == 1
        assert all(window.bound + cost <= value for cost in window.reduced_costs[chosen].tolist())
        assert window.mark_within(value)[chosen].all()


@pytest.mark.parametrize("price", [float("nan"), float("inf"), -float("inf"), 1e300])
@given(partitions())
@examples(5)
def test_duals_that_are_no_numbers_give_no_bound(price: float, small: SmallModel) -> None:
    """Nothing follows from them."""
    rows = select_unconditional_rows(small.model)
    duals = np.full(len(rows), price)
    assert compute_window(small.model, small.objective, rows, duals, UNITS) is None


@examples(60)
@given(partitions(), st.integers(1, 3), st.booleans())
def test_minimising_over_windows_finds_the_optimum(
    small: SmallModel, start: int, hinted: bool
) -> None:
    """Windows of one to three candidates to begin with; infeasible only where all is."""
    best = small.best()
    search = small.search()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reduced_cost_fixing, "FEWEST_FOR_LP", 1)
        patch.setattr(reduced_cost_fixing, "FIRST_WINDOW_SIZE", start)
        duals = reduced_cost_fixing.solve_for_duals(search, small.objective)
        hint = next(small.solutions(), None) if hinted else None
        outcome = reduced_cost_fixing.minimise_in_window(
            search, small.objective, duals, lambda best, bound: None, hint
        )
    if best is None:
        assert outcome.status == "infeasible"
    else:
        assert outcome.status == "optimal"
        assert outcome.solution is not None
        assert small.allows(outcome.solution)
        assert small.objective.evaluate(outcome.solution) == best
        assert outcome.bound == best


@examples(60)
@given(partitions(), st.data())
def test_any_duals_lead_to_the_optimum(small: SmallModel, data: st.DataObject) -> None:
    """Bad duals cost time, never the answer."""
    rows = select_unconditional_rows(small.model)
    duals = np.array(
        data.draw(st.lists(st.floats(-30, 30), min_size=len(rows), max_size=len(rows)))
    )
    best = small.best()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reduced_cost_fixing, "FIRST_WINDOW_SIZE", 1)
        duals = reduced_cost_fixing.RelaxationDuals(rows, duals)
        outcome = reduced_cost_fixing.minimise_in_window(
            small.search(), small.objective, duals, lambda b, c: None, None
        )
    found = None if outcome.solution is None else small.objective.evaluate(outcome.solution)
    assert (outcome.status, found) == (("infeasible", None) if best is None else ("optimal", best))
