"""`balance` as rows: a chosen lot lies near the average of those chosen.

For each chosen S: (1 - t) A <= K A[S] <= (1 + t) A, with K selected lots that sum to A. For a
given K this bounds A by whole numbers that S alone decides, so K gets a marker for each number
of lots; a product of K and A[S] in a row would need coefficients that engines do not survive.
"""

import numpy as np

from lotdesign.rules.balance import Balance
from solver.facts.exact import largest
from solver.facts.lots import Ints
from solver.facts.table import Facts
from solver.selection.linear import Linear, joined
from solver.selection.model import Model


def ties(rule: Balance, facts: Facts, model: Model) -> None:
    """A pair of rows holds where S is chosen: A is not too large and not too small for it."""
    sizes: Ints = facts.value if rule.measure == "value" else facts.need
    selected = facts.holding(rule.services)
    if not largest(sizes[selected]):
        return
    most = len(facts.scenario.units)
    total = model.number(f"{rule.id}: total", 0, largest(sizes) * most)
    summed = Linear(np.array([total]), np.array([-1]))
    chosen = model.chosen(np.where(selected, sizes, 0))
    model.row(f"{rule.id}: sum over lots", joined(chosen, summed), 0, 0)
    marks = _count_marks(rule, model, selected.astype(int), most)
    for lot in np.flatnonzero(selected).tolist():
        _bound(rule, model, lot, int(sizes[lot]), total, marks)


def _count_marks(rule: Balance, model: Model, selected: Ints, most: int) -> Ints:
    """One marker a number of lots, 0 to `most`; just the right one is set."""
    marks = [model.number(f"{rule.id}: {k} lots", 0, 1) for k in range(most + 1)]
    every = np.array(marks)
    model.row(f"{rule.id}: one number", Linear(every, np.ones(most + 1, dtype=np.int64)), 1, 1)
    number = joined(model.chosen(selected), Linear(every, -np.arange(most + 1)))
    model.row(f"{rule.id}: number of lots", number, 0, 0)
    return every


def _bound(rule: Balance, model: Model, lot: int, size: int, total: int, marks: Ints) -> None:
    """A is at most K A[S] / (1 - t) and at least K A[S] / (1 + t)."""
    top, bottom = rule.tolerance.numerator, rule.tolerance.denominator
    counts = range(len(marks))
    variables = np.append(marks, total)
    if top < bottom:
        most = [-(k * size * bottom // (bottom - top)) for k in counts]
        form = Linear(variables, np.array([*most, 1]))
        model.at_most_zero(f"{rule.id}: not too small", form, when=lot)
    least = [-(-k * size * bottom // (bottom + top)) for k in counts]
    form = Linear(variables, np.array([*least, -1]))
    model.at_most_zero(f"{rule.id}: not too large", form, when=lot)
