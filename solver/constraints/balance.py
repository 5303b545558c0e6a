"""`balance` as coupling rows: a chosen lot lies near the average of those chosen.

For each chosen S: (1 - t) A <= K A[S] <= (1 + t) A, with K selected lots that sum to A. For a
given K this bounds A by whole numbers that S alone decides, so K gets a binary marker for each
number
of lots; a product of K and A[S] in a row would need coefficients that engines do not survive.
"""

import numpy as np

from lotdesign.rules.balance import BalanceRule
from solver.arrays import Ints, find_max_abs
from solver.candidates.table import CandidateTable
from solver.model.expressions import LinearExpression, sum_expressions
from solver.model.linear_model import LinearModel


def add_coupling_rows(rule: BalanceRule, facts: CandidateTable, model: LinearModel) -> None:
    """A pair of rows holds where S is chosen: A is not too large and not too small for it."""
    sizes: Ints = facts.value if rule.measure == "value" else facts.need
    selected = facts.holds_services(rule.services)
    if not find_max_abs(sizes[selected]):
        return
    most = len(facts.scenario.units)
    total = model.add_variable(f"{rule.id}: total", 0, find_max_abs(sizes) * most)
    summed = LinearExpression(np.array([total]), np.array([-1]))
    chosen = model.sum_chosen(np.where(selected, sizes, 0))
    model.add_row(f"{rule.id}: sum over lots", sum_expressions(chosen, summed), 0, 0)
    marks = _add_count_markers(rule, model, selected.astype(int), most)
    for lot in np.flatnonzero(selected).tolist():
        _add_average_bounds(rule, model, lot, int(sizes[lot]), total, marks)


def _add_count_markers(rule: BalanceRule, model: LinearModel, selected: Ints, most: int) -> Ints:
    """One marker a number of lots, 0 to `most`; just the right one is set."""
    marks = [model.add_variable(f"{rule.id}: {k} lots", 0, 1) for k in range(most + 1)]
    every = np.array(marks)
    model.add_row(
        f"{rule.id}: one number", LinearExpression(every, np.ones(most + 1, dtype=np.int64)), 1, 1
    )
    number = sum_expressions(
        model.sum_chosen(selected), LinearExpression(every, -np.arange(most + 1))
    )
    model.add_row(f"{rule.id}: number of lots", number, 0, 0)
    return every


def _add_average_bounds(
    rule: BalanceRule, model: LinearModel, lot: int, size: int, total: int, marks: Ints
) -> None:
    """A is at most K A[S] / (1 - t) and at least K A[S] / (1 + t)."""
    top, bottom = rule.tolerance.numerator, rule.tolerance.denominator
    counts = range(len(marks))
    variables = np.append(marks, total)
    if top < bottom:
        most = [-(k * size * bottom // (bottom - top)) for k in counts]
        form = LinearExpression(variables, np.array([*most, 1]))
        model.add_at_most_zero(f"{rule.id}: not too small", form, when=lot)
    least = [-(-k * size * bottom // (bottom + top)) for k in counts]
    form = LinearExpression(variables, np.array([*least, -1]))
    model.add_at_most_zero(f"{rule.id}: not too large", form, when=lot)
