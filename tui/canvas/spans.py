"""Pictures: lines of spans, each a safe text with the name of a style."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest

from tui.canvas.glyphs import Glyphs
from tui.text import clip, fit, wide


@dataclass(frozen=True, slots=True)
class Span:
    """Text in one style; style names stand in `tui.widgets.styles`, "" is plain."""

    text: str
    style: str = ""


Line = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """Lines from the top, and for each line the item that it belongs to, if any."""

    lines: tuple[Line, ...]
    items: tuple[int | None, ...] = field(default=())

    @property
    def plain(self) -> str:
        """The picture as text."""
        return "\n".join(plain(line) for line in self.lines)


def line(*parts: Span | str) -> Line:
    """A line of spans; plain text becomes a span."""
    return tuple(part if isinstance(part, Span) else Span(part) for part in parts)


def plain(spans: Line) -> str:
    """A line as text."""
    return "".join(span.text for span in spans)


def width(spans: Line) -> int:
    """Columns that a line takes."""
    return sum(wide(span.text) for span in spans)


def padded(spans: Line, columns: int, style: str = "") -> Line:
    """The line in just so many columns."""
    room = columns
    kept: list[Span] = []
    for span in spans:
        if room <= 0:
            break
        size = wide(span.text)
        kept.append(span if size <= room else Span(fit(span.text, room), span.style))
        room -= size
    return (*kept, Span(" " * room, style)) if room > 0 else tuple(kept)


def styled(spans: Line, style: str) -> Line:
    """The line with a style put before each span's own."""
    return tuple(Span(span.text, f"{style} {span.style}".strip()) for span in spans)


def pointed(spans: Line, here: bool, focused: bool, columns: int, glyphs: Glyphs) -> Line:
    """The line of a list with the cursor before it, lit where keys go to it."""
    sign = Span(glyphs.cursor if here else " ", "accent" if focused else "dim")
    found = (sign, *spans)
    return styled(padded(found, columns), "lit") if here and focused else found


def ends(left: Line, right: Line, columns: int) -> Line:
    """One line at the left, the other at the right; the left one gives way."""
    own = columns - width(right)
    shown = left if width(left) < own else _clipped(left, own - 1)
    return (*padded(shown, own), *right)


def _clipped(spans: Line, columns: int) -> Line:
    kept: list[Span] = []
    room = columns
    for span in spans:
        size = wide(span.text)
        if size <= room:
            kept.append(span)
        elif room > 0:
            kept.append(Span(clip(span.text, room), span.style))
        room -= size
        if room <= 0:
            break
    return tuple(kept)


def beside(pictures: Sequence[Sequence[Line]], columns: int, gap: Span) -> list[Line]:
    """Pictures side by side, each padded to so many columns."""
    found: list[Line] = []
    for row in zip_longest(*pictures, fillvalue=()):
        parts: list[Span] = []
        for i, each in enumerate(row):
            parts += [gap] if i else []
            parts += padded(each, columns)
        found.append(tuple(parts))
    return found


def rewritten(found: Picture, write: Callable[[str], str]) -> Picture:
    """The picture with every text written in another way."""
    lines = (tuple(Span(write(s.text), s.style) for s in each) for each in found.lines)
    return Picture(tuple(lines), found.items)
