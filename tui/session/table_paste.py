"""A column or a block of cells, copied from a spreadsheet, put into a table of the scenario."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from lotdesign.words import format_count
from tui.session.edits import Edits
from tui.session.tables import EditableTable, TableEntry, set_cell

MOST_PASTED_CELLS = 20_000

_GROUPED_NUMBER = re.compile(r"£?\s?(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?")


class NotPastable(Exception):
    """What is pasted does not fit into the table; the text says why."""


@dataclass(frozen=True, slots=True)
class PastedCell:
    """A cell that is to hold another text."""

    entry: TableEntry
    column: str
    text: str


def read_pasted_block(text: str) -> list[list[str]]:
    """The cells of what was copied, line by line; empty lines at the end are none."""
    lines = [[_clean_cell(each) for each in line.split("\t")] for line in text.splitlines()]
    while lines and not any(lines[-1]):
        lines.pop()
    return lines


def _clean_cell(text: str) -> str:
    """A cell without spaces around it; a number without £ and thousands commas."""
    plain = text.strip()
    match = _GROUPED_NUMBER.fullmatch(plain)
    return match[1].replace(",", "") + (match[2] or "") if match else plain


def find_pasted_column(table: EditableTable, block: Sequence[Sequence[str]]) -> str | None:
    """The column that the first line names; None where it is no heading."""
    head = block[0][0].lower().replace(" ", "_") if block and block[0] else ""
    return head if head in table.columns else None


def place_block(
    table: EditableTable, rows: Sequence[int], column: str, block: Sequence[Sequence[str]]
) -> list[PastedCell]:
    """The cells of a block from a column rightwards and in these rows (positions) downwards.

    A first line that names the column is left out, and so are cells that stay as they are. Raises
    NotPastable with everything that does not fit.
    """
    lines = block[1:] if find_pasted_column(table, block[:1]) == column else block
    columns = table.columns[table.columns.index(column) :]
    across = max(map(len, lines), default=0)
    faults = []
    if not lines:
        faults.append("there is nothing to paste")
    if column == "id":
        faults.append("ids stay as they are; choose another column")
    if len(lines) > len(rows):
        given, room = format_count(len(lines), "line"), format_count(len(rows), "row")
        faults.append(f"{given} for {room} from here down; copy as many as there are rows")
    if across > len(columns):
        given, room = format_count(across, "column"), format_count(len(columns), "column")
        faults.append(f"{given} for {room} from here on; copy fewer columns")
    if len(lines) * across > MOST_PASTED_CELLS:
        faults.append(f"more than {MOST_PASTED_CELLS:,} cells at once; paste a part at a time")
    if faults:
        raise NotPastable("; ".join(faults))
    cells = [
        PastedCell(table.rows[row], name, text)
        for row, line in zip(rows, lines, strict=False)
        for name, text in zip(columns, line, strict=False)
    ]
    return [each for each in cells if each.entry.cells.get(each.column, "") != each.text]


def describe_pasted(cells: Sequence[PastedCell]) -> list[str]:
    """A line for each cell: Linslade: annual budget 150000 -> 155000."""
    return [
        f"{cell.entry.cells.get('name') or cell.entry.id}: {cell.column.replace('_', ' ')} "
        f"{cell.entry.cells.get(cell.column) or 'blank'} -> {cell.text or 'blank'}"
        for cell in cells
    ]


def paste_cells(edits: Edits, table: EditableTable, cells: Sequence[PastedCell]) -> Edits:
    """The edits with every cell changed."""
    added: dict[str, dict[str, str]] = {}
    for cell in cells:
        entry = cell.entry
        if entry.added:  # an added row is one edit, which each of its cells changes in turn
            kept = added.setdefault(entry.id, dict(entry.cells))
            entry = TableEntry(entry.id, dict(kept), True, entry.left_out, entry.edited)
            kept[cell.column] = cell.text
        edits = set_cell(edits, table, entry, cell.column, cell.text)
    return edits
