"""Pictures: lines of spans, each a safe text with the name of a style.

Also tables of columns, and the frame of a pane.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from itertools import zip_longest

from tui.canvas.glyphs import Glyphs
from tui.safe_text import clip_columns, count_columns, fit_columns, wrap_text


@dataclass(frozen=True, slots=True)
class Span:
    """Text in one style; `tui.widgets.picture_widget` knows the style names, "" is plain."""

    text: str
    style: str = ""


Line = tuple[Span, ...]
"""Spans from left to right."""


@dataclass(frozen=True, slots=True)
class Picture:
    """Lines from the top, and the position of the item that each belongs to, None for none."""

    lines: tuple[Line, ...]
    items: tuple[int | None, ...] = field(default=())

    @property
    def plain(self) -> str:
        """The picture as text."""
        return "\n".join(join_text(line) for line in self.lines)


def make_line(*parts: Span | str) -> Line:
    """A line of spans; plain text becomes a span."""
    return tuple(part if isinstance(part, Span) else Span(part) for part in parts)


def join_text(spans: Line) -> str:
    """A line as text."""
    return "".join(span.text for span in spans)


def measure_line(spans: Line) -> int:
    """Columns that a line takes."""
    return sum(count_columns(span.text) for span in spans)


def pad_line(spans: Line, columns: int, style: str = "") -> Line:
    """The line in exactly so many columns, cut or padded."""
    room = columns
    kept: list[Span] = []
    for span in spans:
        if room <= 0:
            break
        size = count_columns(span.text)
        kept.append(span if size <= room else Span(fit_columns(span.text, room), span.style))
        room -= size
    return (*kept, Span(" " * room, style)) if room > 0 else tuple(kept)


def prefix_style(spans: Line, style: str) -> Line:
    """The line with a style before each span's own."""
    return tuple(Span(span.text, f"{style} {span.style}".strip()) for span in spans)


def mark_cursor(spans: Line, here: bool, focused: bool, columns: int, glyphs: Glyphs) -> Line:
    """A line of a list with room for the cursor, which is `here` or not; lit if `focused`."""
    sign = Span(glyphs.cursor if here else " ", "accent" if focused else "dim")
    line = (sign, *spans)
    return prefix_style(pad_line(line, columns), "lit") if here and focused else line


def join_ends(left: Line, right: Line, columns: int) -> Line:
    """Two lines in one, at its left and right ends; the left one is cut where both do not fit."""
    room = columns - measure_line(right)
    shown = left if measure_line(left) < room else _clip_line(left, room - 1)
    return (*pad_line(shown, room), *right)


def _clip_line(spans: Line, columns: int) -> Line:
    kept: list[Span] = []
    room = columns
    for span in spans:
        size = count_columns(span.text)
        if size <= room:
            kept.append(span)
        elif room > 0:
            kept.append(Span(clip_columns(span.text, room), span.style))
        room -= size
        if room <= 0:
            break
    return tuple(kept)


def place_side_by_side(pictures: Sequence[Sequence[Line]], columns: int, gap: Span) -> list[Line]:
    """Pictures side by side, each padded to so many columns, with a gap between."""
    lines: list[Line] = []
    for row in zip_longest(*pictures, fillvalue=()):
        spans: list[Span] = []
        for i, part in enumerate(row):
            spans += [gap] if i else []
            spans += pad_line(part, columns)
        lines.append(tuple(spans))
    return lines


def rewrite_picture(picture: Picture, write: Callable[[str], str]) -> Picture:
    """The picture with every text rewritten."""
    lines = (tuple(Span(write(s.text), s.style) for s in line) for line in picture.lines)
    return Picture(tuple(lines), picture.items)


def wrap_lines(text: str, columns: int, style: str = "") -> list[Line]:
    """A text in lines of at most so many columns, in one style."""
    return [(Span(piece, style),) for piece in wrap_text(text, columns)]


def wrap_marked(text: str, columns: int, mark: Span, style: str = "") -> list[Line]:
    """A text in lines, the first with a mark before it and the others indented."""
    pieces = wrap_text(text, columns - 2)
    return [
        (Span(f"{' ' if i else mark.text} ", mark.style), Span(piece, style))
        for i, piece in enumerate(pieces)
    ]


@dataclass(frozen=True, slots=True)
class PictureColumn:
    """A column: heading, width (0 takes what room is left), and whether it aligns right.

    `least` is the width below which a column that takes what is left makes the last one go.
    """

    title: str
    width: int = 0
    right: bool = False
    least: int = 8


def fit_table_columns(columns: Sequence[PictureColumn], room: int) -> tuple[PictureColumn, ...]:
    """The columns with widths that fill `room`; the last ones go where not all of them fit."""
    kept = list(columns)
    while len(kept) > 1 and _sum_fixed_widths(kept) + _sum_least_widths(kept) > room:
        kept.pop()
    rest = max(1, room - _sum_fixed_widths(kept))
    share = rest // max(1, _count_open_columns(kept))
    return tuple(
        column if column.width else PictureColumn(column.title, share, column.right)
        for column in kept
    )


def widen_columns(
    columns: Sequence[PictureColumn], rows: Sequence[Sequence[str | Span]]
) -> list[PictureColumn]:
    """The columns, those of figures (which align right) as wide as the widest cell in them."""
    widened = []
    for i, column in enumerate(columns):
        cells = [row[i] for row in rows if i < len(row)] if column.right and column.width else []
        texts = (cell.text if isinstance(cell, Span) else cell for cell in cells)
        width = max((count_columns(text) for text in texts), default=0)
        widened.append(replace(column, width=max(column.width, width)))
    return widened


def _sum_least_widths(columns: Sequence[PictureColumn]) -> int:
    return sum(column.least for column in columns if not column.width)


def _sum_fixed_widths(columns: Sequence[PictureColumn]) -> int:
    return sum(column.width for column in columns) + len(columns) - 1


def _count_open_columns(columns: Sequence[PictureColumn]) -> int:
    return sum(not column.width for column in columns)


def draw_row(
    cells: Sequence[str | Span], columns: Sequence[PictureColumn], style: str = ""
) -> Line:
    """A row of a table; cells beyond its columns are left out."""
    parts: list[Span | str] = []
    for i, (cell, column) in enumerate(zip(cells, columns, strict=False)):
        span = cell if isinstance(cell, Span) else Span(cell, style)
        text = fit_columns(span.text, column.width, column.right)
        parts += [Span(" ", style)] if i else []
        parts.append(Span(text, span.style))
    return make_line(*parts)


def draw_heading(columns: Sequence[PictureColumn]) -> Line:
    """The row of headings."""
    return draw_row([column.title for column in columns], columns, "dim")


def find_visible_range(count: int, cursor: int, rows: int) -> range:
    """The positions of a list that are in view, with the cursor among them."""
    if count <= rows:
        return range(count)
    start = max(0, min(cursor - rows // 2, count - rows))
    return range(start, start + rows)


def find_visible_items(shown: Sequence[int], cursor: int, rows: int) -> list[int]:
    """The items of a list that are in view, of those `shown`, with the cursor's among them."""
    at = shown.index(cursor) if cursor in shown else 0
    return [shown[i] for i in find_visible_range(len(shown), at, rows)]


def describe_hidden(items: Sequence[int | None], shown: Sequence[int]) -> str:
    """How many of the items `shown` are above and below those in view; "" for none."""
    in_view = [item for item in items if item is not None]
    if not in_view or not shown:
        return ""
    above = sum(item < min(in_view) for item in shown)
    below = sum(item > max(in_view) for item in shown)
    parts = (f"{above} above" if above else "", f"{below} below" if below else "")
    return ", ".join(filter(None, parts))


def draw_frame(
    inside: Picture, columns: int, rows: int, title: str, remark: str, focused: bool, glyphs: Glyphs
) -> Picture:
    """A picture in a frame of `columns` by `rows`, with a title above and a remark below."""
    signs = list(glyphs.focused if focused else glyphs.frame)
    top_left, flat, top_right, side, low_left, low_right = signs
    style = "focus" if focused else "frame"
    room = max(0, columns - 2)
    body = [
        (Span(side, style), *pad_line(line, room), Span(side, style))
        for line in _fill_rows(inside.lines, rows - 2)
    ]
    head = _draw_edge(top_left, flat, top_right, columns, title, style, "title", left=True)
    foot = _draw_edge(low_left, flat, low_right, columns, remark, style, "dim", left=False)
    items = (*inside.items[: rows - 2],) + (None,) * (rows - 2 - len(inside.items[: rows - 2]))
    return Picture((head, *body, foot), (None, *items, None))


def _fill_rows(lines: Sequence[Line], rows: int) -> Sequence[Line]:
    kept = list(lines[: max(0, rows)])
    return kept + [()] * (max(0, rows) - len(kept))


def _draw_edge(
    start: str, flat: str, end: str, columns: int, text: str, style: str, accent: str, left: bool
) -> Line:
    shown = clip_columns(text, max(0, columns - 6))
    if not shown:
        return (Span(start + flat * (columns - 2) + end, style),)
    rest = columns - count_columns(shown) - 5
    before, after = (flat, flat * rest) if left else (flat * rest, flat)
    return (
        Span(f"{start}{before} ", style),
        Span(shown, f"{style} {accent}"),
        Span(f" {after}{end}", style),
    )
