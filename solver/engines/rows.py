"""A model's rows as solvers in floating point can carry them.

Conditional rows are switched by an exact big M, every row is divided by what its numbers share,
and rows with large numbers are cut in two, so that no number passes `LARGE`. A whole solution
keeps these rows just where it keeps the model's: nothing is rounded here.
"""

from dataclasses import dataclass
from math import gcd

import numpy as np

from solver.facts.lots import Flags
from solver.selection.model import Model, Row

LARGE = 2**18
"""Numbers of rows stay below this: what tolerances let pass must stay well below a unit."""
EXACT = 2**43
"""Doubles add up to here with errors far below a unit."""
ROOMY = 2**10
"""Columns with a wider range than this are not asked to be whole: see `completion`."""


@dataclass(frozen=True)
class Plain:
    """The sum of coefficients times columns is at most `bound`; with `equal`, just that."""

    columns: list[int]
    coefficients: list[int]
    bound: int
    equal: bool = False


class Written:
    """The rows of a model over its allowed candidates; all other candidates are 0.

    Columns are the `kept` variables of the model, then helpers. `impossible` says that some
    row fails whatever the variables are, `exact` that doubles can tell whether rows hold, `cut`
    that some row is two.
    """

    def __init__(self, model: Model, allowed: Flags | None) -> None:
        self._keep = model.kept(allowed)
        self._place = np.cumsum(self._keep) - 1
        self.kept: list[int] = np.flatnonzero(self._keep).tolist()
        self.bounds = [model.bounds(variable) for variable in self.kept]
        self.rows: list[Plain] = []
        self.impossible, self.exact, self.cut = False, True, False
        for row in model.rows:
            self.add(row)

    def add(self, row: Row) -> None:
        """Writes one more row of the model."""
        if self.impossible or (row.when is not None and not self._keep[row.when]):
            return
        some = self._keep[row.form.variables]
        columns = self._place[row.form.variables[some]].tolist()
        coefficients = row.form.coefficients[some].tolist()
        when = None if row.when is None else int(self._place[row.when])
        low = None if row.low is None else row.low - row.form.constant
        high = None if row.high is None else row.high - row.form.constant
        if when is None and low is not None and low == high:
            self._equal(columns, coefficients, low)
            return
        if high is not None:
            self._at_most(columns, coefficients, high, when)
        if low is not None:
            self._at_most(columns, [-c for c in coefficients], -low, when)

    def large(self, column: int) -> bool:
        """Whether the column has too wide a range to be whole in floating point."""
        low, high = self.bounds[column]
        return high - low > ROOMY

    def span(self, columns: list[int], coefficients: list[int]) -> tuple[int, int]:
        """The least and the greatest sum that the columns' bounds allow."""
        low = high = 0
        for column, c in zip(columns, coefficients, strict=True):
            first, last = self.bounds[column]
            low += c * (first if c > 0 else last)
            high += c * (last if c > 0 else first)
        return low, high

    def _equal(self, columns: list[int], coefficients: list[int], bound: int) -> None:
        low, high = self.span(columns, coefficients)
        shared = gcd(*coefficients)
        if not low <= bound <= high or (shared and bound % shared):
            self.impossible = True
        elif shared:
            reduced = [c // shared for c in coefficients]
            self._write(Plain(columns, reduced, bound // shared, True))

    def _at_most(
        self, columns: list[int], coefficients: list[int], bound: int, when: int | None
    ) -> None:
        """Sum <= bound, where `when` is chosen; left out where it always holds."""
        low, high = self.span(columns, coefficients)
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
            self.impossible = True
            return
        shared = gcd(*coefficients)
        if shared:
            self._write(Plain(columns, [c // shared for c in coefficients], bound // shared))

    def _write(self, row: Plain) -> None:
        """Adds a row; one with large numbers as two, of its high and its low digits.

        With a = 2^k h + l, and the bound likewise, sum a x <= b holds just where a whole carry
        t has sum l x - 2^k t <= lower b and sum h x + t <= upper b. Digits have signs: a small
        number has no high ones.
        """
        size = max(map(abs, row.coefficients))
        if size < LARGE:
            self.rows.append(row)
            low, high = self.span(row.columns, row.coefficients)
            self.exact = self.exact and max(-low, high) < EXACT
            return
        self.cut = True
        shift = (size.bit_length() + 1) // 2
        unit = 1 << shift
        highs = [(c + unit // 2) >> shift for c in row.coefficients]
        lows = [c - (h << shift) for c, h in zip(row.coefficients, highs, strict=True)]
        upper, lower = row.bound >> shift, row.bound & (unit - 1)
        least, most = self.span(row.columns, lows)
        carry = len(self.bounds)
        self.bounds.append((-((lower - least) // unit), -((lower - most) // unit)))
        columns = [*row.columns, carry]
        for digits, bound in (([*lows, -unit], lower), ([*highs, 1], upper)):
            terms = [(column, c) for column, c in zip(columns, digits, strict=True) if c]
            used, kept = [column for column, _ in terms], [c for _, c in terms]
            self._write(Plain(used, kept, bound, row.equal))
