"""The tables of a scenario: rows on the left, every cell of one row on the right."""

from collections.abc import Sequence

from tui.canvas.picture import (
    Line,
    Picture,
    PictureColumn,
    Span,
    draw_heading,
    draw_row,
    find_visible_items,
    fit_table_columns,
    mark_cursor,
)
from tui.safe_text import clip_columns, fit_columns, make_safe, wrap_text
from tui.session.tables import EditableTable, TableEntry
from tui.snapshot import Snapshot

SHOWN_COLUMNS = {
    "units": ("name", "annual_budget", "service", "locality"),
    "providers": ("name", "annual_turnover", "kind", "capacity"),
}
"""The columns of each table for which rows have room."""

_COLUMN_WIDTHS = {"name": 0, "service": 15, "kind": 8}
_YEAR_COLUMNS = ("first_year", "last_year")
_MONEY_COLUMNS = ("annual_budget", "annual_turnover", "capacity")


def draw_table_rows(
    snapshot: Snapshot,
    table: EditableTable,
    at: int,
    columns: int,
    height: int,
    focused: bool,
    shown: Sequence[int] | None = None,
) -> Picture:
    """A line for each row; those edited or left out are marked."""
    names = _choose_columns(table)
    shape = fit_table_columns(
        [
            PictureColumn(
                name.replace("annual_", "").replace("_", " "),
                _COLUMN_WIDTHS.get(name, 11),
                name in (*_MONEY_COLUMNS, *_YEAR_COLUMNS),
            )
            for name in names
        ],
        columns - 2,
    )
    lines: list[Line] = [(Span("  "), *draw_heading(shape))]
    listed = range(len(table.rows)) if shown is None else shown
    view = find_visible_items(listed, at, max(1, height - 1))
    for i in view:
        entry = table.rows[i]
        style = "off" if entry.left_out else "edited" if entry.added or entry.edited else ""
        sign = snapshot.glyphs.no if entry.left_out else "*" if style == "edited" else " "
        cells = [_show_cell(entry, name) for name in names]
        line = (Span(sign, "edited"), *draw_row(cells, shape, style))
        lines.append(mark_cursor(line, i == at, focused, columns, snapshot.glyphs))
    return Picture(tuple(lines), (None, *view))


def _choose_columns(table: EditableTable) -> list[str]:
    """The columns that are shown: those of years only where units have years of their own."""
    filled = {name for entry in table.rows for name in _YEAR_COLUMNS if entry.cells.get(name)}
    return [*SHOWN_COLUMNS[table.name], *(name for name in _YEAR_COLUMNS if name in filled)]


def _show_cell(entry: TableEntry, name: str) -> str:
    text = entry.cells.get(name, "")
    if name == "name":
        return make_safe(text or entry.id)
    if name in _MONEY_COLUMNS and text.isdecimal():
        return f"£{int(text):,}"
    return make_safe(text)


def draw_entry_cells(
    snapshot: Snapshot,
    table: EditableTable,
    entry: TableEntry | None,
    at: int,
    columns: int,
    height: int,
    focused: bool,
    shown: Sequence[int] | None = None,
) -> Picture:
    """Every cell of a row, and below them what belongs into the one with the cursor."""
    if entry is None:
        return Picture(((Span("No rows.", "dim"),),))
    label = min(18, columns // 3)
    about = wrap_text(table.about[table.columns[at]], columns)[:2]
    listed = range(len(table.columns)) if shown is None else shown
    view = find_visible_items(listed, at, max(1, height - 3))
    lines: list[Line] = []
    for i in view:
        name = table.columns[i]
        text = make_safe(entry.cells.get(name, ""))
        style = "edited" if name in entry.edited or entry.added else ""
        written = text or ("needed" if name in table.needed else "blank")
        line = (
            Span(fit_columns(name.replace("_", " "), label), "dim"),
            Span(f" {clip_columns(written, columns - label - 2)}", style if text else "off"),
        )
        lines.append(mark_cursor(line, i == at, focused, columns, snapshot.glyphs))
    lines += [()] * (height - 3 - len(lines))
    rule: Line = (Span(snapshot.glyphs.thin * columns, "frame"),)
    return Picture(
        (*lines, rule, *((Span(each, "dim"),) for each in about)),
        (*view, *([None] * (height - len(view)))),
    )
