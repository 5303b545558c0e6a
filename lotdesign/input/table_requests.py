"""Reads one table of a file of tables: what is asked for, and the table that was found."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256

from lotdesign.input.header import TableColumns
from lotdesign.input.keys import ModelClass, list_fields, list_required
from lotdesign.input.limits import read_limits
from lotdesign.input.sheet import Sheet
from lotdesign.input.sheet_file import SheetFile
from lotdesign.input.sheet_files import choose_sheet, open_sheet_file
from lotdesign.input.tables import InputTable, build_table
from lotdesign.scenario.fields import holds_ids

AREA_COLUMN_ABOUT = "the larger area in which the locality lies"
"""What a column that [data] areas names holds."""


@dataclass(frozen=True, slots=True)
class TableRequest:
    """A table by the model of its rows, and where it stands.

    `file` is its name in faults. `sheet` "" is the one called like the table, or the only one.
    `columns` has pairs of a column and what the file calls it, `areas` columns that are needed
    besides those of the model, `ignored` what else may stand in the file.
    """

    table: str
    model: ModelClass
    file: str
    sheet: str = ""
    header: int | None = None
    columns: tuple[tuple[str, str], ...] = ()
    areas: tuple[str, ...] = ()
    ignored: frozenset[str] = frozenset()


_MOST_KEPT = 64

_KEPT: dict[tuple[TableRequest, bytes], InputTable] = {}
"""Tables by request and digest of the file: the bytes of large files are not kept."""


def read_table(request: TableRequest, data: bytes) -> InputTable:
    """The table that is asked for, in the bytes of its file.

    Cached, as a scenario is loaded again for every setting. Raises InputFaults where the file
    cannot be read, has no such sheet or names no column.
    """
    key = (request, sha256(data).digest())
    if key not in _KEPT:
        if len(_KEPT) >= _MOST_KEPT:
            _KEPT.clear()
        _KEPT[key] = _build_requested(request, data)
    return _KEPT[key]


def _build_requested(request: TableRequest, data: bytes) -> InputTable:
    sheet = read_sheet(request.file, data, request.sheet, request.table)
    columns = describe_columns(
        request.model, request.columns, request.areas, request.ignored, request.header
    )
    return build_table(columns, sheet, read_limits().rows)


def read_sheet(file: str, data: bytes, sheet: str = "", table: str = "") -> Sheet:
    """A sheet of a file: the one of that name, or the table's, or the only one.

    Raises InputFaults where there is none, and where the file cannot be read.
    """
    book = open_cached(file, data)
    return book.read(choose_sheet(book, sheet, table))


@lru_cache(maxsize=2)
def open_cached(file: str, data: bytes) -> SheetFile:
    """A file of tables, opened once for all its sheets; raises as `open_sheet_file`."""
    return open_sheet_file(file, data)


def describe_columns(
    model: ModelClass,
    headings: Sequence[tuple[str, str]] = (),
    areas: Sequence[str] = (),
    ignored: frozenset[str] = frozenset(),
    header: int | None = None,
) -> TableColumns:
    """The columns of a table of rows of a model, required ones first."""
    fields = list_fields(model)
    required = frozenset((*list_required(model), *areas))
    about = {column: field.description or "" for column, field in fields.items()}
    about |= dict.fromkeys(areas, AREA_COLUMN_ABOUT)
    return TableColumns(
        about={column: about[column] for column in sorted(about, key=lambda c: c not in required)},
        required=required,
        identifying=frozenset(column for column, field in fields.items() if holds_ids(field)),
        headings=dict(headings),
        ignored=ignored,
        header_row=header,
        file_key="data",
    )
