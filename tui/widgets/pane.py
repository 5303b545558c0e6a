"""Framed panes, which have a cursor or scroll, and whose lists can be narrowed down."""

from collections.abc import Sequence
from typing import ClassVar, Protocol, cast

from textual.binding import Binding
from textual.events import Click, Key, MouseScrollDown, MouseScrollUp, Paste

from tui.canvas.picture import Line, Picture, describe_hidden, draw_frame
from tui.messages import ViewRequested
from tui.safe_text import count_columns, make_safe
from tui.snapshot import Snapshot, ViewSettings
from tui.widgets.key_names import press_key
from tui.widgets.list_filter import ListFilter
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


class PaneZoomer(Protocol):
    """What a pane needs of its screen to take all the room."""

    zoomed: "Pane | None"

    def zoom(self, pane: "Pane | None") -> None:
        """Gives a pane all the room; None gives each its own again."""


class Pane(PictureWidget, can_focus=True):
    """A framed pane that can have the focus; subclasses say what is in it.

    A pane with a `cursor_name` has a cursor over `count` items, which the app keeps; any other
    may scroll the lines that it puts through `scroll`.
    """

    BINDINGS: ClassVar = [Binding("slash,ctrl+f", "filter", "Filter the list", show=False)]

    about: ClassVar[str] = ""
    """A paragraph for the help screen."""

    explains_measures: ClassVar[bool] = False
    """Whether the help says of each measure what it is."""

    cursor_name: ClassVar[str] = ""
    """The name under which the view settings keep its cursor."""

    top = 0
    """The first line in view."""

    filter = ListFilter()
    """What narrows its list down."""

    _line_count = 0
    """Lines that it puts through `scroll`, of those that match."""

    _matched_lines: tuple[int, int] | None = None
    """How many lines that it scrolls match the filter, and how many there are."""

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

    def list_texts(self, snapshot: Snapshot) -> Sequence[str]:
        """The text of each item, in which a filter looks; none where a list has no filter."""
        return ()

    def draw(self, snapshot: Snapshot, columns: int, rows: int) -> Picture:
        """The content in its frame."""
        self._line_count, self._matched_lines = 0, None
        inside = self.draw_content(snapshot, max(1, columns - 2), max(1, rows - 2))
        title = self.heading(snapshot)
        remark = self._make_remark(snapshot, inside, columns - 6)
        return draw_frame(inside, columns, rows, title, remark, self.has_focus, snapshot.glyphs)

    def _make_remark(self, snapshot: Snapshot, inside: Picture, columns: int) -> str:
        """The filter, else the remark with what is out of view, which is never left out."""
        shown = self.find_shown(snapshot)
        texts = self.list_texts(snapshot) if self.filter.text else ()
        counts = self._matched_lines or (len(self.filter.find_matches(texts)), len(texts))
        filtered = self.filter.describe(*counts)
        if filtered:
            return filtered
        remark = self.remark(snapshot)
        hidden = (
            describe_hidden(inside.items, shown) if self.cursor_name else self.describe_position()
        )
        if not hidden or hidden in remark:
            return remark
        both = f"{remark}; {hidden}" if remark else hidden
        return both if count_columns(both) <= columns else hidden

    def find_shown(self, snapshot: Snapshot) -> Sequence[int]:
        """The positions of the items that are shown; all where none, or not the cursor's, matches.

        So an action never meets an item that is not in the list.
        """
        everything = range(self.count(snapshot))
        if not self.filter.text or not self.cursor_name:
            return everything
        matches = self.filter.find_matches(self.list_texts(snapshot))
        return matches if self._find_cursor(snapshot) in matches else everything

    def _find_cursor(self, snapshot: Snapshot) -> int:
        last = max(0, self.count(snapshot) - 1)
        return max(0, min(snapshot.view.cursor_of(self.cursor_name), last))

    def scroll(self, lines: Sequence[Line], rows: int) -> Picture:
        """The lines in view, of those that match the filter."""
        matching = self.filter.keep_lines(lines)
        kept = matching or lines
        self._line_count, self._matched_lines = len(kept), (len(matching), len(lines))
        self.top = max(0, min(self.top, len(kept) - rows))
        return Picture(tuple(kept[self.top : self.top + rows]))

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
        shown, cursor = self.find_shown(snapshot), snapshot.view.cursor_of(self.cursor_name)
        if cursor not in shown:
            return self._move_to(snapshot, cursor + by)
        return self._move_to(snapshot, shown[max(0, min(shown.index(cursor) + by, len(shown) - 1))])

    def _move_to(self, snapshot: Snapshot, item: int) -> ViewSettings:
        last = max(0, self.count(snapshot) - 1)
        return snapshot.view.move_cursor(self.cursor_name, max(0, min(item, last)))

    # The filter

    def action_filter(self) -> None:
        """Opens the filter: keys go into it until it is closed."""
        if self.snapshot is not None and (self.list_texts(self.snapshot) or self._line_count):
            self._set_filter(ListFilter(self.filter.text, typing=True))

    def _set_filter(self, changed: ListFilter) -> None:
        """Narrows the list down and puts the cursor on an item that is shown."""
        self.filter = changed
        if self.cursor_name and changed.text:
            self.app.post_message(ViewRequested(self._move_to_match))
        self.redraw(anew=True)

    def _move_to_match(self, snapshot: Snapshot) -> ViewSettings:
        matches = self.filter.find_matches(self.list_texts(snapshot))
        if not matches or self._find_cursor(snapshot) in matches:
            return snapshot.view
        return self._move_to(snapshot, matches[0])

    def on_key(self, event: Key) -> None:
        """Puts keys into the filter while it is open; escape closes it and shows all again."""
        if not self.filter.typing and not (self.filter.text and event.key == "escape"):
            return
        char = event.character or ""
        if event.key == "escape":
            self._set_filter(ListFilter())
        elif event.key == "enter":
            self._set_filter(ListFilter(self.filter.text))
        elif event.key == "backspace":
            self._set_filter(self.filter.erase())
        elif event.is_printable and char:
            self._set_filter(self.filter.type(char))
        else:
            return
        event.stop()
        event.prevent_default()

    def on_paste(self, event: Paste) -> None:
        """Puts pasted text into the filter while it is open."""
        if self.filter.typing:
            event.stop()
            event.prevent_default()
            self._set_filter(self.filter.type(make_safe(event.text)))

    # Keys and mouse

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
        """Moves the cursor to the item that was clicked; a double click is enter on it.

        A double click on the title zooms the pane, or gives all panes their room again.
        """
        if event.chain == 2 and event.y == 0:
            screen = cast("PaneZoomer", self.screen)
            screen.zoom(None if screen.zoomed is self else self)
            return
        item = self.find_item_at(event.y)
        if item is not None and self.cursor_name:
            self.app.post_message(ViewRequested(lambda snapshot: self._move_to(snapshot, item)))
        if event.chain == 2 and self.has_focus and (item is not None or not self.cursor_name):
            press_key(self.app, "enter")

    def find_item_at(self, row: int) -> int | None:
        """The item on a line of the pane; None where there is none."""
        items = self._picture.items
        return items[row] if 0 <= row < len(items) else None

    def on_mouse_scroll_down(self, event: MouseScrollDown) -> None:
        """Moves the cursor or scrolls."""
        event.stop()
        self.step(1)

    def on_mouse_scroll_up(self, event: MouseScrollUp) -> None:
        """Moves the cursor or scrolls."""
        event.stop()
        self.step(-1)
