"""Designs by two measures: a point a design, labelled, on axes with round numbers."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lotdesign.papers.drawings.svg import (
    ACCENT,
    INK,
    LINE,
    STRONG,
    draw_dot,
    draw_line,
    draw_words,
    write_drawing,
)
from lotdesign.papers.wording import title_measure
from lotdesign.report.frontier_svg import AxisScale, choose_scale

WIDTH, HEIGHT = 760.0, 420.0
LEFT, TOP, RIGHT, BOTTOM = 84.0, 48.0, 28.0, 64.0


@dataclass(frozen=True, slots=True)
class ScatterPoint:
    """A design: its two values in their measures' own units, and its label."""

    across: float
    up: float
    label: str
    proposed: bool = False


def draw_scatter(across: str, up: str, points: Sequence[ScatterPoint]) -> str | None:
    """Draw designs by two measures; None for fewer than two points."""
    if len(points) < 2:
        return None
    x_axis = choose_scale(across, [point.across for point in points])
    y_axis = choose_scale(up, [point.up for point in points])
    return write_drawing(WIDTH, HEIGHT, _draw(across, up, points, x_axis, y_axis))


def _draw(
    across: str, up: str, points: Sequence[ScatterPoint], x_axis: AxisScale, y_axis: AxisScale
) -> Iterator[str]:
    right, bottom = WIDTH - RIGHT, HEIGHT - BOTTOM

    def put_x(value: float) -> float:
        return LEFT + x_axis.place(value) * (right - LEFT)

    def put_y(value: float) -> float:
        return bottom - y_axis.place(value) * (bottom - TOP)

    for tick in y_axis.ticks:
        yield draw_line(LEFT, put_y(tick), right, put_y(tick), LINE)
        yield draw_words(LEFT - 8, put_y(tick) + 4, y_axis.format_tick(tick), anchor="end")
    for tick in x_axis.ticks:
        yield draw_line(put_x(tick), bottom, put_x(tick), bottom + 5, INK)
        yield draw_words(put_x(tick), bottom + 20, x_axis.format_tick(tick), anchor="middle")
    yield draw_line(LEFT, bottom, right, bottom, INK)
    yield draw_line(LEFT, TOP, LEFT, bottom, INK)
    yield draw_words(16, 24, _title(up, y_axis), bold=True)
    yield draw_words(right, HEIGHT - 14, _title(across, x_axis), anchor="end", bold=True)
    for point in points:
        x, y = put_x(point.across), put_y(point.up)
        yield draw_dot(x, y, 11, STRONG if point.proposed else ACCENT)
        yield draw_words(x, y + 4, point.label, size=11, anchor="middle", fill="#ffffff", bold=True)


def _title(name: str, axis: AxisScale) -> str:
    title = title_measure(name)
    return title if axis.unit in title.lower() else f"{title}, {axis.unit}"
