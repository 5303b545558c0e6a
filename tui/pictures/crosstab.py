"""A table of places by services with the lots of a design, where there is no map."""

from collections.abc import Mapping, Sequence

from lotdesign.words import format_count
from tui.canvas.glyphs import Glyphs
from tui.canvas.picture import Line, Span
from tui.pictures.map_window import WHOLE_MAP
from tui.safe_text import clip_columns, fit_columns, make_safe
from tui.snapshot import MapView

LOT_COLOURS = 12
"""Number of colours of lots."""

LotsByPlace = Mapping[tuple[str, str], Sequence[tuple[int, str]]]
"""(locality id, service id) -> number and letter of each lot there."""


def draw_crosstab(
    localities: Sequence[tuple[str, str]],
    services: Sequence[tuple[str, str]],
    held: LotsByPlace,
    columns: int,
    rows: int,
    glyphs: Glyphs,
    chosen: int | None = None,
    view: MapView = WHOLE_MAP,
) -> list[Line]:
    """A row for each locality and a column for each service, both given as (id, name).

    What there is no room for is said in the last line, and `view` moves the table.
    """
    label = min(24, max(10, columns // 3))
    each = max(4, (columns - label) // max(1, len(services)) - 1)
    room = max(1, (columns - label) // (each + 1))
    first = max(0, min(view.right, len(services) - room))
    across = services[first : first + room]
    fits = len(localities) < rows and len(across) == len(services)
    height = rows - 1 if fits else rows - 2
    top = max(0, min(view.down, len(localities) - height))
    down = localities[top : top + height]
    head = [Span(" " * label)]
    for _, name in across:
        head.append(Span(" " + fit_columns(make_safe(name), each), "dim"))
    lines: list[Line] = [tuple(head)]
    for place, name in down:
        spans = [Span(fit_columns(make_safe(name), label))]
        for service, _ in across:
            spans.append(Span(" "))
            spans += _draw_crosstab_cell(held.get((place, service), ()), each, glyphs, chosen)
        lines.append(tuple(spans))
    if not fits:
        hidden = (len(localities) - len(down), len(services) - len(across))
        words = f"{format_count(hidden[0], 'place')} and {format_count(hidden[1], 'service')} more"
        lines.append((Span(clip_columns(f"{words}: shift and arrows", columns), "dim"),))
    return lines


def _draw_crosstab_cell(
    lots: Sequence[tuple[int, str]], columns: int, glyphs: Glyphs, chosen: int | None
) -> list[Span]:
    if not lots:
        return [Span(fit_columns(glyphs.dot, columns), "dim")]
    spans: list[Span] = []
    room = columns
    for number, letter in lots:
        text = f"[{letter}]" if number == chosen else f" {letter} "
        if len(text) > room:
            if room:
                spans.append(Span("+", "dim"))
                room -= 1
            break
        spans.append(Span(text, f"lot-{number % LOT_COLOURS} badge"))
        room -= len(text)
    return [*spans, Span(" " * room)]
