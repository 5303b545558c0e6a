"""The columns of a council's files beside ours, and what is still to be answered."""

from collections.abc import Mapping

from tui.canvas.glyphs import Glyphs
from tui.canvas.picture import (
    Line,
    Picture,
    Span,
    describe_hidden,
    draw_frame,
    find_visible_range,
)
from tui.safe_text import fit_columns, make_safe, wrap_text
from tui.session.import_draft import ImportDraft, ImportRow, RowStanding

_STANDING_STYLES: Mapping[RowStanding, str] = {
    "open": "bad",
    "guessed": "dim",
    "decided": "good",
}
_MOST_FAULT_LINES = 6


def draw_import(
    draft: ImportDraft,
    cursor: int,
    notes: tuple[str, ...],
    columns: int,
    rows: int,
    focused: bool,
    glyphs: Glyphs,
) -> Picture:
    """Theirs on the left, ours on the right, a row a key; below it what is asked and what is wrong.

    `notes` are faults of the last answer.
    """
    width = columns - 4
    below = _draw_below(draft, cursor, notes, width, glyphs)
    room = max(1, rows - 4 - len(below))
    left = max(16, width // 3)
    lines: list[Line] = [
        (
            Span(f" {fit_columns('IN THE FILES', left + 2)}", "heading"),
            Span(fit_columns("IS OUR", width - left - 12), "heading"),
        )
    ]
    items: list[int | None] = [None]
    for i in find_visible_range(len(draft.rows), cursor, room):
        items.append(i)
        lines.append(_draw_row(draft.rows[i], i == cursor, left, width, glyphs))
    lines += [()] * (room + 1 - len(lines))
    lines += [(), *below]
    count = draft.open_count
    title = f"Import into {make_safe(str(draft.folder))[-40:]}"
    remark = f"{count:,} open" if count else "nothing open: w writes the scenario"
    hidden = describe_hidden(items, range(len(draft.rows)))
    remark = "; ".join(filter(None, (remark, hidden)))
    return draw_frame(
        Picture(tuple(lines), tuple(items)), columns, rows, title, remark, focused, glyphs
    )


def _draw_row(row: ImportRow, here: bool, left: int, width: int, glyphs: Glyphs) -> Line:
    style = _STANDING_STYLES[row.standing]
    theirs = make_safe(row.theirs) if row.standing != "open" else "?"
    ours = make_safe(" ".join(row.loc).replace(" columns ", " ").replace("_", " "))
    return (
        Span(f"{glyphs.cursor if here else ' '} ", "accent"),
        Span(fit_columns(theirs or "(blank)", left), "bold" if here else ""),
        Span(" "),
        Span(fit_columns(ours, width - left - 12), "bold" if here else ""),
        Span(f" {row.standing}", style),
    )


def _draw_below(
    draft: ImportDraft, cursor: int, notes: tuple[str, ...], width: int, glyphs: Glyphs
) -> list[Line]:
    """The question under the cursor, and the first faults."""
    row = draft.rows[cursor] if cursor < len(draft.rows) else None
    asked = row.question.text if row is not None and row.question is not None else ""
    lines: list[Line] = [(Span(f" {each}"),) for each in wrap_text(make_safe(asked), width)[:3]]
    for fault in (*notes, *draft.faults)[:_MOST_FAULT_LINES]:
        for i, piece in enumerate(wrap_text(make_safe(fault), width - 2)[:2]):
            lines.append((Span(f" {' ' if i else glyphs.no} ", "bad"), Span(piece)))
    return lines
