"""Brings a table up to date without undoing what people changed in it since the last import."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

CsvRow = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class MergedTable:
    """The rows and columns as they are to be written, and sentences on what was met.

    `kept` are changes of people that stay, `clashes` cells that both people and the new files
    changed: the people's stay.
    """

    columns: tuple[str, ...]
    rows: tuple[CsvRow, ...]
    kept: tuple[str, ...]
    clashes: tuple[str, ...]


def merge_tables(
    keys: Sequence[str],
    before: Sequence[CsvRow],
    now: Sequence[CsvRow],
    fresh: Sequence[CsvRow],
) -> MergedTable:
    """Merge cell by cell: `before` as imported last, `now` as it stands, `fresh` as imported anew.

    Rows are told apart by the cells of `keys`. Where the import has not changed a cell, what
    stands stays; where people have not, the fresh one is taken.
    """
    old, stands, new = (_index_rows(keys, rows) for rows in (before, now, fresh))
    columns = tuple(dict.fromkeys(name for rows in (now, fresh) for row in rows for name in row))
    kept: list[str] = []
    clashes: list[str] = []
    merged = []
    for key in dict.fromkeys([*stands, *new]):
        row = _merge_row(columns, key, (old.get(key), stands.get(key), new.get(key)), kept, clashes)
        if row is not None:
            merged.append(row)
    return MergedTable(columns, tuple(merged), tuple(kept), tuple(clashes))


def _index_rows(keys: Sequence[str], rows: Sequence[CsvRow]) -> dict[tuple[str, ...], CsvRow]:
    return {tuple(row.get(key, "") for key in keys): row for row in rows}


def _merge_row(
    columns: Sequence[str],
    key: tuple[str, ...],
    versions: tuple[CsvRow | None, CsvRow | None, CsvRow | None],
    kept: list[str],
    clashes: list[str],
) -> CsvRow | None:
    old, stands, new = versions
    label = ", ".join(key)
    if stands is None:
        if old is not None:
            kept.append(f"{label}: the row was taken out by hand and stays out")
            return None
        return new
    if new is None:
        if old is None:
            kept.append(f"{label}: the row was added by hand and stays")
            return stands
        if stands == old:
            return None
        clashes.append(f"{label}: changed by hand and no longer in the files; the row stays")
        return stands
    base = old or {}
    row = {}
    for column in columns:
        was, here, there = (each.get(column, "") for each in (base, stands, new))
        row[column] = here if there in (was, here) else there
        if here not in (was, there):
            if there == was:
                kept.append(f"{label}, {column}: '{here}' was written by hand and stays")
            else:
                clashes.append(
                    f"{label}, {column}: '{here}' was written by hand, the files now say "
                    f"'{there}'; '{here}' stays"
                )
                row[column] = here
    return row
