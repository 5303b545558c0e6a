"""What constants do to a bound, and the right-hand sides that duals weigh."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from solver.exact.lagrangian_bound import (
    compute_window,
    select_unconditional_rows,
    subtract_unit_duals,
)
from solver.model.expressions import LinearExpression
from solver.model.linear_model import LinearModel
from tests.exact.models import UNITS, SmallModel, partitions
from tests.solve.loading import examples

DUALS = st.floats(-30, 30)


@examples(60)
@given(partitions(), st.data(), st.integers(-99, 99))
def test_a_constant_moves_the_bound_and_no_reduced_cost(
    small: SmallModel, data: st.DataObject, constant: int
) -> None:
    """By just as much as it moves every solution's value."""
    rows = select_unconditional_rows(small.model)
    duals = np.array(data.draw(st.lists(DUALS, min_size=len(rows), max_size=len(rows))))
    plain, moved = (
        compute_window(small.model, expression, rows, duals, UNITS)
        for expression in (small.objective, small.objective.add_constant(constant))
    )
    assert plain is not None
    assert moved is not None
    assert moved.bound == plain.bound + constant
    assert (moved.reduced_costs == plain.reduced_costs).all()


@examples(60)
@given(partitions(), st.data(), st.integers(-9, 9))
def test_a_constant_in_a_row_counts_against_its_bounds(
    small: SmallModel, data: st.DataObject, constant: int
) -> None:
    """The same row with a constant on both sides gives the same bound."""
    rows = select_unconditional_rows(small.model)
    duals = np.array(data.draw(st.lists(DUALS, min_size=len(rows), max_size=len(rows))))
    shifted = [
        type(row)(
            row.name,
            row.expression.add_constant(constant),
            None if row.low is None else row.low + constant,
            None if row.high is None else row.high + constant,
            kind=row.kind,
        )
        for row in rows
    ]
    one, other = (
        compute_window(small.model, small.objective, each, duals, UNITS) for each in (rows, shifted)
    )
    assert one is not None
    assert other is not None
    assert one.bound == other.bound


def test_a_bound_without_duals_is_what_the_cheapest_lots_cost() -> None:
    """Three lots at most, each of which costs at least minus two; duals of 0 add nothing."""
    costs = LinearExpression(np.arange(2), np.array([-2, 5]), 7)
    model = LinearModel(2)
    window = compute_window(model, costs, [model.build_count_row(0, 9)], np.zeros(1), 3)
    assert window is not None
    assert window.bound == 7 - 3 * 2
    assert window.reduced_costs.tolist() == [0, 7]


@examples(60)
@given(partitions(), st.data())
def test_candidates_that_are_not_allowed_are_within_no_value(
    small: SmallModel, data: st.DataObject
) -> None:
    """And the bound holds for all solutions of the others."""
    rows = select_unconditional_rows(small.model)
    duals = np.array(data.draw(st.lists(DUALS, min_size=len(rows), max_size=len(rows))))
    count = len(small.lots)
    allowed = np.array(data.draw(st.lists(st.booleans(), min_size=count, max_size=count)))
    window = compute_window(small.model, small.objective, rows, duals, UNITS, allowed)
    assert window is not None
    assert not window.mark_within(10**12)[~allowed].any()
    for solution in small.solutions():
        if allowed[solution[:count] == 1].all():
            value = small.objective.evaluate(solution)
            assert window.bound <= value
            assert window.mark_within(value)[solution[:count] == 1].all()


@examples(60)
@given(partitions(extra=False), st.data(), st.integers(1, UNITS), st.integers(0, 2))
def test_subtracting_duals_changes_no_value(
    small: SmallModel, data: st.DataObject, fewest: int, more: int
) -> None:
    """Of units, and of a number of lots where that is fixed; other rows have no part in it."""
    count_row = small.model.build_count_row(fewest, fewest + more)
    rows = [*select_unconditional_rows(small.model), count_row]
    duals = np.array(data.draw(st.lists(DUALS, min_size=len(rows), max_size=len(rows))))
    other = subtract_unit_duals(small.model, small.objective, rows, duals)
    for solution in small.solutions():
        if fewest <= solution[: len(small.lots)].sum() <= fewest + more:
            assert other.evaluate(solution) == small.objective.evaluate(solution)


@pytest.mark.parametrize(
    ("low", "high", "dual", "bound"),
    [
        (None, 4, -3.0, -3 * 4 + 2),
        (1, 4, -3.0, -3 * 4 + 2),
        (1, None, 3.0, 3 * 1 - 2),
        (1, 4, 3.0, 3 * 1 - 2),
        (None, 4, 3.0, None),
        (1, None, -3.0, None),
    ],
)
def test_a_dual_weighs_the_bound_that_it_belongs_to(
    low: int | None, high: int | None, dual: float, bound: int | None
) -> None:
    """Of each variable 3 is taken or given, which its cost makes up for; 2 is their constant.

    A dual of a bound that the row does not have counts as 0.
    """
    sign = 1 if dual > 0 else -1
    costs = LinearExpression(np.arange(2), np.array([3, 3]) * sign, -2 * sign)
    model = LinearModel(2)
    model.add_row("sum", LinearExpression.count(np.arange(2)), low, high)
    window = compute_window(model, costs, model.rows, np.array([dual]), 2)
    assert window is not None
    assert window.bound == (bound if bound is not None else -2 if sign > 0 else 2 - 2 * 3)
