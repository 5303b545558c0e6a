"""A sheet of cells becomes a table: its first row names the columns."""

from collections.abc import Sequence
from dataclasses import dataclass

from lotdesign.faults import Fault, InputFaults, close, nearest, shown
from lotdesign.scenario.keys import Model, fields, required
from lotdesign.scenario.raw import Origin

Cells = Sequence[Sequence[str]]
"""Every row of a sheet from the first on, blank ones too, as text."""

_NAMING = {"id", "service", "a", "b"}
"""Columns that others refer to: without them no reference can be checked."""


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a table as text by column.

    `bad` are the positions of rows whose fault is told; `named` says whether the columns
    that others refer to could be read.
    """

    origin: Origin
    rows: list[dict[str, str]]
    bad: frozenset[int]
    named: bool
    faults: tuple[Fault, ...]


def table_of(model: Model, file: str, cells: Cells) -> Table:
    """The table of such rows in these cells.

    Raises InputFaults when there is no row that names the columns.
    """
    known = sorted(fields(model), key=lambda column: column not in required(model))
    if not any(any(row) for row in cells):
        raise InputFaults(
            [Fault(file, f"is empty; its first row names the columns {_some(known)}")]
        )
    header = _without_blank_end([cell.strip() for cell in cells[0]])
    if not header:
        raise InputFaults([Fault(f"{file}, row 1", f"name the columns here: {_some(known)}")])
    faults, missing = _header_faults(model, file, header)
    filled = [(number, row) for number, row in enumerate(cells, 1) if number > 1 and _filled(row)]
    ragged = [_ragged(file, number, len(header), row) for number, row in filled]
    return Table(
        origin=Origin(file, tuple(number for number, _ in filled)),
        rows=[_row(header, row, known) for _, row in filled],
        bad=frozenset(i for i, fault in enumerate(ragged) if fault),
        named=not missing & _NAMING,
        faults=(*faults, *(fault for fault in ragged if fault)),
    )


def _filled(row: Sequence[str]) -> bool:
    return any(cell.strip() for cell in row)


def _without_blank_end(cells: list[str]) -> list[str]:
    """Spreadsheets write empty columns to the right of a table."""
    while cells and not cells[-1].strip():
        cells = cells[:-1]
    return cells


def _row(header: Sequence[str], row: Sequence[str], known: Sequence[str]) -> dict[str, str]:
    cells = {column: cell for column, cell in zip(header, row, strict=False) if column in known}
    return dict.fromkeys((column for column in header if column in known), "") | cells


def _ragged(file: str, number: int, width: int, row: Sequence[str]) -> Fault | None:
    cells = len(row) if len(row) <= width else max(width, len(_without_blank_end(list(row))))
    if cells == width:
        return None
    return Fault(f"{file}, row {number}", f"has {cells} cells where row 1 has {width}")


def _header_faults(
    model: Model, file: str, header: Sequence[str]
) -> tuple[list[Fault], frozenset[str]]:
    """Faults of the header, and the columns that are missing.

    A missing column is left out where another one looks like a slip for it.
    """
    known = fields(model)
    if len(header) == 1 and any(mark in header[0] for mark in ";\t|"):
        raise InputFaults([Fault(f"{file}, row 1", "separate the columns by commas", header[0])])
    place = f"{file}, row 1"
    faults = [
        Fault(place, "names a column twice", column)
        for column in dict.fromkeys(header)
        if column and header.count(column) > 1
    ]
    faults += [Fault(place, f"column {i} has no name") for i, c in enumerate(header, 1) if not c]
    unknown = [c for c in dict.fromkeys(header) if c and c not in known]
    faults += [Fault(place, nearest(column, known), column) for column in unknown]
    missing = frozenset(required(model)) - set(header)
    told = {close(column, known) for column in unknown}
    faults += [
        Fault(f"{file}, column {column}", f"missing; it holds: {known[column].description}")
        for column in known
        if column in missing - told
    ]
    return faults, missing


def _some(names: Sequence[str]) -> str:
    return shown(", ".join(names[:5]), 200) + (", ..." if len(names) > 5 else "")
