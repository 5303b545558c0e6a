"""Small random models over whole numbers, and their answers by enumeration."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

import numpy as np

from solver.arrays import Flags, Ints
from solver.backends.exact_feasibility import is_feasible
from solver.model.expressions import LinearExpression
from solver.model.linear_model import LinearModel

SIZES = {"small": 20, "pence": 10**9, "large": 2**44, "huge": 2**55}
"""The largest coefficients of each sort of model."""


@dataclass(frozen=True)
class Drawn:
    """A model, a form to minimise, candidates that are allowed, and a solution or nonsense."""

    model: LinearModel
    form: LinearExpression | None
    allowed: Flags | None
    hint: Ints

    def solutions(self) -> Iterator[Ints]:
        """Everything that the model allows."""
        keep = self.model.mark_usable(self.allowed)
        ranges = [
            range(low, high + 1) if kept else range(1)
            for kept, (low, high) in zip(
                keep, map(self.model.bounds, range(self.model.size)), strict=True
            )
        ]
        for values in product(*ranges):
            solution = np.array(values, dtype=np.int64)
            if is_feasible(self.model, solution, self.allowed):
                yield solution

    def answer(self) -> tuple[str, int | None]:
        """The status, and the least value of the form."""
        found = list(self.solutions())
        if not found:
            return "infeasible", None
        return "optimal", None if self.form is None else min(map(self.form.evaluate, found))


def drawn(seed: int, size: str) -> Drawn:
    """The model of a seed: two to six candidates, whole numbers beside them, and a few rows.

    Rows are drawn around one planted point, so that they hold or fail by little.
    """
    dice = random.Random(seed)
    model = LinearModel(dice.randint(2, 6))
    for i in range(dice.choice((0, 0, 1, 2))):
        low = dice.randint(-3, 1)
        owner = dice.choice((None, dice.randrange(model.candidate_count)))
        high = low + dice.randint(0, 4)
        model.add_variable(f"n{i}", low, high, owner if low <= 0 <= high else None)
    planted = np.array([dice.randint(*model.bounds(v)) for v in range(model.size)])
    for i in range(dice.randint(1, 5)):
        _row(dice, model, f"r{i}", planted, SIZES[size])
    form = None if dice.random() < 0.2 else _form(dice, model, SIZES[size])
    allowed = None
    if dice.random() < 0.3:
        allowed = np.array([dice.random() < 0.7 for _ in range(model.candidate_count)])
    return Drawn(model, form, allowed, planted)


def _form(dice: random.Random, model: LinearModel, most: int) -> LinearExpression:
    count = dice.randint(1, model.size)
    variables = sorted(dice.sample(range(model.size), count))
    coefficients = [dice.randint(-most, most) or 1 for _ in variables]
    if dice.random() < 0.3:
        shared = dice.randint(2, 9)
        coefficients = [c // shared * shared or shared for c in coefficients]
    constant = dice.choice((0, dice.randint(-most, most)))
    return LinearExpression(np.array(variables), np.array(coefficients, dtype=np.int64), constant)


def _row(dice: random.Random, model: LinearModel, name: str, planted: Ints, most: int) -> None:
    form = _form(dice, model, most if dice.random() < 0.7 else 3)
    if dice.random() < 0.2:
        form = LinearExpression.count(form.variables)
    value = form.evaluate(planted) + dice.choice((0, 0, 0, -1, 1))
    kind = dice.choice(("most", "least", "equal", "between", "when"))
    if kind == "when":
        model.add_at_most_zero(
            name, form.add_constant(-value), dice.randrange(model.candidate_count)
        )
    else:
        low = None if kind == "most" else value
        high = None if kind == "least" else value
        if kind == "between" and high is not None:
            high += dice.randint(0, most)
        model.add_row(name, form, low, high)
