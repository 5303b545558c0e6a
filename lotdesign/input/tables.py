"""Builds a table from the cells of a sheet, whose first row names the columns."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

from lotdesign.faults import Fault, InputFaults, find_close_name, make_printable, suggest_name
from lotdesign.input.keys import ModelClass, list_fields, list_required
from lotdesign.input.raw import TableOrigin

SheetCells = Sequence[Sequence[str]]
"""All rows of a sheet as text, blank ones too."""

AREA_COLUMN_ABOUT = "the larger area in which the locality lies"
"""What a column that [data] areas names holds."""

_REFERENCE_COLUMNS = {"id", "service", "a", "b"}
"""Columns that others refer to: without them no reference can be checked."""


@dataclass(frozen=True, slots=True)
class InputTable:
    """The rows of a table as text by column.

    `reported_rows` are the positions of rows whose faults are in `faults`;
    `has_reference_columns` says whether the columns that others refer to could be read.
    """

    origin: TableOrigin
    rows: list[dict[str, str]]
    reported_rows: frozenset[int]
    has_reference_columns: bool
    faults: tuple[Fault, ...]


def build_table(
    model: ModelClass, file: str, cells: SheetCells, areas: Sequence[str] = ()
) -> InputTable:
    """Build the table of rows of a model from these cells.

    `areas` are columns that the table needs besides those of the model. Raises InputFaults when
    there is no row that names the columns.
    """
    columns = _describe_columns(model, areas)
    required = {*list_required(model), *areas}
    known = sorted(columns, key=lambda column: column not in required)
    if not any(any(row) for row in cells):
        raise InputFaults(
            [Fault(file, f"is empty; its first row names the columns {_join_some(known)}")]
        )
    header = _strip_blank_end([cell.strip() for cell in cells[0]])
    if not header:
        raise InputFaults([Fault(f"{file}, row 1", f"name the columns here: {_join_some(known)}")])
    faults, missing = _find_header_faults(columns, required, file, header)
    filled = [
        (number, row) for number, row in enumerate(cells, 1) if number > 1 and _is_filled(row)
    ]
    ragged = [_find_ragged_fault(file, number, len(header), row) for number, row in filled]
    return InputTable(
        origin=TableOrigin(file, tuple(number for number, _ in filled)),
        rows=[_build_row(header, row, known) for _, row in filled],
        reported_rows=frozenset(i for i, fault in enumerate(ragged) if fault),
        has_reference_columns=not missing & _REFERENCE_COLUMNS,
        faults=(*faults, *(fault for fault in ragged if fault)),
    )


def _describe_columns(model: ModelClass, areas: Sequence[str]) -> dict[str, str]:
    """Each column that the table may have, with what it holds."""
    described = {column: field.description or "" for column, field in list_fields(model).items()}
    return described | dict.fromkeys(areas, AREA_COLUMN_ABOUT)


def _is_filled(row: Sequence[str]) -> bool:
    return any(cell.strip() for cell in row)


def _strip_blank_end(cells: list[str]) -> list[str]:
    """Drop empty cells at the end, as spreadsheets write empty columns to the right of a table."""
    while cells and not cells[-1].strip():
        cells = cells[:-1]
    return cells


def _build_row(header: Sequence[str], row: Sequence[str], known: Sequence[str]) -> dict[str, str]:
    cells = {column: cell for column, cell in zip(header, row, strict=False) if column in known}
    return dict.fromkeys((column for column in header if column in known), "") | cells


def _find_ragged_fault(file: str, number: int, width: int, row: Sequence[str]) -> Fault | None:
    cells = len(row) if len(row) <= width else max(width, len(_strip_blank_end(list(row))))
    if cells == width:
        return None
    return Fault(f"{file}, row {number}", f"has {cells} cells where row 1 has {width}")


def _find_header_faults(
    known: Mapping[str, str], required: Set[str], file: str, header: Sequence[str]
) -> tuple[list[Fault], frozenset[str]]:
    """Faults of the header, and the columns that are missing.

    `known` has each column with what it holds. A missing column gets no fault of its own where an
    unknown one is close to its name.
    """
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
    faults += [Fault(place, suggest_name(column, known), column) for column in unknown]
    missing = frozenset(required) - set(header)
    suggested = {find_close_name(column, known) for column in unknown}
    faults += [
        Fault(f"{file}, column {column}", f"missing; it holds: {known[column]}")
        for column in known
        if column in missing - suggested
    ]
    return faults, missing


def _join_some(names: Sequence[str]) -> str:
    return make_printable(", ".join(names[:5]), 200) + (", ..." if len(names) > 5 else "")
