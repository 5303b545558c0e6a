"""A Textual widget that paints a picture line by line, and the colours of its styles."""

from collections.abc import Callable, Iterable
from functools import lru_cache
from itertools import zip_longest
from typing import Protocol, cast

from rich.segment import Segment
from rich.style import Style
from textual.app import App
from textual.color import Color
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from tui.canvas.glyphs import Glyphs, write_ascii, write_bare
from tui.canvas.picture import (
    Line,
    Picture,
    pad_line,
    rewrite_picture,
)
from tui.snapshot import Snapshot
from tui.widgets.contrast import LEAST_LINE_CONTRAST, LEAST_TEXT_CONTRAST, move_apart

_LOT_PALETTE = (
    "#4e9fd8",
    "#e08a3c",
    "#5fb37c",
    "#c678c9",
    "#d8c14a",
    "#e0666a",
    "#49b6b6",
    "#9a8cf0",
    "#a9a15c",
    "#d87fa6",
    "#7fb24a",
    "#8f9db0",
)
"""Lot colours, which differ in brightness as well as in hue; letters stand beside them."""

_LOT_TINT = 0.20
"""Share of a lot's colour in the background of its area."""

_CURSOR_TINT = 0.22
"""Share of the accent in the background of the line with the cursor."""


_LINE_STYLES = {"frame", "focus", "bar"}
"""Styles of what is drawn and not read."""


@lru_cache(maxsize=512)
def _resolve_style(
    name: str, ground: str, ink: str, accent: str, good: str, warn: str, bad: str
) -> Style:
    """The style of a span whose style name is a list of tokens such as "lit", "dim" or "lot-3"."""
    back, front = Color.parse(ground), Color.parse(ink)
    grey = back.blend(front, 0.66)
    depth = 0.0 if back.brightness < 0.5 else 0.38
    color, behind, bold, reverse, italic = front, back, False, False, False
    plain = {
        "dim": grey,
        "frame": back.blend(front, 0.35),
        "border": back.blend(front, 0.55),
        "focus": Color.parse(accent),
        "accent": Color.parse(accent),
        "title": front,
        "heading": Color.parse(accent).blend(front, 0.25),
        "good": Color.parse(good).blend(front, depth),
        "bad": Color.parse(bad).blend(front, depth or 0.15),
        "edited": Color.parse(warn).blend(front, depth),
        "old": Color.parse(warn).blend(front, depth),
        "off": grey,
        "bar": Color.parse(accent),
        "given": grey.blend(front, 0.3),
        "typing": Color.parse(warn).blend(front, depth),
    }
    for token in name.split():
        kind, _, number = token.partition("-")
        if kind in ("lot", "area"):
            own = Color.parse(_LOT_PALETTE[int(number) % len(_LOT_PALETTE)])
            behind = back.blend(own, _LOT_TINT)
            color = own.blend(front, 0.35)
        color = plain.get(token, color)
        bold = bold or token in ("bold", "badge", "title", "heading", "typing")
        reverse = reverse or token == "moved"
        italic = italic or token == "off"
        if token == "lit":
            behind = back.blend(Color.parse(accent), _CURSOR_TINT)
    is_line = name in _LINE_STYLES
    color = move_apart(color, behind, LEAST_LINE_CONTRAST if is_line else LEAST_TEXT_CONTRAST)
    return Style(color=color.hex6, bgcolor=behind.hex6, bold=bold, reverse=reverse, italic=italic)


def find_style(app: App[object], name: str) -> Style:
    """The style of a span in the app's theme."""
    known = app.theme_variables
    colors = (known["background"], known["foreground"], known["primary"], known["success"])
    return _resolve_style(name, *colors, known["warning"], known["error"])


class SnapshotSource(Protocol):
    """What widgets and screens may read of their app; they change it by messages alone."""

    snapshot: Snapshot | None
    glyphs: Glyphs
    clock: Callable[[], float]
    """Seconds from some moment on."""


def find_source(app: App[object]) -> SnapshotSource:
    """The app of a widget, as what it may read."""
    return cast("SnapshotSource", app)


class PictureWidget(Widget):
    """A widget that draws a picture, by default from the snapshot, and repaints what changed."""

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id, markup=False)
        self._picture = Picture(())
        self._strips: list[Strip] = []
        self._columns = 0
        self._last_dependencies: tuple[object, ...] | None = None

    @property
    def snapshot(self) -> Snapshot | None:
        """The snapshot of this moment; None before a scenario is opened."""
        return find_source(self.app).snapshot

    @property
    def glyphs(self) -> Glyphs:
        """The characters to draw with."""
        return find_source(self.app).glyphs

    def draw(self, snapshot: Snapshot, columns: int, rows: int) -> Picture:
        """The picture of a snapshot, in this much room."""
        raise NotImplementedError

    def list_dependencies(self, snapshot: Snapshot) -> tuple[object, ...] | None:
        """What the picture depends on, compared to avoid drawing; None draws it every time."""
        return None

    def make_picture(self, columns: int, rows: int) -> Picture | None:
        """The picture of this moment; None where nothing changed or there is no scenario."""
        snapshot = self.snapshot
        if snapshot is None:
            return None
        parts = self.list_dependencies(snapshot)
        dependencies = None if parts is None else (columns, rows, self.has_focus, parts)
        if dependencies is not None and dependencies == self._last_dependencies:
            return None
        self._last_dependencies = dependencies
        return self.draw(snapshot, columns, rows)

    def redraw(self, anew: bool = False) -> None:
        """Makes the picture and repaints the lines that differ, or with `anew` all of them."""
        columns, rows = self.size
        if anew:
            self._last_dependencies = None
        picture = self.make_picture(columns, rows) if columns and rows else None
        if picture is None:
            return
        if self.glyphs.is_ascii:
            write = write_bare if self.glyphs.bare else write_ascii
            picture = rewrite_picture(picture, write)
        whole = anew or len(self._strips) != rows or columns != self._columns
        self._paint(
            picture, range(rows) if whole else _find_changed_lines(picture, self._picture, rows)
        )

    def _paint(self, picture: Picture, lines: Iterable[int]) -> None:
        """Keeps the picture and has these lines of the terminal written again."""
        columns, rows = self.size
        self._picture, self._columns = picture, columns
        blank = Strip.blank(columns)
        self._strips = [*self._strips, *[blank] * rows][:rows]
        regions = []
        for y in lines:
            self._strips[y] = self._make_strip(y, columns)
            regions.append(Region(0, y, columns, 1))
        if regions:
            self.refresh(*regions)

    def render_line(self, y: int) -> Strip:
        """One line of the picture, as Textual asks for it."""
        if y < len(self._strips):
            return self._strips[y]
        return Strip.blank(self.size.width, find_style(self.app, ""))

    def on_mount(self) -> None:
        """Repaints everything whenever the theme changes."""
        self.app.theme_changed_signal.subscribe(self, lambda _: self.redraw(anew=True))

    def on_unmount(self) -> None:
        """Lets the theme forget the widget: what it calls would keep it for good."""
        self.app.theme_changed_signal.unsubscribe(self)

    def on_resize(self) -> None:
        """Draws for the new size."""
        self.redraw()

    def on_show(self) -> None:
        """Draws what changed while the widget was hidden."""
        self.redraw()

    def _make_strip(self, y: int, columns: int) -> Strip:
        lines = self._picture.lines
        line: Line = pad_line(lines[y] if y < len(lines) else (), columns)
        segments = [Segment(span.text, find_style(self.app, span.style)) for span in line]
        return Strip(segments, columns)


def _find_changed_lines(one: Picture, other: Picture, rows: int) -> list[int]:
    """The lines in which two pictures differ, among the first `rows`."""
    pairs = zip_longest(one.lines[:rows], other.lines[:rows], fillvalue=())
    return [y for y, (a, b) in enumerate(pairs) if a != b]
