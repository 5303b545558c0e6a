"""Framed panes: plain, a list with a cursor, and lines that scroll."""

from typing import ClassVar

from textual.binding import Binding
from textual.events import Click, MouseScrollDown, MouseScrollUp

from tui.canvas.picture import Line, Picture, draw_frame
from tui.snapshot import Snapshot
from tui.widgets.picture_widget import PictureWidget


class Pane(PictureWidget, can_focus=True):
    """A framed pane that can have the focus; subclasses say what is in it."""

    about: ClassVar[str] = ""
    """A sentence for the help screen."""

    def heading(self, sight: Snapshot) -> str:
        """The title in the frame."""
        return ""

    def remark(self, sight: Snapshot) -> str:
        """What stands in the lower edge of the frame."""
        return ""

    def draw_content(self, sight: Snapshot, columns: int, rows: int) -> Picture:
        """What is inside the frame."""
        raise NotImplementedError

    def point_at(self, item: int) -> None:
        """Somebody clicked an item."""

    def draw(self, sight: Snapshot, columns: int, rows: int) -> Picture:
        """The content in its frame."""
        inside = self.draw_content(sight, max(1, columns - 2), max(1, rows - 2))
        title, remark = self.heading(sight), self.remark(sight)
        return draw_frame(inside, columns, rows, title, remark, self.has_focus, sight.glyphs)

    def on_focus(self) -> None:
        """The frame shows it."""
        self.redraw()
        self.lotdesign_app.redraw_after_refresh()

    def on_blur(self) -> None:
        """The frame shows it."""
        self.redraw()

    def on_click(self, event: Click) -> None:
        """A click on an item is as good as moving the cursor there."""
        items = self._picture.items
        item = items[event.y] if event.y < len(items) else None
        if item is not None:
            self.point_at(item)

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


class ListPane(Pane):
    """A pane with a cursor over its items."""

    BINDINGS: ClassVar = [
        ("up", "step(-1)", "Up"),
        ("down", "step(1)", "Down"),
        ("pageup", "step(-10)", "Page up"),
        ("pagedown", "step(10)", "Page down"),
        ("home", "step(-9999)", "First"),
        ("end", "step(9999)", "Last"),
    ]
    cursor_name: ClassVar[str] = ""
    """The name of its cursor."""

    def count(self, sight: Snapshot) -> int:
        """How many items there are."""
        return 0

    def point_at(self, item: int) -> None:
        """Puts the cursor there."""
        sight = self.lotdesign_app.snapshot
        if sight is not None:
            most = max(0, self.count(sight) - 1)
            self.lotdesign_app.set_view(
                sight.view.move_cursor(self.cursor_name, max(0, min(item, most)))
            )

    def step(self, by: int) -> None:
        """Moves the cursor."""
        sight = self.lotdesign_app.snapshot
        if sight is not None:
            self.point_at(sight.view.cursor_of(self.cursor_name) + by)

    def action_step(self, by: int) -> None:
        """Moves the cursor."""
        self.step(by)


class ScrollPane(Pane):
    """A pane whose lines scroll."""

    BINDINGS: ClassVar = [
        Binding("up", "scroll(-1)", "Up", show=False),
        Binding("down", "scroll(1)", "Down", show=False),
        Binding("pageup", "scroll(-10)", "Page up", show=False),
        Binding("pagedown", "scroll(10)", "Page down", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.top = 0
        self.total = 0

    def draw_lines(self, sight: Snapshot, columns: int, rows: int) -> list[Line]:
        """All lines."""
        raise NotImplementedError

    def draw_content(self, sight: Snapshot, columns: int, rows: int) -> Picture:
        """Those in view."""
        found = self.draw_lines(sight, columns, rows)
        self.total = len(found)
        self.top = max(0, min(self.top, len(found) - rows))
        return Picture(tuple(found[self.top : self.top + rows]))

    def remark(self, sight: Snapshot) -> str:
        """How far down."""
        rows = self.size.height - 2
        if self.total <= rows:
            return ""
        return f"{self.top + 1} to {min(self.total, self.top + rows)} of {self.total}"

    def step(self, by: int) -> None:
        """Scrolls."""
        self.top = max(0, self.top + by)
        self.redraw()

    def action_scroll(self, by: int) -> None:
        """Scrolls."""
        self.step(by)
