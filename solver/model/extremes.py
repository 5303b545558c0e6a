"""The largest and the smallest figure of the chosen candidates, as linear expressions."""

import numpy as np

from solver.arrays import Flags, Ints, sort_distinct
from solver.model.expressions import LinearExpression, sum_expressions
from solver.model.linear_model import LinearModel


def add_largest_chosen(model: LinearModel, name: str, figures: Ints) -> LinearExpression:
    """Add the largest of the chosen candidates' `figures`, (N,).

    The expression is equal to it when minimised, and never below.
    """
    return _add_extreme(model, name, figures, sign=1)


def add_smallest_chosen(
    model: LinearModel, name: str, figures: Ints, counted: Flags | None = None
) -> LinearExpression:
    """Add the smallest of the chosen candidates' `figures`, (N,).

    The expression is equal to it when maximised, and never above. With `counted`, (N,), only marked
    candidates count, and it is 0 where none of them is chosen.
    """
    if counted is None or counted.all():
        return _add_extreme(model, name, figures, sign=-1)
    # A candidate that does not count gets the largest figure, and choosing none that do is 0.
    highest = figures[counted].max(initial=0)
    levels = np.where(counted, figures, highest)
    return _add_extreme(
        model, name, levels, sign=-1, unless=model.sum_chosen(counted.astype(np.int64))
    )


def _add_extreme(
    model: LinearModel, name: str, figures: Ints, sign: int, unless: LinearExpression | None = None
) -> LinearExpression:
    """One binary marker for each distinct figure, which must be 1 where a candidate has it.

    A marker requires all markers of less extreme figures, so the extreme is the sum of the steps
    between marked figures. With `unless` the most extreme figure 0 is marked unless that expression
    is positive.
    """
    extra = [] if unless is None else [0]
    levels = sort_distinct(sign * np.append(figures, extra).astype(np.int64))
    markers, steps = [], []
    above = None
    for i in reversed(range(1, len(levels))):
        marker = model.add_variable(f"{name} reaches {sign * int(levels[i])}", 0, 1)
        markers.append(marker)
        steps.append(sign * int(levels[i] - levels[i - 1]))
        for candidate in np.flatnonzero(sign * figures == levels[i]).tolist():
            _add_implication(model, name, candidate, marker)
        if above is not None:
            _add_implication(model, name, above, marker)
        if unless is not None and above is None:
            needed = sum_expressions(unless, LinearExpression.count(np.array([marker])))
            model.add_row(f"{name}: something or nothing", needed, 1, None)
        above = marker
    return LinearExpression(
        np.array(markers, dtype=np.int64), np.array(steps, dtype=np.int64), sign * int(levels[0])
    )


def _add_implication(model: LinearModel, name: str, one: int, other: int) -> None:
    """Add one <= other, of binary variables."""
    model.add_at_most_zero(name, LinearExpression(np.array([one, other]), np.array([1, -1])))
