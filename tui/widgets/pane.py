"""Framed panes, which have a cursor or scroll, and the two bars around them."""

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding
from textual.events import Click, MouseScrollDown, MouseScrollUp

from tui.canvas.picture import Line, Picture, Span, draw_frame, join_ends
from tui.messages import ViewRequested
from tui.safe_text import make_safe
from tui.snapshot import Snapshot, ViewSettings
from tui.widgets.picture_widget import PictureWidget

CURSOR_KEYS = (
    Binding("up", "step(-1)", "Up"),
    Binding("down", "step(1)", "Down"),
    Binding("pageup", "step(-10)", "Page up"),
    Binding("pagedown", "step(10)", "Page down"),
    Binding("home", "step(-9999)", "First"),
    Binding("end", "step(9999)", "Last"),
)
"""Bindings of a pane with a cursor."""

SCROLL_KEYS = (
    Binding("up", "step(-1)", "Up", show=False),
    Binding("down", "step(1)", "Down", show=False),
    Binding("pageup", "step(-10)", "Page up", show=False),
    Binding("pagedown", "step(10)", "Page down", show=False),
)
"""Bindings of a pane that scrolls."""

_UNLISTED_KEYS = {"Up", "Down", "Page up", "Page down", "First", "Last", "Help"}
"""Descriptions of keys for which the key bar has no room."""


class Pane(PictureWidget, can_focus=True):
    """A framed pane that can have the focus; subclasses say what is in it.

    A pane with a `cursor_name` has a cursor over `count` items, which the app keeps; any other
    may scroll the lines that it puts through `scroll`.
    """

    about: ClassVar[str] = ""
    """A paragraph for the help screen."""

    cursor_name: ClassVar[str] = ""
    """The name under which the view settings keep its cursor."""

    top = 0
    """The first line in view."""

    _line_count = 0

    def heading(self, snapshot: Snapshot) -> str:
        """The title in the upper edge of the frame."""
        return ""

    def remark(self, snapshot: Snapshot) -> str:
        """The text in the lower edge of the frame."""
        return ""

    def draw_content(self, snapshot: Snapshot, columns: int, rows: int) -> Picture:
        """The picture inside the frame."""
        raise NotImplementedError

    def count(self, snapshot: Snapshot) -> int:
        """Number of items that the cursor goes over."""
        return 0

    def draw(self, snapshot: Snapshot, columns: int, rows: int) -> Picture:
        """The content in its frame."""
        inside = self.draw_content(snapshot, max(1, columns - 2), max(1, rows - 2))
        title, remark = self.heading(snapshot), self.remark(snapshot)
        return draw_frame(inside, columns, rows, title, remark, self.has_focus, snapshot.glyphs)

    def scroll(self, lines: Sequence[Line], rows: int) -> Picture:
        """The lines in view."""
        self._line_count = len(lines)
        self.top = max(0, min(self.top, len(lines) - rows))
        return Picture(tuple(lines[self.top : self.top + rows]))

    def describe_position(self) -> str:
        """Which lines are in view, where there is no room for all."""
        rows, total = self.size.height - 2, self._line_count
        return f"{self.top + 1} to {min(total, self.top + rows)} of {total}" if total > rows else ""

    def step(self, by: int) -> None:
        """Moves the cursor, or scrolls where there is none."""
        if self.cursor_name:
            self.app.post_message(ViewRequested(lambda snapshot: self._move_by(snapshot, by)))
        else:
            self.top = max(0, self.top + by)
            self.redraw()

    def _move_by(self, snapshot: Snapshot, by: int) -> ViewSettings:
        return self._move_to(snapshot, snapshot.view.cursor_of(self.cursor_name) + by)

    def _move_to(self, snapshot: Snapshot, item: int) -> ViewSettings:
        last = max(0, self.count(snapshot) - 1)
        return snapshot.view.move_cursor(self.cursor_name, max(0, min(item, last)))

    def action_step(self, by: int) -> None:
        """Moves the cursor or scrolls."""
        self.step(by)

    def on_focus(self) -> None:
        """Draws the frame as focused."""
        self.redraw()

    def on_blur(self) -> None:
        """Draws the frame as not focused."""
        self.redraw()

    def on_click(self, event: Click) -> None:
        """Moves the cursor to the item that was clicked."""
        items = self._picture.items
        item = items[event.y] if event.y < len(items) else None
        if item is not None and self.cursor_name:
            self.app.post_message(ViewRequested(lambda snapshot: self._move_to(snapshot, item)))

    def on_mouse_scroll_down(self, event: MouseScrollDown) -> None:
        """Moves the cursor or scrolls."""
        event.stop()
        self.step(1)

    def on_mouse_scroll_up(self, event: MouseScrollUp) -> None:
        """Moves the cursor or scrolls."""
        event.stop()
        self.step(-1)


class TitleBar(PictureWidget):
    """The name of the program and the scenario, and whether everything is saved."""

    DEFAULT_CSS = "TitleBar { height: 1; }"

    def make_picture(self, columns: int, rows: int) -> Picture:
        """One line."""
        snapshot = self.snapshot
        if snapshot is None or self.screen.has_class("-start"):
            purpose = " designs the lots of a council's procurement, and proves the best"
            return Picture(((Span(" lotdesign ", "accent bold"), Span(purpose, "dim")),))
        authority = snapshot.base.authority
        title = ": ".join(make_safe(each) for each in (authority.name, authority.title) if each)
        left: Line = (
            Span(" lotdesign ", "accent bold"),
            Span(f" {title or make_safe(snapshot.base.name)}", "bold"),
        )
        state = Span("working " if snapshot.busy else "saved ", "dim")
        if snapshot.save_fault:
            state = Span(f"not saved: {snapshot.save_fault} ", "bad bold")
        return Picture((join_ends(left, (state,), columns),))


class KeyBar(PictureWidget):
    """The keys that work now, from the active bindings."""

    DEFAULT_CSS = "KeyBar { height: 1; dock: bottom; }"

    def make_picture(self, columns: int, rows: int) -> Picture | None:
        """One line; what does not fit stands in the help. Keys change with the focus alone."""
        dependencies = (columns, self.screen.focused)
        if dependencies == self._last_dependencies:
            return None
        self._last_dependencies = dependencies
        spans: list[Span] = [Span(" ")]
        room = columns - 9
        for binding in self._list_bindings():
            key = format_key(binding)
            width = len(key) + len(binding.description) + 3
            if width > room:
                break
            room -= width
            spans += [Span(key, "accent bold"), Span(f" {binding.description}  ", "dim")]
        right = (Span("? ", "accent bold"), Span("Help ", "dim"))
        return Picture((join_ends(tuple(spans), right, columns),))

    def _list_bindings(self) -> list[Binding]:
        """The active bindings to show, the first of each description."""
        by_description: dict[str, Binding] = {}
        for active in self.screen.active_bindings.values():
            binding = active.binding
            if active.enabled and binding.show and binding.description:
                by_description.setdefault(binding.description, binding)
        return [b for b in by_description.values() if b.description not in _UNLISTED_KEYS]


def format_key(binding: Binding) -> str:
    """A key as people write it."""
    key = binding.key_display or binding.key
    names = {
        "question_mark": "?",
        "backspace": "bksp",
        "escape": "esc",
        "left_square_bracket": "[",
        "right_square_bracket": "]",
    }
    return names.get(key, key.replace("ctrl+", "^"))
