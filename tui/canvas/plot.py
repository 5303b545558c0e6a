"""Designs by two measures: digits for those in the tray, dots for others."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tui.canvas.glyphs import Glyphs
from tui.canvas.spans import Line, Span

_MARGIN = 7


@dataclass(frozen=True, slots=True)
class Dot:
    """A design by its two figures, the one or two characters that stand for it, and a style."""

    x: float
    y: float
    text: str
    style: str = ""


def plot(
    dots: Sequence[Dot],
    columns: int,
    rows: int,
    write_x: Callable[[float], str],
    write_y: Callable[[float], str],
    glyphs: Glyphs,
) -> list[Line]:
    """The plot with its axes; later dots cover earlier ones, equal ones stand side by side."""
    if not dots or columns < 16 or rows < 4:
        return []
    wide, high = columns - _MARGIN - 1, rows - 2
    x_low, x_high = _range([dot.x for dot in dots])
    y_low, y_high = _range([dot.y for dot in dots])
    cells: list[list[tuple[str, str]]] = [[(" ", "")] * wide for _ in range(high)]
    held: set[tuple[int, int]] = set()
    for dot in dots:
        x = 1 + round((dot.x - x_low) / (x_high - x_low) * (wide - 4))
        y = round((y_high - dot.y) / (y_high - y_low) * (high - 1))
        strong = dot.text != glyphs.dot
        while strong and (x, y) in held and x + len(dot.text) < wide:
            x += 1
        for i, char in enumerate(dot.text):
            if x + i < wide and (strong or (x + i, y) not in held):
                cells[y][x + i] = (char, dot.style)
                if strong:
                    held.add((x + i, y))
    labels = {0: write_y(y_high), high - 1: write_y(y_low)}
    if high > 6:
        labels[high // 2] = write_y(y_high - (y_high - y_low) * (high // 2) / (high - 1))
    lines: list[Line] = []
    for y, line in enumerate(cells):
        label = labels.get(y, "")[: _MARGIN - 1]
        axis = glyphs.arms[5 + 8] if y in labels else glyphs.arms[5]
        lines.append((Span(f"{label:>{_MARGIN - 1}}", "dim"), Span(axis, "frame"), *_spans(line)))
    lines.append(_axis(wide, glyphs))
    lines.append(_x_labels(wide, columns, write_x, x_low, x_high))
    return lines


def _range(values: Sequence[float]) -> tuple[float, float]:
    low, high = min(values), max(values)
    return (low, high) if high > low else (low - 1, low + 1)


def _axis(wide: int, glyphs: Glyphs) -> Line:
    return (
        Span(" " * (_MARGIN - 1)),
        Span(glyphs.arms[3] + glyphs.arms[10] * wide, "frame"),
    )


def _x_labels(
    wide: int, columns: int, write: Callable[[float], str], low: float, high: float
) -> Line:
    left, right = write(low), write(high)
    middle = write((low + high) / 2)
    text = left + " " * max(1, wide - len(left) - len(right)) + right
    start = (wide - len(middle)) // 2
    if start > len(left) + 1 and start + len(middle) < wide - len(right) - 1:
        text = text[:start] + middle + text[start + len(middle) :]
    return (Span(" " * _MARGIN), Span(text[: columns - _MARGIN], "dim"))


def _spans(cells: Sequence[tuple[str, str]]) -> list[Span]:
    spans: list[Span] = []
    for text, style in cells:
        if spans and spans[-1].style == style:
            spans[-1] = Span(spans[-1].text + text, style)
        else:
            spans.append(Span(text, style))
    return spans
