"""The tables of a scenario: rows on the left, every cell of one on the right."""

from tui.canvas.spans import Line, Picture, Span, pointed
from tui.canvas.table import Column, columns_for, heading, row, window
from tui.data.tables import Entry, Table
from tui.panes.sight import Sight
from tui.text import clip, fit, safe, wrapped

COLUMNS = {
    "units": ("name", "annual_budget", "service", "locality"),
    "providers": ("name", "annual_turnover", "kind", "capacity"),
}
_WIDTHS = {"name": 0, "service": 15, "kind": 8}
_RIGHT = ("annual_budget", "annual_turnover", "capacity")


def rows(sight: Sight, table: Table, at: int, columns: int, height: int, focused: bool) -> Picture:
    """A line a row; those changed or left out are marked."""
    names = COLUMNS[table.name]
    shape = columns_for(
        [
            Column(
                name.replace("annual_", "").replace("_", " "),
                _WIDTHS.get(name, 11),
                name in _RIGHT,
            )
            for name in names
        ],
        columns - 2,
    )
    lines: list[Line] = [(Span("  "), *heading(shape))]
    view = window(len(table.rows), at, max(1, height - 1))
    for i in view:
        entry = table.rows[i]
        style = "off" if entry.left_out else "edited" if entry.added or entry.edited else ""
        sign = sight.glyphs.no if entry.left_out else "*" if style == "edited" else " "
        cells = [_shown(entry, name) for name in names]
        line = (Span(sign, "edited"), *row(cells, shape, style))
        lines.append(pointed(line, i == at, focused, columns, sight.glyphs))
    return Picture(tuple(lines), (None, *view))


def _shown(entry: Entry, name: str) -> str:
    text = entry.cells.get(name, "")
    if name == "name":
        return safe(text or entry.id)
    if name in _RIGHT and text.isdecimal():
        return f"£{int(text):,}"
    return safe(text)


def cells(
    sight: Sight,
    table: Table,
    entry: Entry | None,
    at: int,
    columns: int,
    height: int,
    focused: bool,
) -> Picture:
    """Every column of the row, and what the one with the cursor holds."""
    if entry is None:
        return Picture(((Span("No rows.", "dim"),),))
    label = min(18, columns // 3)
    about = wrapped(table.about[table.columns[at]], columns)[:2]
    view = window(len(table.columns), at, max(1, height - 3))
    lines: list[Line] = []
    for i in view:
        name = table.columns[i]
        text = safe(entry.cells.get(name, ""))
        style = "edited" if name in entry.edited or entry.added else ""
        shown = text or ("needed" if name in table.needed else "blank")
        line = (
            Span(fit(name.replace("_", " "), label), "dim"),
            Span(f" {clip(shown, columns - label - 2)}", style if text else "off"),
        )
        lines.append(pointed(line, i == at, focused, columns, sight.glyphs))
    lines += [()] * (height - 3 - len(lines))
    rule: Line = (Span(sight.glyphs.thin * columns, "frame"),)
    return Picture(
        (*lines, rule, *((Span(each, "dim"),) for each in about)),
        (*view, *([None] * (height - len(view)))),
    )
