"""Steppers, bars, sparklines, and the plot of designs by two measures."""

from collections.abc import Callable, Sequence
from fractions import Fraction

from lotdesign.report.text_plot import PlotAxes, PlotDot, draw_text_plot
from tui.canvas.glyphs import Glyphs
from tui.canvas.picture import Line, Span

ChartNumber = Fraction | int | float


def draw_stepper(
    value: ChartNumber | None,
    base: ChartNumber | None,
    low: ChartNumber,
    high: ChartNumber,
    columns: int,
    glyphs: Glyphs,
) -> Line:
    """◂━━━━┿──▸: a bar from `low` to `high`, filled up to the value, with a mark at `base`."""
    inside = max(1, columns - 2)
    filled = 0 if value is None else _find_column(value, low, high, inside)
    marked = None if base is None or base == value else _find_column(base, low, high, inside)
    cells = [glyphs.thick if i < filled else glyphs.thin for i in range(inside)]
    spans = [Span(glyphs.left, "dim")]
    for i, cell in enumerate(cells):
        if marked is not None and i == min(inside - 1, max(0, marked - 1)):
            spans.append(Span(glyphs.base, "edited"))
        else:
            spans.append(Span(cell, "bar" if cell == glyphs.thick else "dim"))
    return (*spans, Span(glyphs.right, "dim"))


def draw_bar(
    value: ChartNumber, most: ChartNumber, columns: int, glyphs: Glyphs, style: str = "bar"
) -> Span:
    """A bar whose length is the value's share of `most`, to an eighth of a column."""
    if most <= 0 or value <= 0:
        return Span(" " * columns, style)
    eighths = min(8 * columns, max(1, round(float(value) / float(most) * columns * 8)))
    full, rest = divmod(eighths, 8)
    text = glyphs.full * full + (glyphs.eighths[rest] if rest else "")
    return Span(text.ljust(columns), style)


def draw_sparkline(values: Sequence[ChartNumber], columns: int, glyphs: Glyphs) -> str:
    """The latest values as bars of eight heights, one a column, from their least to their most."""
    latest = [float(value) for value in values[-columns:]]
    if not latest:
        return ""
    low, high = min(latest), max(latest)
    size = high - low
    top = len(glyphs.sparks) - 1
    return "".join(
        glyphs.sparks[top if not size else round((value - low) / size * top)] for value in latest
    )


def _find_column(value: ChartNumber, low: ChartNumber, high: ChartNumber, columns: int) -> int:
    """The column of a value on a scale of so many columns, clamped to it."""
    if high <= low:
        return columns
    share = (float(value) - float(low)) / (float(high) - float(low))
    return max(0, min(columns, round(share * columns)))


def draw_plot(
    dots: Sequence[PlotDot],
    columns: int,
    rows: int,
    write_x: Callable[[float], str],
    write_y: Callable[[float], str],
    glyphs: Glyphs,
    line: Sequence[PlotDot] = (),
) -> list[Line]:
    """The plot with its axes; `write_x` and `write_y` write the figures on them.

    A line joins the dots of `line`.
    """
    weak = glyphs.dot + glyphs.marked
    axes = PlotAxes(write_x, write_y, glyphs.arms, weak, strokes=glyphs.strokes)
    drawn = draw_text_plot(dots, columns, rows, axes, line)
    return [tuple(Span(*run) for run in each) for each in drawn]
