"""The one widget that screens are made of: it shows a picture, framed, and knows its items."""

from collections.abc import Iterable
from itertools import zip_longest
from typing import TYPE_CHECKING, ClassVar, cast

from rich.segment import Segment
from textual.events import Click, MouseScrollDown, MouseScrollUp
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from tui.canvas.frame import framed
from tui.canvas.glyphs import ASCII, ascii_text
from tui.canvas.spans import Line, Picture, padded, rewritten
from tui.panes.sight import Sight
from tui.widgets.styles import style_of

if TYPE_CHECKING:
    from tui.app import Interface


class Drawn(Widget):
    """A widget that draws lines of spans from the app's sight."""

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id, markup=False)
        self._picture = Picture(())
        self._strips: list[Strip] = []
        self._columns = 0
        self._known: tuple[object, ...] | None = None

    @property
    def desk(self) -> "Interface":
        """The app."""
        return cast("Interface", self.app)

    def drawn(self, sight: Sight, columns: int, rows: int) -> Picture:
        """What to show in this much room."""
        raise NotImplementedError

    def parts(self, sight: Sight) -> tuple[object, ...] | None:
        """What the picture depends on, where that is little; None draws it every time."""
        return None

    def pictured(self, columns: int, rows: int) -> Picture | None:
        """The picture of this moment; None where nothing is to be drawn anew."""
        sight = self.desk.sight
        if sight is None:
            return None
        parts = self.parts(sight)
        known = None if parts is None else (columns, rows, self.has_focus, parts)
        if known is not None and known == self._known:
            return None
        self._known = known
        return self.drawn(sight, columns, rows)

    def redraw(self, anew: bool = False) -> None:
        """Draws again, and paints only when something differs."""
        columns, rows = self.size
        if anew:
            self._known = None
        picture = self.pictured(columns, rows) if columns and rows else None
        if picture is None:
            return
        if self.desk.glyphs is ASCII:
            picture = rewritten(picture, ascii_text)
        whole = anew or len(self._strips) != rows or columns != self._columns
        self._paint(picture, range(rows) if whole else _differing(picture, self._picture, rows))

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
        return Strip.blank(self.size.width, style_of(self.app, ""))

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
        line: Line = padded(lines[y] if y < len(lines) else (), columns)
        segments = [Segment(span.text, style_of(self.app, span.style)) for span in line]
        return Strip(segments, columns)


def _differing(one: Picture, other: Picture, rows: int) -> list[int]:
    """The lines in which two pictures differ, among so many."""
    pairs = zip_longest(one.lines[:rows], other.lines[:rows], fillvalue=())
    return [y for y, (a, b) in enumerate(pairs) if a != b]


class Pane(Drawn, can_focus=True):
    """A framed pane that can have the focus; subclasses say what is in it."""

    about: ClassVar[str] = ""
    """A sentence for the help screen."""

    def heading(self, sight: Sight) -> str:
        """The title in the frame."""
        return ""

    def remark(self, sight: Sight) -> str:
        """What stands in the lower edge of the frame."""
        return ""

    def content(self, sight: Sight, columns: int, rows: int) -> Picture:
        """What is inside the frame."""
        raise NotImplementedError

    def point(self, item: int) -> None:
        """Somebody clicked an item."""

    def drawn(self, sight: Sight, columns: int, rows: int) -> Picture:
        """The content in its frame."""
        inside = self.content(sight, max(1, columns - 2), max(1, rows - 2))
        title, remark = self.heading(sight), self.remark(sight)
        return framed(inside, columns, rows, title, remark, self.has_focus, sight.glyphs)

    def on_focus(self) -> None:
        """The frame shows it."""
        self.redraw()
        self.desk.footer()

    def on_blur(self) -> None:
        """The frame shows it."""
        self.redraw()

    def on_click(self, event: Click) -> None:
        """A click on an item is as good as moving the cursor there."""
        items = self._picture.items
        item = items[event.y] if event.y < len(items) else None
        if item is not None:
            self.point(item)

    def on_mouse_scroll_down(self, event: MouseScrollDown) -> None:
        """The wheel moves the cursor."""
        event.stop()
        self.step(1)

    def on_mouse_scroll_up(self, event: MouseScrollUp) -> None:
        """The wheel moves the cursor."""
        event.stop()
        self.step(-1)

    def step(self, by: int) -> None:
        """Moves the cursor."""


class Listing(Pane):
    """A pane with a cursor over its items."""

    BINDINGS: ClassVar = [
        ("up", "step(-1)", "Up"),
        ("down", "step(1)", "Down"),
        ("pageup", "step(-10)", "Page up"),
        ("pagedown", "step(10)", "Page down"),
        ("home", "step(-9999)", "First"),
        ("end", "step(9999)", "Last"),
    ]
    place: ClassVar[str] = ""
    """The name of its cursor."""

    def count(self, sight: Sight) -> int:
        """How many items there are."""
        return 0

    def point(self, item: int) -> None:
        """Puts the cursor there."""
        sight = self.desk.sight
        if sight is not None:
            most = max(0, self.count(sight) - 1)
            self.desk.look(sight.looks.moved(self.place, max(0, min(item, most))))

    def step(self, by: int) -> None:
        """Moves the cursor."""
        sight = self.desk.sight
        if sight is not None:
            self.point(sight.looks.at(self.place) + by)

    def action_step(self, by: int) -> None:
        """Moves the cursor."""
        self.step(by)
