"""The coefficient matrix of a model's rows, sparse and by columns (CSC), each row scaled.

Reduced costs of all candidates come from one pass over it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from solver.arrays import Floats, Ints
from solver.model.linear_model import LinearRow


@dataclass(frozen=True)
class SparseColumns:
    """Coefficients of some columns, column by column: column i from starts[i] on."""

    starts: Ints
    rows: Ints
    values: Floats

    @classmethod
    def empty(cls, count: int) -> "SparseColumns":
        """Columns without coefficients."""
        nothing = np.zeros(0, dtype=np.int64)
        return cls(np.zeros(count + 1, dtype=np.int64), nothing, np.zeros(0))


@dataclass(frozen=True)
class ScaledColumns:
    """The coefficients of all variables in a list of rows, each row divided by its `scales`."""

    columns: SparseColumns
    scales: Floats

    @classmethod
    def from_rows(cls, rows: Sequence[LinearRow], variables: int) -> "ScaledColumns":
        """The columns of so many variables; a row's largest coefficient becomes 1."""
        scales = np.array([_find_row_scale(row) for row in rows])
        at = np.repeat(np.arange(len(rows)), [len(row.expression.variables) for row in rows])
        column = _concatenate_ints([row.expression.variables for row in rows])
        value = _concatenate_floats([row.expression.coefficients for row in rows]) / scales[at]
        return cls(_sort_by_column(column, at, value, variables), scales)

    def multiply_duals(self, duals: Floats) -> Floats:
        """What each column takes of the rows, at these (scaled) prices."""
        entries = self.columns
        # reduceat repeats an entry where a column is empty, so an end is put to the list.
        terms = np.append(entries.values * duals[entries.rows], 0.0)
        sums = np.add.reduceat(terms, entries.starts[:-1])
        return np.where(np.diff(entries.starts) > 0, sums, 0.0)

    def select(self, columns: Ints) -> SparseColumns:
        """The entries of some of the columns."""
        starts = self.columns.starts
        sizes = starts[columns + 1] - starts[columns]
        ends = np.concatenate(([0], np.cumsum(sizes)))
        where = np.repeat(starts[columns] - ends[:-1], sizes) + np.arange(ends[-1])
        return SparseColumns(ends, self.columns.rows[where], self.columns.values[where])


def collect_columns(rows: Sequence[LinearRow], columns: Ints) -> SparseColumns:
    """The coefficients of the columns in rows that are looked up one by one."""
    at, column, value = [], [], []
    for i, row in enumerate(rows):
        if not len(row.expression.variables):
            continue
        place = np.minimum(
            np.searchsorted(row.expression.variables, columns), len(row.expression.variables) - 1
        )
        found = np.flatnonzero(row.expression.variables[place] == columns)
        at.append(np.full(len(found), i))
        column.append(found)
        value.append(row.expression.coefficients[place[found]])
    return _sort_by_column(
        _concatenate_ints(column), _concatenate_ints(at), _concatenate_floats(value), len(columns)
    )


def stack_rows(upper: SparseColumns, lower: SparseColumns, first: int) -> SparseColumns:
    """The same columns with more rows below, numbered from `first`."""
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
