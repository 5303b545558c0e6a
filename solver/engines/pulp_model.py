"""Rows of whole numbers as a PuLP problem."""

from collections.abc import Sequence
from math import isfinite

import pulp

from solver.engines.rows import Plain, Written

MARGIN = 0.125
"""Rows of large numbers are widened by this part of a unit, others by less. It lets no whole
solution through that fails, and without it HiGHS shuts out solutions that hold (see
docs/reliability.md). Wider than need be, it leaves totals too free to prove anything."""
WIDE = 2**25
"""Rows in which a column can move the sum by this much are widened by all of it."""
SMALL = 2**8
"""Rows of smaller numbers are exact as they are."""
BITS = 10
"""Rows and large columns are scaled to about this many bits: tolerances are absolute."""


class Problem:
    """A PuLP problem of written rows, and the values that its columns took."""

    def __init__(self, source: Written, columns: list[int], coefficients: list[int]) -> None:
        """The problem of minimising the columns times the coefficients."""
        self._source = source
        self._rows = 0
        self._columns: list[pulp.LpVariable] = []
        self._units: list[int] = []
        self.problem = pulp.LpProblem("lots")
        self.update()
        # A column that is in no row and not in the form would be unknown to PuLP.
        terms = dict.fromkeys(self._columns, 0)
        for i, c in zip(columns, coefficients, strict=True):
            terms[self._columns[i]] = c * self._units[i]
        self.problem.setObjective(pulp.LpAffineExpression(terms))

    def update(self) -> None:
        """Takes over what has been written since."""
        for i in range(len(self._columns), len(self._source.bounds)):
            self._column(i, *self._source.bounds[i])
        for row in self._source.rows[self._rows :]:
            self._add(row)
        self._rows = len(self._source.rows)

    def _column(self, i: int, low: int, high: int) -> None:
        """A column; a large one counts in units of a power of two."""
        large = self._source.large(i)
        unit = 1 << max(0, (high - low).bit_length() - BITS) if large else 1
        kind = pulp.LpContinuous if large else pulp.LpInteger
        column = self.problem.add_variable(f"x{i}", low / unit, high / unit, cat=kind)
        self._columns.append(column)
        self._units.append(unit)

    def _add(self, row: Plain) -> None:
        reach = self._reach(row)
        margin = MARGIN * min(1.0, reach / WIDE) if reach >= SMALL else 0.0
        scale = 2.0 ** -max(0, reach.bit_length() - BITS)
        terms = [
            (self._columns[column], c * self._units[column] * scale)
            for column, c in zip(row.columns, row.coefficients, strict=True)
        ]
        if row.equal and not margin:
            self._constrain(terms, pulp.LpConstraintEQ, row.bound * scale)
            return
        self._constrain(terms, pulp.LpConstraintLE, (row.bound + margin) * scale)
        if row.equal:
            self._constrain(terms, pulp.LpConstraintGE, (row.bound - margin) * scale)

    def _constrain(self, terms: list[tuple[pulp.LpVariable, float]], sense: int, to: float) -> None:
        form = pulp.LpAffineExpression(terms)
        self.problem.addConstraint(pulp.LpConstraint(form, sense, rhs=to))

    def _reach(self, row: Plain) -> int:
        """How far a single column can move the row's sum."""
        ranges = [self._source.bounds[column] for column in row.columns]
        pairs = zip(row.coefficients, ranges, strict=True)
        return max(abs(c) * (high - low) for c, (low, high) in pairs)

    def values(self) -> list[int] | None:
        """The whole numbers nearest to the columns' values; None where there are none."""
        found = [column.varValue for column in self._columns]
        if any(value is None or not isfinite(value) for value in found):
            return None
        return self._whole(found)

    def rounded(self, solution: Sequence[float]) -> list[int]:
        """The columns' values, rounded, from a native solution in the solver's own order."""
        return self._whole([solution[column.index] for column in self._columns])

    def _whole(self, values: list[float]) -> list[int]:
        return [round(value * unit) for value, unit in zip(values, self._units, strict=True)]
