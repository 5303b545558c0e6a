"""Plots designs by two measures with characters: a sign for each named one, dots for others."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

DOT_SIGN = "·"
"""The sign of a design without one of its own."""

StyledText = tuple[str, str]
"""Text and its style."""


@dataclass(frozen=True, slots=True)
class PlotDot:
    """A design by its two figures, with its sign of one or two characters and a style."""

    x: float
    y: float
    text: str
    style: str = ""


@dataclass(frozen=True, slots=True)
class PlotAxes:
    """How a plot is drawn: formats of figures, `margin` columns left of it, its characters.

    `arms` is the box character for each set of arms: 1 up, 2 right, 4 down, 8 left; `weak` are the
    signs that others may cover; `strokes` draw a line that runs along, up and down, up, or down.
    """

    write_x: Callable[[float], str]
    write_y: Callable[[float], str]
    arms: str = " ╵╶└╷│┌├╴┘─┴┐┤┬┼"
    weak: str = DOT_SIGN
    margin: int = 7
    strokes: str = "─│╱╲"


def draw_text_plot(
    dots: Sequence[PlotDot],
    columns: int,
    rows: int,
    axes: PlotAxes,
    line: Sequence[PlotDot] = (),
) -> list[list[StyledText]]:
    """Draw the plot with its axes; later dots cover earlier ones, equal ones stand side by side.

    A line joins the dots of `line`, in their order, below all dots.
    """
    if not dots or columns < 9 + axes.margin or rows < 4:
        return []
    wide, high = columns - axes.margin - 1, rows - 2
    x_low, x_high = _find_range([dot.x for dot in dots])
    y_low, y_high = _find_range([dot.y for dot in dots])
    cells: list[list[StyledText]] = [[(" ", "")] * wide for _ in range(high)]
    held: set[tuple[int, int]] = set()

    def place(dot: PlotDot) -> tuple[int, int]:
        return (
            1 + round((dot.x - x_low) / (x_high - x_low) * (wide - 4)),
            round((y_high - dot.y) / (y_high - y_low) * (high - 1)),
        )

    for start, end in pairwise(line):
        for x, y, stroke in _list_strokes(place(start), place(end), axes.strokes):
            cells[y][x] = (stroke, start.style)
    for dot in dots:
        x, y = place(dot)
        strong = dot.text not in axes.weak
        while strong and (x, y) in held and x + len(dot.text) < wide:
            x += 1
        for i, char in enumerate(dot.text):
            if x + i < wide and (strong or (x + i, y) not in held):
                cells[y][x + i] = (char, dot.style)
                if strong:
                    held.add((x + i, y))
    labels = {0: axes.write_y(y_high), high - 1: axes.write_y(y_low)}
    if high > 6:
        labels[high // 2] = axes.write_y(y_high - (y_high - y_low) * (high // 2) / (high - 1))
    lines: list[list[StyledText]] = []
    for y, row in enumerate(cells):
        label = labels.get(y, "")[: axes.margin - 1]
        arm = axes.arms[5 + 8] if y in labels else axes.arms[5]
        lines.append([(f"{label:>{axes.margin - 1}}", "dim"), (arm, "frame"), *_merge_styles(row)])
    flat = (axes.arms[3] + axes.arms[10] * wide, "frame")
    lines.append([(" " * (axes.margin - 1), ""), flat])
    lines.append(_write_x_labels(wide, columns, axes, x_low, x_high))
    return lines


def _list_strokes(
    start: tuple[int, int], end: tuple[int, int], strokes: str
) -> Iterator[tuple[int, int, str]]:
    """Yield each cell between two, which are left out, with the stroke that passes through it."""
    across, down = end[0] - start[0], end[1] - start[1]
    steps = max(abs(across), abs(down))
    x, y = start
    for step in range(1, steps):
        before = x, y
        x = start[0] + round(step * across / steps)
        y = start[1] + round(step * down / steps)
        if y == before[1]:
            yield x, y, strokes[0]
        elif x == before[0]:
            yield x, y, strokes[1]
        else:
            yield x, y, strokes[3 if (y > before[1]) == (x > before[0]) else 2]


def _find_range(values: Sequence[float]) -> tuple[float, float]:
    low, high = min(values), max(values)
    return (low, high) if high > low else (low - 1, low + 1)


def _write_x_labels(
    wide: int, columns: int, axes: PlotAxes, low: float, high: float
) -> list[StyledText]:
    left, right = axes.write_x(low), axes.write_x(high)
    middle = axes.write_x((low + high) / 2)
    text = left + " " * max(1, wide - len(left) - len(right)) + right
    start = (wide - len(middle)) // 2
    if start > len(left) + 1 and start + len(middle) < wide - len(right) - 1:
        text = text[:start] + middle + text[start + len(middle) :]
    return [(" " * axes.margin, ""), (text[: columns - axes.margin], "dim")]


def _merge_styles(cells: Sequence[StyledText]) -> list[StyledText]:
    """Join neighbouring cells of one style."""
    runs: list[StyledText] = []
    for text, style in cells:
        if runs and runs[-1][1] == style:
            runs[-1] = (runs[-1][0] + text, style)
        else:
            runs.append((text, style))
    return runs
