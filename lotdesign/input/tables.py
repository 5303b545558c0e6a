"""Builds a table from a sheet: rows of text by column, faults, and remarks on what was left out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lotdesign.faults import Fault, make_printable
from lotdesign.input.header import SheetHeader, TableColumns, find_header
from lotdesign.input.left_out_rows import BodyRows, split_body
from lotdesign.input.limits import build_too_large
from lotdesign.input.raw import TableOrigin
from lotdesign.input.sheet import CellMark, Sheet, SheetRow, name_column, strip_blank_end
from lotdesign.words import format_count, join_words

_SENTENCES_BY_MARK: dict[CellMark, str] = {
    "date": "a date stands where an id should: the spreadsheet changed it; format the column as "
    "text and write the id anew",
    "formula": "a formula has no value yet; open and save the workbook in the spreadsheet program, "
    "or write the value",
    "error": "the formula gives an error; mend it, or write the value",
}

_MOST_ROWS_BESIDES = 2_000
"""Rows of titles, totals and notes that a sheet may have besides those of its table."""

_REFERENCE_COLUMNS = {"id", "service", "a", "b"}
"""Columns that others refer to: without them no reference can be checked."""


@dataclass(frozen=True, slots=True)
class InputTable:
    """The rows of a table as text by column.

    `reported_rows` are the positions of rows, and `reported_cells` of cells, whose faults are in
    `faults`; `has_reference_columns` says whether the columns that others refer to could be read.
    `remarks` are sentences on what was left out or is easily overlooked.
    """

    origin: TableOrigin
    rows: list[dict[str, str]]
    reported_rows: frozenset[int]
    has_reference_columns: bool
    faults: tuple[Fault, ...]
    reported_cells: frozenset[tuple[int, str]] = frozenset()
    remarks: tuple[str, ...] = ()


def build_table(columns: TableColumns, sheet: Sheet, most_rows: int) -> InputTable:
    """Build the table of these columns from a sheet.

    Raises InputFaults where no row names the columns, and for more than `most_rows` rows.
    """
    header = find_header(columns, sheet)
    if len(sheet.rows) > most_rows + _MOST_ROWS_BESIDES:
        raise build_too_large(sheet.where, f"it has more than {most_rows:,} rows")
    body = split_body(header, columns.identifying, sheet.rows[header.position + 1 :])
    if len(body.kept) > most_rows:
        raise build_too_large(sheet.where, f"it has more than {most_rows:,} rows")
    ragged = [_find_ragged_fault(sheet, header, row) for row in body.kept]
    origin = _build_origin(columns, sheet, header, body)
    marked = list(_list_marked_cells(columns, sheet, header, body))
    return InputTable(
        origin=origin,
        rows=[
            {
                column: row.cells[i] if i < len(row.cells) else ""
                for column, i in header.columns.items()
            }
            for row in body.kept
        ],
        reported_rows=frozenset(i for i, fault in enumerate(ragged) if fault),
        has_reference_columns=not header.missing & _REFERENCE_COLUMNS,
        faults=(
            *header.faults,
            *(fault for fault in ragged if fault),
            *(
                Fault(
                    origin.describe_cell(position, column),
                    _SENTENCES_BY_MARK[mark],
                    body.kept[position].cells[header.columns[column]],
                )
                for position, column, mark in marked
            ),
        ),
        reported_cells=frozenset((position, column) for position, column, _ in marked),
        remarks=tuple(_list_remarks(columns, sheet, header, body)),
    )


def _build_origin(
    columns: TableColumns, sheet: Sheet, header: SheetHeader, body: BodyRows
) -> TableOrigin:
    return TableOrigin(
        file=sheet.where,
        rows=tuple(row.number for row in body.kept),
        headings={column: columns.get_heading(column) for column in header.columns},
        letters={column: name_column(i) for column, i in header.columns.items()}
        if sheet.name
        else {},
    )


def _find_ragged_fault(sheet: Sheet, header: SheetHeader, row: SheetRow) -> Fault | None:
    """The fault of a row of a CSV file that has more or fewer cells than the header."""
    width = len(header.names)
    filled = len(strip_blank_end(row.cells))
    cells = len(row.cells) if len(row.cells) <= width else max(width, filled)
    if cells == width or (sheet.name and cells < width):
        return None
    right = f"has {cells} cells where row {header.number} has {width}"
    return Fault(f"{sheet.where}, row {row.number}", right)


def _list_marked_cells(
    columns: TableColumns, sheet: Sheet, header: SheetHeader, body: BodyRows
) -> Iterator[tuple[int, str, CellMark]]:
    """(position of the row, column, mark) of cells whose text cannot be taken as it stands."""
    if not sheet.marks:
        return
    for position, row in enumerate(body.kept):
        for column, i in header.columns.items():
            mark = sheet.marks.get((row.number, i))
            if mark is not None and (mark != "date" or column in columns.identifying):
                yield position, column, mark


def _list_remarks(
    columns: TableColumns, sheet: Sheet, header: SheetHeader, body: BodyRows
) -> Iterator[str]:
    left_out = _describe_left_out(columns, sheet, header, body)
    if left_out:
        yield left_out
    if sheet.hidden:
        yield f"{_begin(sheet.title)} is hidden, and was read."
    first, last = header.number, body.kept[-1].number if body.kept else header.number
    hidden = [number for number in sheet.hidden_rows if first < number <= last]
    kept = {row.number for row in body.kept}
    hidden = [number for number in hidden if number in kept]
    if hidden:
        are = "is" if len(hidden) == 1 else "are"
        were = "was" if len(hidden) == 1 else "were"
        yield f"{_begin(name_rows(hidden))} of {sheet.title} {are} hidden, and {were} read."
    unseen = [column for column, i in header.columns.items() if i in set(sheet.hidden_columns)]
    if unseen:
        are, were = ("is", "was") if len(unseen) == 1 else ("are", "were")
        noun = "Column" if len(unseen) == 1 else "Columns"
        named = join_words([columns.get_heading(column) for column in unseen])
        yield f"{noun} {named} of {sheet.title} {are} hidden, and {were} read."
    merged = [area for area in sheet.merged if first < _read_first_row(area) <= last]
    if merged:
        few = ", ".join(make_printable(area) for area in merged[:5])
        more = ", ..." if len(merged) > 5 else ""
        yield (
            f"Cells of {sheet.title} are merged ({few}{more}): what they say stands for the first "
            "cell alone, and the others are blank."
        )


def _describe_left_out(
    columns: TableColumns, sheet: Sheet, header: SheetHeader, body: BodyRows
) -> str:
    """One sentence on all rows that were left out; "" where none was."""
    parts = []
    if header.position and columns.header_row is None:
        rows = name_rows(range(1, header.number))
        verb = ("stands", "was") if header.number == 2 else ("stand", "were")
        parts.append(f"{rows} of {sheet.title} {verb[0]} above the header and {verb[1]} left out")
    for numbers, one, many in (
        ([number for number, _ in body.totals], "a total", "totals"),
        (list(body.notes), "a note below the table", "notes below the table"),
        (list(body.headers), "the header once more", "the header once more"),
    ):
        if numbers:
            place = "" if parts else f" of {sheet.title}"
            what, was = (one, "was") if len(numbers) == 1 else (many, "were")
            parts.append(f"{name_rows(numbers)}{place}, {what}, {was} left out")
    wrong = [f"row {number}: {said}" for number, said in body.totals if said]
    text = "; ".join([*parts, *wrong[:3]])
    return f"{_begin(text)}." if text else ""


def name_rows(numbers: Sequence[int]) -> str:
    """Rows by number: row 3, rows 1 to 3, rows 2, 5 and 9."""
    if len(numbers) == 1:
        return f"row {numbers[0]}"
    if len(numbers) > 2 and numbers[-1] - numbers[0] == len(numbers) - 1:
        return f"rows {numbers[0]} to {numbers[-1]}"
    if len(numbers) > 8:
        return (
            f"rows {', '.join(map(str, numbers[:8]))} and {format_count(len(numbers) - 8, 'other')}"
        )
    return f"rows {join_words(list(map(str, numbers)))}"


def _begin(text: str) -> str:
    return text[:1].upper() + text[1:]


def _read_first_row(area: str) -> int:
    digits = "".join(char for char in area.partition(":")[0] if char.isdecimal())
    return int(digits or 0)
