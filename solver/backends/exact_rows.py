"""A model's rows and objective as solvers in floating point can carry them, nothing rounded.

Conditional rows are switched by an exact big M, every row is divided by its greatest common
divisor,
and rows with large numbers are split in two, so that no number passes `LARGEST_COEFFICIENT`. A
whole
solution keeps these rows just where it keeps the model's.
"""

from dataclasses import dataclass
from math import ceil, gcd, isfinite

import numpy as np

from solver.arrays import Flags, Ints
from solver.model.expressions import LinearExpression
from solver.model.linear_model import LinearModel, LinearRow

LARGEST_COEFFICIENT = 2**18
"""Numbers of rows stay below this: what tolerances let pass must stay well below a unit."""
EXACT_SUM = 2**43
"""Doubles add up to here with errors far below a unit."""
WIDEST_INTEGER_RANGE = 2**10
"""Columns with a wider range than this are not asked to be whole: see `completion`."""


@dataclass(frozen=True)
class IntegerRow:
    """The sum of coefficients times columns is at most `bound`; with `equal`, just that."""

    columns: list[int]
    coefficients: list[int]
    bound: int
    is_equality: bool = False


class ExactRows:
    """The rows of a model over its allowed candidates; all other candidates are 0.

    Columns are the `kept` variables of the model, then helpers. `impossible` says that some
    row fails whatever the variables are, `exact` that doubles can tell whether rows hold, `cut`
    that some row is two.
    """

    def __init__(self, model: LinearModel, allowed: Flags | None) -> None:
        self._keep = model.mark_usable(allowed)
        self._place = np.cumsum(self._keep) - 1
        self.kept: list[int] = np.flatnonzero(self._keep).tolist()
        self.bounds = [model.bounds(variable) for variable in self.kept]
        self.rows: list[IntegerRow] = []
        self.is_infeasible, self.fits_doubles, self.has_split_rows = False, True, False
        for row in model.rows:
            self.add_row(row)

    def add_row(self, row: LinearRow) -> None:
        """Writes one more row of the model."""
        if self.is_infeasible or (row.indicator is not None and not self._keep[row.indicator]):
            return
        some = self._keep[row.expression.variables]
        columns = self._place[row.expression.variables[some]].tolist()
        coefficients = row.expression.coefficients[some].tolist()
        when = None if row.indicator is None else int(self._place[row.indicator])
        low = None if row.low is None else row.low - row.expression.constant
        high = None if row.high is None else row.high - row.expression.constant
        if when is None and low is not None and low == high:
            self._add_equality(columns, coefficients, low)
            return
        if high is not None:
            self._add_at_most(columns, coefficients, high, when)
        if low is not None:
            self._add_at_most(columns, [-c for c in coefficients], -low, when)

    def is_wide(self, column: int) -> bool:
        """Whether the column has too wide a range to be whole in floating point."""
        low, high = self.bounds[column]
        return high - low > WIDEST_INTEGER_RANGE

    def compute_span(self, columns: list[int], coefficients: list[int]) -> tuple[int, int]:
        """The least and the greatest sum that the columns' bounds allow."""
        low = high = 0
        for column, c in zip(columns, coefficients, strict=True):
            first, last = self.bounds[column]
            low += c * (first if c > 0 else last)
            high += c * (last if c > 0 else first)
        return low, high

    def _add_equality(self, columns: list[int], coefficients: list[int], bound: int) -> None:
        low, high = self.compute_span(columns, coefficients)
        shared = gcd(*coefficients)
        if not low <= bound <= high or (shared and bound % shared):
            self.is_infeasible = True
        elif shared:
            reduced = [c // shared for c in coefficients]
            self._append_row(IntegerRow(columns, reduced, bound // shared, True))

    def _add_at_most(
        self, columns: list[int], coefficients: list[int], bound: int, when: int | None
    ) -> None:
        """Sum <= bound, where `when` is chosen; left out where it always holds."""
        low, high = self.compute_span(columns, coefficients)
        if high <= bound:
            return
        if when is not None:
            # Sum + (high - bound) when <= high; a row that fails in any case forbids `when`.
            terms = dict.fromkeys([*columns, when], 0)
            for column, c in zip(columns, coefficients, strict=True):
                terms[column] += c
            terms[when] += high - bound
            columns, coefficients, bound = [*terms], [*terms.values()], high
        elif low > bound:
            self.is_infeasible = True
            return
        shared = gcd(*coefficients)
        if shared:
            self._append_row(
                IntegerRow(columns, [c // shared for c in coefficients], bound // shared)
            )

    def _append_row(self, row: IntegerRow) -> None:
        """Adds a row; one with large numbers as two, of its high and its low digits.

        With a = 2^k h + l, and the bound likewise, sum a x <= b holds just where a whole carry
        t has sum l x - 2^k t <= lower b and sum h x + t <= upper b. Digits have signs: a small
        number has no high ones.
        """
        size = max(map(abs, row.coefficients))
        if size < LARGEST_COEFFICIENT:
            self.rows.append(row)
            low, high = self.compute_span(row.columns, row.coefficients)
            self.fits_doubles = self.fits_doubles and max(-low, high) < EXACT_SUM
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
    """A form over a model, written over columns and divided by what its numbers share."""

    def __init__(self, whole: LinearExpression | None, source: ExactRows) -> None:
        self.form = whole
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
        low, high = source.compute_span(self.columns, self.coefficients)
        self._exact = max(-low, high) < EXACT_SUM

    def evaluate(self, solution: Ints) -> int | None:
        """The form's value; None without a form."""
        return None if self.form is None else self.form.evaluate(solution)

    def round_bound(self, bound: float | None) -> int | None:
        """The whole number that no value is below if none of the columns' form is below `bound`."""
        if self.form is None or bound is None or not isfinite(bound) or not self._exact:
            return None
        margin = max(1e-6, abs(bound) * 1e-9)
        return self._shared * ceil(bound - margin) + self.form.constant

    def find_next_better(self, solution: Ints) -> int | None:
        """The largest value that is better than the solution's; None without a form."""
        return None if self.form is None else self.form.evaluate(solution) - self._shared

    def confirms_objective(self, solution: Ints, objective: float | None) -> bool:
        """Whether the solver minimised what the solution is really worth."""
        if self.form is None:
            return True
        if objective is None or not self._exact:
            return False
        value = (self.form.evaluate(solution) - self.form.constant) // self._shared
        return bool(np.abs(objective - value) < 0.5)
