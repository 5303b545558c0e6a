"""The two bars around every screen: what is open, and the keys that work now."""

from textual.binding import Binding
from textual.events import Click

from tui.canvas.picture import Line, Picture, Span, join_ends
from tui.safe_text import count_columns, make_safe
from tui.widgets.key_names import format_key, press_key
from tui.widgets.picture_widget import PictureWidget

_UNLISTED_KEYS = {"Up", "Down", "Page up", "Page down", "First", "Last", "Help"}
"""Descriptions of keys for which the key bar has no room."""


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

    _keys: tuple[tuple[range, str], ...] = ()
    """The columns of each key on the line, and the key."""

    def make_picture(self, columns: int, rows: int) -> Picture | None:
        """One line; what does not fit stands in the help. Keys change with the focus alone."""
        dependencies = (columns, self.screen.focused)
        if dependencies == self._last_dependencies:
            return None
        self._last_dependencies = dependencies
        spans: list[Span] = [Span(" ")]
        room = columns - 9
        keys: list[tuple[range, str]] = []
        for binding in self._list_bindings():
            key = format_key(binding)
            width = count_columns(key) + count_columns(binding.description) + 3
            if width > room:
                break
            start = columns - 8 - room
            keys.append((range(start, start + width - 2), binding.key))
            room -= width
            spans += [Span(key, "accent bold"), Span(f" {binding.description}  ", "dim")]
        right = (Span("? ", "accent bold"), Span("Help ", "dim"))
        self._keys = (*keys, (range(columns - 7, columns), "question_mark"))
        return Picture((join_ends(tuple(spans), right, columns),))

    def on_click(self, event: Click) -> None:
        """Presses the key that was clicked."""
        key = next((key for columns, key in self._keys if event.x in columns), None)
        if key is not None:
            press_key(self.app, key)

    def _list_bindings(self) -> list[Binding]:
        """The active bindings to show, the first of each description."""
        by_description: dict[str, Binding] = {}
        for active in self.screen.active_bindings.values():
            binding = active.binding
            if active.enabled and binding.show and binding.description:
                by_description.setdefault(binding.description, binding)
        return [b for b in by_description.values() if b.description not in _UNLISTED_KEYS]
