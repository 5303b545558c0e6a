"""The candidates of a model as columns of numbers, so that all of them are priced at once."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from solver.facts.lots import Ints
from solver.selection.model import Row

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Entries:
    """Coefficients of some columns, column by column: column i from starts[i] on."""

    starts: Ints
    rows: Ints
    values: Floats


@dataclass(frozen=True)
class Columns:
    """The coefficients of all variables in a list of rows, each row divided by its `scales`."""

    entries: Entries
    scales: Floats

    @classmethod
    def of(cls, rows: Sequence[Row], variables: int) -> "Columns":
        """The columns of so many variables; a row's largest coefficient becomes 1."""
        scales = np.array([_scale(row) for row in rows])
        at = np.repeat(np.arange(len(rows)), [len(row.form.variables) for row in rows])
        column = _ints([row.form.variables for row in rows])
        value = _floats([row.form.coefficients for row in rows]) / scales[at]
        return cls(_by_column(column, at, value, variables), scales)

    def worth(self, duals: Floats) -> Floats:
        """What each column takes of the rows, at these (scaled) prices."""
        entries = self.entries
        # reduceat repeats an entry where a column is empty, so an end is put to the list.
        terms = np.append(entries.values * duals[entries.rows], 0.0)
        sums = np.add.reduceat(terms, entries.starts[:-1])
        return np.where(np.diff(entries.starts) > 0, sums, 0.0)

    def taken(self, columns: Ints) -> Entries:
        """The entries of some of the columns."""
        starts = self.entries.starts
        sizes = starts[columns + 1] - starts[columns]
        ends = np.concatenate(([0], np.cumsum(sizes)))
        where = np.repeat(starts[columns] - ends[:-1], sizes) + np.arange(ends[-1])
        return Entries(ends, self.entries.rows[where], self.entries.values[where])


def in_rows(rows: Sequence[Row], columns: Ints) -> Entries:
    """The coefficients of the columns in rows that are looked up one by one."""
    at, column, value = [], [], []
    for i, row in enumerate(rows):
        if not len(row.form.variables):
            continue
        place = np.minimum(
            np.searchsorted(row.form.variables, columns), len(row.form.variables) - 1
        )
        found = np.flatnonzero(row.form.variables[place] == columns)
        at.append(np.full(len(found), i))
        column.append(found)
        value.append(row.form.coefficients[place[found]])
    return _by_column(_ints(column), _ints(at), _floats(value), len(columns))


def stacked(upper: Entries, lower: Entries, first: int) -> Entries:
    """The same columns with more rows below, numbered from `first`."""
    sizes = [np.diff(each.starts) for each in (upper, lower)]
    column = np.concatenate([np.repeat(np.arange(len(size)), size) for size in sizes])
    rows = np.concatenate((upper.rows, lower.rows + first))
    values = np.concatenate((upper.values, lower.values))
    return _by_column(column, rows, values, len(sizes[0]))


def _by_column(column: Ints, row: Ints, value: Floats, columns: int) -> Entries:
    order = np.argsort(column, kind="stable")
    starts = np.searchsorted(column[order], np.arange(columns + 1))
    return Entries(starts, row[order], value[order])


def _ints(arrays: Sequence[Ints]) -> Ints:
    return np.concatenate([np.zeros(0, dtype=np.int64), *arrays])


def _floats(arrays: Sequence[Ints]) -> Floats:
    return np.concatenate([np.zeros(0), *(each.astype(np.float64) for each in arrays)])


def _scale(row: Row) -> float:
    return max(1.0, float(np.abs(row.form.coefficients.astype(float)).max(initial=0)))
