"""A model's rows and objective as floating-point solvers can carry them, with nothing rounded.

Conditional rows get an exact big M, every row is divided by its greatest common divisor, and rows
with large numbers are split in two, so that no coefficient passes `LARGEST_COEFFICIENT`. Integer
solutions of these rows are those of the model's.
"""

from dataclasses import dataclass
from math import ceil, gcd, isfinite

import numpy as np

from solver.arrays import EXACT_FLOAT_SUM, Flags, Ints
from solver.model.expressions import LinearExpression
from solver.model.linear_model import LinearModel, LinearRow

LARGEST_COEFFICIENT = 2**18
"""Coefficients stay below this: what tolerances let pass must stay well below 1."""
WIDEST_INTEGER_RANGE = 2**10
"""Columns with a wider range are not trusted to be whole (see `exact_feasibility`)."""


@dataclass(frozen=True)
class IntegerRow:
    """The sum of coefficients times columns is at most `bound`, or equal to it."""

    columns: list[int]
    coefficients: list[int]
    bound: int
    is_equality: bool = False


class ExactRows:
    """The rows of a model over its allowed candidates; all other candidates are 0.

    Columns are the model's variables in `kept`, then helpers of split rows. `is_infeasible`: some
    row fails whatever the variables are. `fits_doubles`: doubles can tell whether rows hold. A big
    M is the least that is valid; sums and bounds are Python's integers, so that none wraps.
    """

    def __init__(self, model: LinearModel, allowed: Flags | None) -> None:
        self._keep = model.mark_usable(allowed)
        self._column_of = np.cumsum(self._keep) - 1
        self.kept: list[int] = np.flatnonzero(self._keep).tolist()
        self.bounds = [model.bounds(variable) for variable in self.kept]
        self.rows: list[IntegerRow] = []
        self.is_infeasible, self.fits_doubles, self.has_split_rows = False, True, False
        for row in model.rows:
            self.add_row(row)

    def add_row(self, row: LinearRow) -> None:
        """Write one more row of the model."""
        if self.is_infeasible or (row.indicator is not None and not self._keep[row.indicator]):
            return
        restricted = row.expression.restrict(self._keep, self._column_of)
        columns, coefficients = restricted.variables.tolist(), restricted.coefficients.tolist()
        indicator = None if row.indicator is None else int(self._column_of[row.indicator])
        low, high = row.variable_bounds
        if indicator is None and low is not None and low == high:
            self._add_equality(columns, coefficients, low)
            return
        if high is not None:
            self._add_at_most(columns, coefficients, high, indicator)
        if low is not None:
            self._add_at_most(columns, [-c for c in coefficients], -low, indicator)

    def is_wide(self, column: int) -> bool:
        """Whether the column's range is too wide for it to be whole in floating point."""
        low, high = self.bounds[column]
        return high - low > WIDEST_INTEGER_RANGE

    def compute_span(self, columns: list[int], coefficients: list[int]) -> tuple[int, int]:
        """The least and the greatest sum within the columns' bounds."""
        low = high = 0
        for column, c in zip(columns, coefficients, strict=True):
            first, last = self.bounds[column]
            low += c * (first if c > 0 else last)
            high += c * (last if c > 0 else first)
        return low, high

    def _add_equality(self, columns: list[int], coefficients: list[int], bound: int) -> None:
        low, high = self.compute_span(columns, coefficients)
        divisor = gcd(*coefficients)
        if not low <= bound <= high or (divisor and bound % divisor):
            self.is_infeasible = True
        elif divisor:
            reduced = [c // divisor for c in coefficients]
            self._append_row(IntegerRow(columns, reduced, bound // divisor, True))

    def _add_at_most(
        self, columns: list[int], coefficients: list[int], bound: int, indicator: int | None
    ) -> None:
        """Add sum <= bound, where the indicator is 1; nothing where it always holds."""
        low, high = self.compute_span(columns, coefficients)
        if high <= bound:
            return
        if indicator is not None:
            # sum + (high - bound) * indicator <= high; a row that always fails forbids it.
            terms = dict.fromkeys([*columns, indicator], 0)
            for column, c in zip(columns, coefficients, strict=True):
                terms[column] += c
            terms[indicator] += high - bound
            columns, coefficients, bound = [*terms], [*terms.values()], high
        elif low > bound:
            self.is_infeasible = True
            return
        divisor = gcd(*coefficients)
        if divisor:
            reduced = [c // divisor for c in coefficients]
            self._append_row(IntegerRow(columns, reduced, bound // divisor))

    def _append_row(self, row: IntegerRow) -> None:
        """Add a row; one with large coefficients as two, of their high and their low digits.

        With a = 2^k h + l, and the bound likewise, sum a x <= b holds exactly where an integer
        carry t has sum l x - 2^k t <= lower b and sum h x + t <= upper b. Digits have signs: a
        small number has no high ones.
        """
        size = max(map(abs, row.coefficients))
        if size < LARGEST_COEFFICIENT:
            self.rows.append(row)
            low, high = self.compute_span(row.columns, row.coefficients)
            self.fits_doubles = self.fits_doubles and max(-low, high) < EXACT_FLOAT_SUM
            return
        self.has_split_rows = True
        shift = (size.bit_length() + 1) // 2
        unit = 1 << shift
        highs = [(c + unit // 2) >> shift for c in row.coefficients]
        lows = [c - (h << shift) for c, h in zip(row.coefficients, highs, strict=True)]
        upper, lower = row.bound >> shift, row.bound & (unit - 1)
        least, most = self.compute_span(row.columns, lows)
        carry = len(self.bounds)
        self.bounds.append((-((lower - least) // unit), -((lower - most) // unit)))
        columns = [*row.columns, carry]
        for digits, bound in (([*lows, -unit], lower), ([*highs, 1], upper)):
            terms = [(column, c) for column, c in zip(columns, digits, strict=True) if c]
            used, kept = [column for column, _ in terms], [c for _, c in terms]
            self._append_row(IntegerRow(used, kept, bound, row.is_equality))


class ColumnObjective:
    """An objective over the columns of `ExactRows`, divided by its greatest common divisor."""

    def __init__(self, expression: LinearExpression | None, source: ExactRows) -> None:
        self.expression = expression
        self.columns: list[int] = []
        self.coefficients: list[int] = []
        self._divisor, self._fits_doubles = 1, True
        if expression is None:
            return
        column_of = {variable: i for i, variable in enumerate(source.kept)}
        pairs = zip(expression.variables.tolist(), expression.coefficients.tolist(), strict=True)
        terms = [(column_of[v], int(c)) for v, c in pairs if v in column_of]
        self._divisor = gcd(*(c for _, c in terms)) or 1
        self.columns = [column for column, _ in terms]
        self.coefficients = [c // self._divisor for _, c in terms]
        low, high = source.compute_span(self.columns, self.coefficients)
        self._fits_doubles = max(-low, high) < EXACT_FLOAT_SUM

    def evaluate(self, solution: Ints) -> int | None:
        """The objective's value of a solution, (size,); None without an objective."""
        return None if self.expression is None else self.expression.evaluate(solution)

    def round_bound(self, bound: float | None) -> int | None:
        """The integer lower bound that follows from the solver's bound on the columns' sum."""
        if self.expression is None or bound is None or not isfinite(bound):
            return None
        if not self._fits_doubles:
            return None
        margin = max(1e-6, abs(bound) * 1e-9)
        return self._divisor * ceil(bound - margin) + self.expression.constant

    def find_next_better(self, solution: Ints) -> int | None:
        """The largest value below that of a solution, (size,); None without an objective."""
        if self.expression is None:
            return None
        return self.expression.evaluate(solution) - self._divisor

    def confirms_objective(self, solution: Ints, objective: float | None) -> bool:
        """Whether the solver's objective value is the true one of the solution, (size,)."""
        if self.expression is None:
            return True
        if objective is None or not self._fits_doubles:
            return False
        value = (self.expression.evaluate(solution) - self.expression.constant) // self._divisor
        return bool(np.abs(objective - value) < 0.5)
