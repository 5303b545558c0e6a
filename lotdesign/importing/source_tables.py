"""Tables as they arrive: rows of text below the row that names the columns."""

import csv
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO, TextIOWrapper
from itertools import chain, islice

from lotdesign.faults import Fault, InputFaults
from lotdesign.input.header import fold_name, join_words_of_cell
from lotdesign.input.limits import ReadingLimits, build_too_large, read_limits
from lotdesign.input.sheet import SheetRow, strip_blank_end
from lotdesign.input.sheet_files import choose_sheet, open_sheet_file

MOST_TABLE_BYTES = 200_000_000
"""Bytes of a CSV file that an import goes through row by row: a year's spending has a third."""

_MOST_LINES = 2_000_000
_MOST_COMMAS = 30_000_000
_MOST_CHARACTERS_A_ROW = 1_000_000
_MOST_TITLE_ROWS = 50
_MARKS_OF_OTHERS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"<", b"%PDF", b"{", b"\x1f\x8b")
"""How files begin that are no text of a table; `open_sheet_file` knows them all."""


@dataclass(frozen=True)
class SourceTable:
    """A table of a file: its columns, and its filled rows, which can be gone through once.

    `file` is its name in faults, `header` the number of the row that names the columns. `remarks`
    say what was left out.
    """

    file: str
    header: int
    columns: tuple[str, ...]
    rows: Iterator[SheetRow]
    remarks: tuple[str, ...] = ()


def open_source_table(
    file: str, data: bytes, headings: Collection[str], sheet: str = "", header: int | None = None
) -> SourceTable:
    """Open a table, CSV or a workbook; `headings` are names that its columns may have.

    The header is the row of that number, or the one of the first fifty that has most of these
    names. Raises InputFaults for what is no table; rows of a CSV file do so while they are gone
    through.
    """
    remarks: list[str] = []
    if data.lstrip()[:8].startswith(_MARKS_OF_OTHERS) or sheet:
        book = open_sheet_file(file, data)
        found = book.read(choose_sheet(book, sheet, ""))
        where, rows = found.where, iter(found.rows)
    else:
        where, rows = file, _iterate_csv(file, data, remarks)
    first = list(islice(rows, _MOST_TITLE_ROWS if header is None else header))
    position = _find_header(where, first, headings, header)
    named = first[position]
    if position:
        remarks.append(f"{where}: {position:,} rows above the header in row {named.number}.")
    columns = tuple(join_words_of_cell(cell) for cell in strip_blank_end(named.cells))
    _check_twice(where, named.number, columns)
    below = chain(first[position + 1 :], rows)
    return SourceTable(where, named.number, columns, below, tuple(remarks))


def take_rows(table: SourceTable) -> Iterator[SheetRow]:
    """The rows of a table that becomes one of a scenario; raises InputFaults for too many."""
    most = read_limits().rows
    for count, row in enumerate(table.rows, 1):
        if count > most:
            raise build_too_large(table.file, f"it has more than {most:,} rows")
        yield row


def _iterate_csv(file: str, data: bytes, remarks: list[str]) -> Iterator[SheetRow]:
    """The filled rows of a CSV file, in UTF-8 or in the code page of Windows."""
    times = max(1, read_limits().table_bytes // ReadingLimits().table_bytes)
    for found, most, what in (
        (len(data), MOST_TABLE_BYTES, "bytes"),
        (data.count(b"\n"), _MOST_LINES, "lines"),
        (data.count(b","), _MOST_COMMAS, "cells"),
    ):
        if found > most * times:
            raise build_too_large(file, f"it has more than {most * times:,} {what}")
    if b"\0" in data:
        raise InputFaults([Fault(file, "holds a NUL character; save the file as CSV UTF-8")])
    encoding = "utf-8-sig"
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        encoding = "cp1252"
        remarks.append(f"{file}: is not UTF-8; it was read in the code page of Windows (cp1252).")
    return _go_through(file, TextIOWrapper(BytesIO(data), encoding, errors="replace", newline=""))


def _go_through(file: str, text: Iterator[str]) -> Iterator[SheetRow]:
    number, held = 0, [0]
    try:
        for number, cells in enumerate(csv.reader(_check_lines(file, text, held), strict=True), 1):
            held[0] = 0
            if any(cells) and any(cell.strip() for cell in cells):
                yield SheetRow(number, tuple(cells))
    except csv.Error:
        right = "is not CSV: a quotation mark is not closed, or a cell is far too long"
        raise InputFaults([Fault(f"{file}, row {number + 1}", right)]) from None


def _check_lines(file: str, lines: Iterator[str], held: list[int]) -> Iterator[str]:
    """The lines; `held` is set to 0 when a row ends, and counts characters of the row until then.

    Raises InputFaults for a row that is too long to be one.
    """
    for line in lines:
        held[0] += len(line)
        if held[0] > _MOST_CHARACTERS_A_ROW:
            raise build_too_large(
                file, f"a row has more than {_MOST_CHARACTERS_A_ROW:,} characters"
            )
        yield line


def _find_header(
    where: str, rows: Sequence[SheetRow], headings: Collection[str], wanted: int | None
) -> int:
    if wanted is not None:
        for position, row in enumerate(rows):
            if row.number == wanted:
                return position
        raise InputFaults(
            [Fault(f"{where}, row {wanted}", "is blank; the header was said to be here")]
        )
    if not rows:
        raise InputFaults([Fault(where, "is empty")])
    known = {fold_name(name) for name in headings}
    scores = [
        (len({fold_name(cell) for cell in row.cells} & known), _count_words(row)) for row in rows
    ]
    best = max(range(len(rows)), key=lambda i: (scores[i], -i))
    if not scores[best][0]:
        best = next((i for i, row in enumerate(rows) if _count_words(row) > 1), 0)
    return best


def _count_words(row: SheetRow) -> int:
    """Cells that are words, as names of columns are."""
    return sum(any(char.isalpha() for char in cell) for cell in row.cells)


def _check_twice(where: str, row: int, columns: Sequence[str]) -> None:
    twice = [name for name in dict.fromkeys(columns) if name and columns.count(name) > 1]
    if twice:
        place = f"{where}, row {row}"
        raise InputFaults(Fault(place, "names a column twice", name) for name in twice)
