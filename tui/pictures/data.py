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
    widen_columns,
)
from tui.safe_text import clip_columns, count_columns, fit_columns, make_safe, wrap_text
from tui.session.tables import EditableTable, TableEntry
from tui.snapshot import Snapshot

SHOWN_COLUMNS = {
    "units": ("name", "annual_budget", "service", "locality", "need"),
    "providers": ("name", "annual_turnover", "capacity", "kind"),
}
"""The columns of each table that rows show first, as far as there is room."""

_MOST_CELL_COLUMNS = 20
"""The widest that a column other than the name is."""

_MOST_ROWS_MEASURED = 200
"""Rows whose cells say how wide a column is, so that it does not change while one scrolls."""

_LEAST_NAME_COLUMNS = 20
_YEAR_COLUMNS = ("first_year", "last_year")
_COUNT_COLUMNS = ("need", "tupe_fte")
_UNSHOWN_COLUMNS = ("x", "y", "lat", "lon", "basis", "source")
"""Columns that say little in a list; they stand among the cells of a row."""

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
    numeric = (*_MONEY_COLUMNS, *_YEAR_COLUMNS, *_COUNT_COLUMNS)
    table_columns = [
        PictureColumn(
            _title_column(name),
            _find_column_width(table, name),
            name in numeric,
            max(_LEAST_NAME_COLUMNS, columns // 3),
        )
        for name in names
    ]
    listed = range(len(table.rows)) if shown is None else shown
    view = find_visible_items(listed, at, max(1, height - 1))
    cells = [[_show_cell(table.rows[i], name) for name in names] for i in view]
    shape = fit_table_columns(widen_columns(table_columns, cells), columns - 2)
    lines: list[Line] = [(Span("  "), *draw_heading(shape))]
    for i, row in zip(view, cells, strict=True):
        entry = table.rows[i]
        style = "off" if entry.left_out else "edited" if entry.added or entry.edited else ""
        sign = snapshot.glyphs.no if entry.left_out else "*" if style == "edited" else " "
        line = (Span(sign, "edited"), *draw_row(row, shape, style))
        lines.append(mark_cursor(line, i == at, focused, columns, snapshot.glyphs))
    return Picture(tuple(lines), (None, *view))


def _choose_columns(table: EditableTable) -> list[str]:
    """The columns that rows may show, the first ones first; of the others those with something in.

    Years of their own come before what merely says where a unit is.
    """
    first = SHOWN_COLUMNS[table.name]
    filled = [
        name
        for name in table.columns
        if name not in (*first, "id", *_UNSHOWN_COLUMNS)
        and any(entry.cells.get(name) for entry in table.rows)
    ]
    years = [name for name in filled if name in _YEAR_COLUMNS]
    return [*first[:2], *years, *first[2:], *(name for name in filled if name not in years)]


def _title_column(name: str) -> str:
    return name.replace("annual_", "").replace("_", " ")


def _find_column_width(table: EditableTable, name: str) -> int:
    """The width of a column's title and of its first cells; 0 for names, which take the rest."""
    if name == "name":
        return 0
    cells = (_show_cell(row, name) for row in table.rows[:_MOST_ROWS_MEASURED])
    widest = max(map(count_columns, cells), default=0)
    return max(len(_title_column(name)), min(_MOST_CELL_COLUMNS, widest))


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
