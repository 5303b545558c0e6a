"""Rows in columns that stand under each other, whatever is in the names."""

from collections.abc import Sequence
from dataclasses import dataclass

from tui.canvas.spans import Line, Span, line
from tui.text import fit


@dataclass(frozen=True, slots=True)
class Column:
    """A heading, its width, and whether figures stand at the right; width 0 takes the rest."""

    head: str
    width: int = 0
    right: bool = False


def columns_for(columns: Sequence[Column], room: int) -> tuple[Column, ...]:
    """The columns with the open ones sharing what room is left; narrow screens lose the last."""
    kept = list(columns)
    while len(kept) > 1 and _fixed(kept) + 8 * _open(kept) > room:
        kept.pop()
    left = max(1, room - _fixed(kept))
    share = left // max(1, _open(kept))
    return tuple(each if each.width else Column(each.head, share, each.right) for each in kept)


def _fixed(columns: Sequence[Column]) -> int:
    return sum(each.width for each in columns) + len(columns) - 1


def _open(columns: Sequence[Column]) -> int:
    return sum(not each.width for each in columns)


def row(cells: Sequence[str | Span], columns: Sequence[Column], style: str = "") -> Line:
    """One row; cells beyond the columns are left out."""
    parts: list[Span | str] = []
    for i, (cell, column) in enumerate(zip(cells, columns, strict=False)):
        span = cell if isinstance(cell, Span) else Span(cell, style)
        text = fit(span.text, column.width, column.right)
        parts += [Span(" ", style)] if i else []
        parts.append(Span(text, span.style))
    return line(*parts)


def heading(columns: Sequence[Column]) -> Line:
    """The row of headings."""
    return row([each.head for each in columns], columns, "dim")


def window(count: int, cursor: int, rows: int) -> range:
    """The rows of a list that are on view, with the cursor among them."""
    if count <= rows:
        return range(count)
    start = max(0, min(cursor - rows // 2, count - rows))
    return range(start, start + rows)
