"""The form that a solver in floating point minimises, and what its figures prove of it."""

from math import ceil, gcd, isfinite

import numpy as np

from solver.engines.rows import EXACT, Written
from solver.facts.lots import Ints
from solver.selection.linear import Linear


class Goal:
    """A form over a model, written over columns and divided by what its numbers share."""

    def __init__(self, whole: Linear | None, source: Written) -> None:
        self.whole = whole
        self.columns: list[int] = []
        self.coefficients: list[int] = []
        self._shared, self._exact = 1, True
        if whole is None:
            return
        place = {variable: i for i, variable in enumerate(source.kept)}
        pairs = zip(whole.variables.tolist(), whole.coefficients.tolist(), strict=True)
        terms = [(place[v], int(c)) for v, c in pairs if v in place]
        self._shared = gcd(*(c for _, c in terms)) or 1
        self.columns = [column for column, _ in terms]
        self.coefficients = [c // self._shared for _, c in terms]
        low, high = source.span(self.columns, self.coefficients)
        self._exact = max(-low, high) < EXACT

    def of(self, solution: Ints) -> int | None:
        """The form's value; None without a form."""
        return None if self.whole is None else self.whole.of(solution)

    def below(self, bound: float | None) -> int | None:
        """The whole number that no value is below if none of the columns' form is below `bound`."""
        if self.whole is None or bound is None or not isfinite(bound) or not self._exact:
            return None
        margin = max(1e-6, abs(bound) * 1e-9)
        return self._shared * ceil(bound - margin) + self.whole.constant

    def beaten(self, solution: Ints) -> int | None:
        """The largest value that is better than the solution's; None without a form."""
        return None if self.whole is None else self.whole.of(solution) - self._shared

    def agrees(self, solution: Ints, objective: float | None) -> bool:
        """Whether the solver minimised what the solution is really worth."""
        if self.whole is None:
            return True
        if objective is None or not self._exact:
            return False
        value = (self.whole.of(solution) - self.whole.constant) // self._shared
        return bool(np.abs(objective - value) < 0.5)
