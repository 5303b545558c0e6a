"""Exact rows as a PuLP problem, scaled and with margins for solvers' tolerances."""

from collections.abc import Sequence
from math import isfinite

import pulp

from solver.backends.exact_rows import ExactRows, IntegerRow

ROW_MARGIN = 0.125
"""Rows of large numbers are widened by this much, others by less. That lets no integer solution
through that fails, and without it HiGHS excludes solutions that hold (see docs/reliability.md).
Wider margins leave totals too free to prove anything."""
FULL_MARGIN_REACH = 2**25
"""Rows whose sum one column can change by this much are widened by the full margin."""
NO_MARGIN_REACH = 2**8
"""Rows of smaller numbers are not widened."""
SCALED_BITS = 10
"""Rows and wide columns are scaled to about this many bits, since tolerances are absolute."""


class PulpProblem:
    """A PuLP problem of exact rows, which can grow, and its solution."""

    def __init__(self, source: ExactRows, columns: list[int], coefficients: list[int]) -> None:
        """Minimise the sum of coefficients times columns."""
        self._source = source
        self._row_count = 0
        self._columns: list[pulp.LpVariable] = []
        self._units: list[int] = []
        self.problem = pulp.LpProblem("lots")
        self.update()
        # A column that is in no row and not in the objective would be unknown to PuLP.
        terms = dict.fromkeys(self._columns, 0)
        for i, c in zip(columns, coefficients, strict=True):
            terms[self._columns[i]] = c * self._units[i]
        self.problem.setObjective(pulp.LpAffineExpression(terms))

    def update(self) -> None:
        """Add the source's new columns and rows."""
        for i in range(len(self._columns), len(self._source.bounds)):
            self._add_column(i, *self._source.bounds[i])
        for row in self._source.rows[self._row_count :]:
            self._add_row(row)
        self._row_count = len(self._source.rows)

    def _add_column(self, i: int, low: int, high: int) -> None:
        """Add a column; a wide one is continuous, in units of a power of two."""
        is_wide = self._source.is_wide(i)
        unit = 1 << max(0, (high - low).bit_length() - SCALED_BITS) if is_wide else 1
        kind = pulp.LpContinuous if is_wide else pulp.LpInteger
        column = self.problem.add_variable(f"x{i}", low / unit, high / unit, cat=kind)
        self._columns.append(column)
        self._units.append(unit)

    def _add_row(self, row: IntegerRow) -> None:
        reach = self._find_reach(row)
        margin = (
            ROW_MARGIN * min(1.0, reach / FULL_MARGIN_REACH) if reach >= NO_MARGIN_REACH else 0.0
        )
        scale = 2.0 ** -max(0, reach.bit_length() - SCALED_BITS)
        terms = [
            (self._columns[column], c * self._units[column] * scale)
            for column, c in zip(row.columns, row.coefficients, strict=True)
        ]
        if row.is_equality and not margin:
            self._add_constraint(terms, pulp.LpConstraintEQ, row.bound * scale)
            return
        self._add_constraint(terms, pulp.LpConstraintLE, (row.bound + margin) * scale)
        if row.is_equality:
            self._add_constraint(terms, pulp.LpConstraintGE, (row.bound - margin) * scale)

    def _add_constraint(
        self, terms: list[tuple[pulp.LpVariable, float]], sense: int, bound: float
    ) -> None:
        expression = pulp.LpAffineExpression(terms)
        self.problem.addConstraint(pulp.LpConstraint(expression, sense, rhs=bound))

    def _find_reach(self, row: IntegerRow) -> int:
        """The most by which a single column can change the row's sum."""
        ranges = [self._source.bounds[column] for column in row.columns]
        pairs = zip(row.coefficients, ranges, strict=True)
        return max(abs(c) * (high - low) for c, (low, high) in pairs)

    def read_values(self) -> list[int] | None:
        """The values of all C columns, rounded; None where there is no solution."""
        values = [column.varValue for column in self._columns]
        if any(value is None or not isfinite(value) for value in values):
            return None
        return self._round_columns(values)

    def round_solution(self, solution: Sequence[float]) -> list[int]:
        """The columns' values, rounded, of a native solution in HiGHS's order of columns."""
        return self._round_columns([solution[column.index] for column in self._columns])

    def _round_columns(self, values: list[float]) -> list[int]:
        return [round(value * unit) for value, unit in zip(values, self._units, strict=True)]
