"""The coefficient matrix of a model's rows, sparse and by columns (CSC), with scaled rows.

One pass over it gives the reduced costs of all candidates.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from solver.arrays import Floats, Ints
from solver.model.linear_model import LinearRow


@dataclass(frozen=True)
class SparseColumns:
    """C columns in CSC form: column i has the entries starts[i] to starts[i + 1] - 1.

    `starts` is (C + 1,); `rows` and `values`, one for each entry, are the row's number and the
    coefficient.
    """

    starts: Ints
    rows: Ints
    values: Floats

    @classmethod
    def empty(cls, count: int) -> "SparseColumns":
        """So many columns without coefficients."""
        nothing = np.zeros(0, dtype=np.int64)
        return cls(np.zeros(count + 1, dtype=np.int64), nothing, np.zeros(0))


@dataclass(frozen=True)
class ScaledColumns:
    """The columns of all variables over R rows, each row divided by its entry of `scales`, (R,)."""

    columns: SparseColumns
    scales: Floats

    @classmethod
    def from_rows(cls, rows: Sequence[LinearRow], variables: int) -> "ScaledColumns":
        """Build the columns of so many variables; a row's largest coefficient becomes 1 or less."""
        scales = np.array([_find_row_scale(row) for row in rows])
        sizes = [len(row.expression.variables) for row in rows]
        number = np.repeat(np.arange(len(rows)), sizes)
        column = _concatenate_ints([row.expression.variables for row in rows])
        value = _concatenate_floats([row.expression.coefficients for row in rows])
        return cls(_sort_by_column(column, number, value / scales[number], variables), scales)

    def multiply_duals(self, duals: Floats) -> Floats:
        """The product of the scaled duals, (R,), and each column, (C,).

        The cost of a variable less this is its reduced cost.
        """
        entries = self.columns
        # reduceat gives an empty column the next entry, so one is appended and masked.
        terms = np.append(entries.values * duals[entries.rows], 0.0)
        sums = np.add.reduceat(terms, entries.starts[:-1])
        return np.where(np.diff(entries.starts) > 0, sums, 0.0)

    def select(self, columns: Ints) -> SparseColumns:
        """The columns at these positions, (n,), in this order."""
        starts = self.columns.starts
        sizes = starts[columns + 1] - starts[columns]
        ends = np.concatenate(([0], np.cumsum(sizes)))
        position = np.repeat(starts[columns] - ends[:-1], sizes) + np.arange(ends[-1])
        return SparseColumns(ends, self.columns.rows[position], self.columns.values[position])


def collect_columns(rows: Sequence[LinearRow], columns: Ints) -> SparseColumns:
    """The columns of some variables, (n,) ascending, over the rows, unscaled; for few rows.

    A row's variables must be ascending too.
    """
    numbers, column, value = [], [], []
    for i, row in enumerate(rows):
        if not len(row.expression.variables):
            continue
        place = np.minimum(
            np.searchsorted(row.expression.variables, columns), len(row.expression.variables) - 1
        )
        held = np.flatnonzero(row.expression.variables[place] == columns)
        numbers.append(np.full(len(held), i))
        column.append(held)
        value.append(row.expression.coefficients[place[held]])
    return _sort_by_column(
        _concatenate_ints(column),
        _concatenate_ints(numbers),
        _concatenate_floats(value),
        len(columns),
    )


def stack_rows(upper: SparseColumns, lower: SparseColumns, first: int) -> SparseColumns:
    """The columns of `upper`, with the rows of `lower` added as rows `first` on.

    Both have the same C columns.
    """
    sizes = [np.diff(each.starts) for each in (upper, lower)]
    column = np.concatenate([np.repeat(np.arange(len(size)), size) for size in sizes])
    rows = np.concatenate((upper.rows, lower.rows + first))
    values = np.concatenate((upper.values, lower.values))
    return _sort_by_column(column, rows, values, len(sizes[0]))


def _sort_by_column(column: Ints, row: Ints, value: Floats, columns: int) -> SparseColumns:
    order = np.argsort(column, kind="stable")
    starts = np.searchsorted(column[order], np.arange(columns + 1))
    return SparseColumns(starts, row[order], value[order])


def _concatenate_ints(arrays: Sequence[Ints]) -> Ints:
    return np.concatenate([np.zeros(0, dtype=np.int64), *arrays])


def _concatenate_floats(arrays: Sequence[Ints]) -> Floats:
    return np.concatenate([np.zeros(0), *(each.astype(np.float64) for each in arrays)])


def _find_row_scale(row: LinearRow) -> float:
    return max(1.0, float(np.abs(row.expression.coefficients.astype(float)).max(initial=0)))
