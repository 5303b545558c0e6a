"""Bars, steppers and sparklines."""

from collections.abc import Sequence
from fractions import Fraction

from tui.canvas.glyphs import Glyphs
from tui.canvas.spans import Line, Span

Number = Fraction | int | float


def stepper(
    value: Number | None,
    base: Number | None,
    low: Number,
    high: Number,
    columns: int,
    glyphs: Glyphs,
) -> Line:
    """◂━━━━┿──▸: filled up to the value, with a mark where the files have it."""
    inside = max(1, columns - 2)
    filled = 0 if value is None else _place(value, low, high, inside)
    marked = None if base is None or base == value else _place(base, low, high, inside)
    cells = [glyphs.thick if i < filled else glyphs.thin for i in range(inside)]
    parts = [Span(glyphs.left, "dim")]
    for i, cell in enumerate(cells):
        if marked is not None and i == min(inside - 1, max(0, marked - 1)):
            parts.append(Span(glyphs.base, "edited"))
        else:
            parts.append(Span(cell, "bar" if cell == glyphs.thick else "dim"))
    return (*parts, Span(glyphs.right, "dim"))


def bar(value: Number, most: Number, columns: int, glyphs: Glyphs, style: str = "bar") -> Span:
    """A bar as long as the value is of the most, to an eighth of a column."""
    if most <= 0 or value <= 0:
        return Span(" " * columns, style)
    eighths = min(8 * columns, max(1, round(float(value) / float(most) * columns * 8)))
    full, rest = divmod(eighths, 8)
    text = glyphs.full * full + (glyphs.eighths[rest] if rest else "")
    return Span(text.ljust(columns), style)


def spark(values: Sequence[Number], columns: int, glyphs: Glyphs) -> str:
    """The latest values as columns of eight heights."""
    latest = [float(value) for value in values[-columns:]]
    if not latest:
        return ""
    low, high = min(latest), max(latest)
    size = high - low
    top = len(glyphs.sparks) - 1
    return "".join(
        glyphs.sparks[top if not size else round((value - low) / size * top)] for value in latest
    )


def _place(value: Number, low: Number, high: Number, columns: int) -> int:
    if high <= low:
        return columns
    share = (float(value) - float(low)) / (float(high) - float(low))
    return max(0, min(columns, round(share * columns)))
