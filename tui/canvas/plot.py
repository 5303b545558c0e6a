"""Designs by two measures, as a picture."""

from collections.abc import Callable, Sequence

from lotdesign.report.plot import Axes, Dot
from lotdesign.report.plot import plot as drawn
from tui.canvas.glyphs import Glyphs
from tui.canvas.spans import Line, Span

__all__ = ["Dot", "plot"]


def plot(
    dots: Sequence[Dot],
    columns: int,
    rows: int,
    write_x: Callable[[float], str],
    write_y: Callable[[float], str],
    glyphs: Glyphs,
) -> list[Line]:
    """The plot with its axes: digits for designs in the tray, dots for others."""
    axes = Axes(write_x, write_y, glyphs.arms, glyphs.dot + glyphs.marked)
    return [tuple(Span(*run) for run in line) for line in drawn(dots, columns, rows, axes)]
