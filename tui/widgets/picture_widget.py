"""A Textual widget that paints a picture line by line, and the colours of its styles in the

present theme.
"""

from collections.abc import Iterable
from functools import lru_cache
from itertools import zip_longest
from typing import TYPE_CHECKING, cast

from rich.segment import Segment
from rich.style import Style
from textual.app import App
from textual.color import Color
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from tui.canvas.glyphs import ASCII, write_ascii
from tui.canvas.picture import Line, Picture, pad_line, rewrite_picture
from tui.snapshot import Snapshot

if TYPE_CHECKING:
    from tui.app import LotDesignApp


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
"""One colour a lot, told apart by brightness as well as by hue; letters say the same."""

_LOT_TINT = 0.20
_CURSOR_TINT = 0.22


@lru_cache(maxsize=512)
def _resolve_style(
    name: str, ground: str, ink: str, accent: str, good: str, warn: str, bad: str
) -> Style:
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
    return Style(color=color.hex6, bgcolor=behind.hex6, bold=bold, reverse=reverse, italic=italic)


def find_style(app: App[object], name: str) -> Style:
    """The style of a span in the app's theme."""
    known = app.theme_variables
    colors = (known["background"], known["foreground"], known["primary"], known["success"])
    return _resolve_style(name, *colors, known["warning"], known["error"])


class PictureWidget(Widget):
    """A widget that draws lines of spans from the app's sight."""

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id, markup=False)
        self._picture = Picture(())
        self._strips: list[Strip] = []
        self._columns = 0
        self._last_dependencies: tuple[object, ...] | None = None

    @property
    def lotdesign_app(self) -> "LotDesignApp":
        """The app."""
        return cast("LotDesignApp", self.app)

    def draw(self, sight: Snapshot, columns: int, rows: int) -> Picture:
        """What to show in this much room."""
        raise NotImplementedError

    def list_dependencies(self, sight: Snapshot) -> tuple[object, ...] | None:
        """What the picture depends on, where that is little; None draws it every time."""
        return None

    def make_picture(self, columns: int, rows: int) -> Picture | None:
        """The picture of this moment; None where nothing is to be drawn anew."""
        sight = self.lotdesign_app.snapshot
        if sight is None:
            return None
        parts = self.list_dependencies(sight)
        known = None if parts is None else (columns, rows, self.has_focus, parts)
        if known is not None and known == self._last_dependencies:
            return None
        self._last_dependencies = known
        return self.draw(sight, columns, rows)

    def redraw(self, anew: bool = False) -> None:
        """Draws again, and paints only when something differs."""
        columns, rows = self.size
        if anew:
            self._last_dependencies = None
        picture = self.make_picture(columns, rows) if columns and rows else None
        if picture is None:
            return
        if self.lotdesign_app.glyphs is ASCII:
            picture = rewrite_picture(picture, write_ascii)
        whole = anew or len(self._strips) != rows or columns != self._columns
        self._paint(
            picture, range(rows) if whole else _find_changed_lines(picture, self._picture, rows)
        )

    def _paint(self, picture: Picture, lines: Iterable[int]) -> None:
        """Takes the picture over and has only these lines of the terminal written again."""
        columns, rows = self.size
        self._picture, self._columns = picture, columns
        blank = Strip.blank(columns)
        self._strips = [*self._strips, *[blank] * rows][:rows]
        regions = []
        for y in lines:
            self._strips[y] = self._strip(y, columns)
            regions.append(Region(0, y, columns, 1))
        if regions:
            self.refresh(*regions)

    def render_line(self, y: int) -> Strip:
        """One line of the picture."""
        if y < len(self._strips):
            return self._strips[y]
        return Strip.blank(self.size.width, find_style(self.app, ""))

    def on_mount(self) -> None:
        """Themes change every colour."""
        self.app.theme_changed_signal.subscribe(self, lambda _: self.redraw(anew=True))

    def on_resize(self) -> None:
        """Another size is another picture."""
        self.redraw()

    def on_show(self) -> None:
        """What was hidden may be out of date."""
        self.redraw()

    def _strip(self, y: int, columns: int) -> Strip:
        lines = self._picture.lines
        line: Line = pad_line(lines[y] if y < len(lines) else (), columns)
        segments = [Segment(span.text, find_style(self.app, span.style)) for span in line]
        return Strip(segments, columns)


def _find_changed_lines(one: Picture, other: Picture, rows: int) -> list[int]:
    """The lines in which two pictures differ, among so many."""
    pairs = zip_longest(one.lines[:rows], other.lines[:rows], fillvalue=())
    return [y for y, (a, b) in enumerate(pairs) if a != b]
