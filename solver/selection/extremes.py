"""The largest and smallest of the chosen lots' figures, as variables."""

import numpy as np

from solver.facts.lots import Ints
from solver.selection.linear import Linear
from solver.selection.model import Model


def largest_chosen(model: Model, name: str, figures: Ints) -> Linear:
    """A variable that is at least every chosen lot's figure, and no more when minimised."""
    return _bounded(model, name, figures, sign=1)


def smallest_chosen(model: Model, name: str, figures: Ints) -> Linear:
    """A variable that is at most every chosen lot's figure, and no less when maximised."""
    return _bounded(model, name, figures, sign=-1)


def _bounded(model: Model, name: str, figures: Ints, sign: int) -> Linear:
    """One marker a distinct figure: a lot may be chosen only when its figure is marked.

    Marks nest, so the variable is the sum of the steps between figures that are passed.
    """
    steps = np.unique(sign * figures)
    form_variables, form_steps = [], []
    above = None
    for step in reversed(range(1, len(steps))):
        mark = model.number(f"{name} reaches {sign * int(steps[step])}", 0, 1)
        form_variables.append(mark)
        form_steps.append(sign * int(steps[step] - steps[step - 1]))
        here = np.flatnonzero(sign * figures == steps[step])
        for lot in here.tolist():
            model.at_most_zero(name, Linear(np.array([lot, mark]), np.array([1, -1])))
        if above is not None:
            model.at_most_zero(name, Linear(np.array([above, mark]), np.array([1, -1])))
        above = mark
    return Linear(
        np.array(form_variables, dtype=np.int64),
        np.array(form_steps, dtype=np.int64),
        sign * int(steps[0]),
    )
