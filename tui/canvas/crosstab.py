"""Localities by services, for scenarios without coordinates: which lots hold what."""

from collections.abc import Mapping, Sequence

from tui.canvas.areas import AREAS
from tui.canvas.glyphs import Glyphs
from tui.canvas.spans import Line, Span
from tui.text import fit, safe

Held = Mapping[tuple[str, str], Sequence[tuple[int, str]]]
"""(locality, service) -> the lots there, each by number and letter."""


def crosstab(
    localities: Sequence[tuple[str, str]],
    services: Sequence[tuple[str, str]],
    held: Held,
    columns: int,
    rows: int,
    glyphs: Glyphs,
    chosen: int | None = None,
) -> list[Line]:
    """A row a locality, a column a service, each given by id and name."""
    label = min(24, max(10, columns // 3))
    each = max(4, (columns - label) // max(1, len(services)) - 1)
    across = services[: max(1, (columns - label) // (each + 1))]
    head = [Span(" " * label)]
    for _, name in across:
        head.append(Span(" " + fit(safe(name), each), "dim"))
    lines: list[Line] = [tuple(head)]
    for place, name in localities[: rows - 1]:
        spans = [Span(fit(safe(name), label))]
        for service, _ in across:
            spans.append(Span(" "))
            spans += _cell(held.get((place, service), ()), each, glyphs, chosen)
        lines.append(tuple(spans))
    return lines


def _cell(
    lots: Sequence[tuple[int, str]], columns: int, glyphs: Glyphs, chosen: int | None
) -> list[Span]:
    if not lots:
        return [Span(fit(glyphs.dot, columns), "dim")]
    spans: list[Span] = []
    room = columns
    for number, letter in lots:
        text = f"[{letter}]" if number == chosen else f" {letter} "
        if len(text) > room:
            break
        spans.append(Span(text, f"lot-{number % AREAS} badge"))
        room -= len(text)
    return [*spans, Span(" " * room)]
