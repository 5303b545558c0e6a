"""The title line and the line of keys."""

from textual.binding import Binding

from tui.canvas.picture import Line, Picture, Span, join_ends
from tui.safe_text import make_safe
from tui.widgets.picture_widget import PictureWidget


class TitleBar(PictureWidget):
    """What is being worked on, and how things stand."""

    DEFAULT_CSS = "TitleBar { height: 1; }"

    def make_picture(self, columns: int, rows: int) -> Picture:
        """One line."""
        sight = self.lotdesign_app.snapshot
        if sight is None or self.screen.has_class("-start"):
            said = " designs the lots of a council's procurement, and proves the best"
            return Picture(((Span(" lotdesign ", "accent bold"), Span(said, "dim")),))
        authority = sight.base.authority
        what = ": ".join(make_safe(each) for each in (authority.name, authority.title) if each)
        left: Line = (
            Span(" lotdesign ", "accent bold"),
            Span(f" {what or make_safe(sight.base.name)}", "bold"),
        )
        state = "saved" if not sight.progress.busy else "working"
        return Picture((join_ends(left, (Span(f"{state} ", "dim"),), columns),))


class KeyBar(PictureWidget):
    """The keys that work now, from the live bindings."""

    DEFAULT_CSS = "KeyBar { height: 1; dock: bottom; }"

    def make_picture(self, columns: int, rows: int) -> Picture | None:
        """One line; what does not fit stands in the help. Keys change with the focus alone."""
        known = (columns, self.screen.focused)
        if known == self._last_dependencies:
            return None
        self._last_dependencies = known
        spans: list[Span] = [Span(" ")]
        room = columns - 9
        for binding in self._live_keys():
            key = format_key(binding)
            size = len(key) + len(binding.description) + 3
            if size > room:
                break
            room -= size
            spans += [Span(key, "accent bold"), Span(f" {binding.description}  ", "dim")]
        right = (Span("? ", "accent bold"), Span("Help ", "dim"))
        return Picture((join_ends(tuple(spans), right, columns),))

    def _live_keys(self) -> list[Binding]:
        live = self.screen.active_bindings.values()
        found = [each.binding for each in live if each.enabled and each.binding.show]
        seen: dict[str, Binding] = {}
        for binding in found:
            if binding.description and binding.description not in seen:
                seen[binding.description] = binding
        return [b for b in seen.values() if b.description not in _UNLISTED_KEYS]


_UNLISTED_KEYS = {"Up", "Down", "Page up", "Page down", "First", "Last", "Help"}


def format_key(binding: Binding) -> str:
    """A key as people write it."""
    shown = binding.key_display or binding.key
    names = {
        "question_mark": "?",
        "backspace": "bksp",
        "escape": "esc",
        "left_square_bracket": "[",
        "right_square_bracket": "]",
    }
    return names.get(shown, shown.replace("ctrl+", "^"))
