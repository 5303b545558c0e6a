"""Rounded knapsack rows: which rows they come from, and how tight they are."""

import numpy as np

from solver.exact.branch_and_cut.cuts import KnapsackRow, list_knapsack_rows
from solver.model.expressions import LinearExpression
from solver.model.linear_model import LinearModel


def test_of_lots_of_which_two_fit_two_are_chosen() -> None:
    """Each takes 4 of a capacity of 9; one of 3 may come on top, and counts for nothing."""
    row = KnapsackRow(np.arange(5), np.array([4, 4, 4, 4, 3]), 9).round_down(2)
    assert row.expression.variables.tolist() == [0, 1, 2, 3]
    assert row.expression.coefficients.tolist() == [1, 1, 1, 1]
    assert (row.low, row.high) == (None, 2)


def test_rows_with_other_variables_are_no_knapsacks_of_candidates() -> None:
    """What a variable beyond the candidates counts may be more than one."""
    model = LinearModel(2)
    others = model.add_variable("others", 0, 5)
    for variables in ([0, 1], [0, others]):
        form = LinearExpression(np.array(variables), np.array([3, 4]))
        model.add_row("capacity", form, None, 6)
    (knapsack,) = list_knapsack_rows(model, model.rows)
    assert knapsack.variables.tolist() == [0, 1]
