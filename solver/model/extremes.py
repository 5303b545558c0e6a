"""Minimax linearisation: the largest and smallest figure of the chosen candidates as variables."""

import numpy as np

from solver.arrays import Flags, Ints, sort_distinct
from solver.model.expressions import LinearExpression, sum_expressions
from solver.model.linear_model import LinearModel


def add_largest_chosen(model: LinearModel, name: str, figures: Ints) -> LinearExpression:
    """A variable that is at least every chosen lot's figure, and no more when minimised."""
    return _add_extreme(model, name, figures, sign=1)


def add_smallest_chosen(
    model: LinearModel, name: str, figures: Ints, counted: Flags | None = None
) -> LinearExpression:
    """A variable that is at most every chosen lot's figure, and no less when maximised.

    With `counted` only the marked lots have a say, and where none of them is chosen it is 0.
    """
    if counted is None or counted.all():
        return _add_extreme(model, name, figures, sign=-1)
    # A lot without a say stands as high as any, and having none at all as low as 0.
    silent = figures[counted].max(initial=0)
    standing = np.where(counted, figures, silent)
    return _add_extreme(
        model, name, standing, sign=-1, unless=model.sum_chosen(counted.astype(np.int64))
    )


def _add_extreme(
    model: LinearModel, name: str, figures: Ints, sign: int, unless: LinearExpression | None = None
) -> LinearExpression:
    """One marker a distinct figure: a lot may be chosen only when its figure is marked.

    Marks nest, so the variable is the sum of the steps between figures that are passed. With
    `unless` a figure of 0, which no figure is beyond, is marked unless that form is above 0.
    """
    beyond = [] if unless is None else [0]
    steps = sort_distinct(sign * np.append(figures, beyond).astype(np.int64))
    form_variables, form_steps = [], []
    above = None
    for step in reversed(range(1, len(steps))):
        mark = model.add_variable(f"{name} reaches {sign * int(steps[step])}", 0, 1)
        form_variables.append(mark)
        form_steps.append(sign * int(steps[step] - steps[step - 1]))
        here = np.flatnonzero(sign * figures == steps[step])
        for lot in here.tolist():
            model.add_at_most_zero(name, LinearExpression(np.array([lot, mark]), np.array([1, -1])))
        if above is not None:
            model.add_at_most_zero(
                name, LinearExpression(np.array([above, mark]), np.array([1, -1]))
            )
        if unless is not None and above is None:
            needed = sum_expressions(unless, LinearExpression(np.array([mark]), np.array([1])))
            model.add_row(f"{name}: something or nothing", needed, 1, None)
        above = mark
    return LinearExpression(
        np.array(form_variables, dtype=np.int64),
        np.array(form_steps, dtype=np.int64),
        sign * int(steps[0]),
    )
