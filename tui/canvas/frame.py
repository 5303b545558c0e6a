"""The frame around a pane, with its title above and a remark below."""

from collections.abc import Sequence

from tui.canvas.glyphs import Glyphs
from tui.canvas.spans import Line, Picture, Span, padded
from tui.text import clip, wide


def framed(
    inside: Picture, columns: int, rows: int, title: str, remark: str, focused: bool, glyphs: Glyphs
) -> Picture:
    """A picture of `columns` by `rows` with the inside cut or filled up."""
    signs = list(glyphs.focused if focused else glyphs.frame)
    top_left, flat, top_right, side, low_left, low_right = signs
    style = "focus" if focused else "frame"
    room = max(0, columns - 2)
    body = [
        (Span(side, style), *padded(line, room), Span(side, style))
        for line in _filled(inside.lines, rows - 2)
    ]
    head = _edge(top_left, flat, top_right, columns, title, style, "title", left=True)
    foot = _edge(low_left, flat, low_right, columns, remark, style, "dim", left=False)
    items = (*inside.items[: rows - 2],) + (None,) * (rows - 2 - len(inside.items[: rows - 2]))
    return Picture((head, *body, foot), (None, *items, None))


def _filled(lines: Sequence[Line], rows: int) -> Sequence[Line]:
    kept = list(lines[: max(0, rows)])
    return kept + [()] * (max(0, rows) - len(kept))


def _edge(
    start: str, flat: str, end: str, columns: int, text: str, style: str, accent: str, left: bool
) -> Line:
    shown = clip(text, max(0, columns - 6))
    if not shown:
        return (Span(start + flat * (columns - 2) + end, style),)
    rest = columns - wide(shown) - 5
    before, after = (flat, flat * rest) if left else (flat * rest, flat)
    return (
        Span(f"{start}{before} ", style),
        Span(shown, f"{style} {accent}"),
        Span(f" {after}{end}", style),
    )
