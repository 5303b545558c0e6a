"""Help, written from the keys that are live on the screen it was asked from."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.screen import Screen

from tui.canvas.picture import Line, Picture, Span, draw_frame
from tui.safe_text import fit_columns, wrap_text
from tui.screens.base import BaseScreen
from tui.widgets.bars import KeyBar, TitleBar, format_key
from tui.widgets.pane import Pane
from tui.widgets.picture_widget import PictureWidget


class HelpPane(PictureWidget, can_focus=True):
    """The text, which scrolls."""

    DEFAULT_CSS = "HelpPane { height: 1fr; }"
    BINDINGS: ClassVar = [
        Binding("up", "scroll(-1)", "Up", show=False),
        Binding("down", "scroll(1)", "Down", show=False),
        Binding("pageup", "scroll(-10)", "Page up", show=False),
        Binding("pagedown", "scroll(10)", "Page down", show=False),
    ]

    def __init__(self, keys: list[tuple[str, str]], texts: list[str]) -> None:
        super().__init__()
        self._found = keys
        self._texts = texts
        self._top = 0

    def make_picture(self, columns: int, rows: int) -> Picture:
        """The lines in view; help needs no scenario."""
        found = self._lines(columns - 2)
        self._top = max(0, min(self._top, len(found) - rows + 2))
        end = min(len(found), self._top + rows - 2)
        more = f"{self._top + 1} to {end} of {len(found)}" if len(found) > rows - 2 else ""
        inside = Picture(tuple(found[self._top : end]))
        return draw_frame(
            inside, columns, rows, "Help", more, self.has_focus, self.lotdesign_app.glyphs
        )

    def action_scroll(self, by: int) -> None:
        """Scrolls."""
        self._top = max(0, self._top + by)
        self.redraw()

    def _lines(self, columns: int) -> list[Line]:
        """What the screen and the pane are for, then the keys in columns."""
        lines: list[Line] = []
        for text in self._texts:
            lines += [(Span(each),) for each in wrap_text(text, columns)]
            lines.append(())
        lines.append((Span("KEYS THAT WORK THERE", "heading"),))
        across = max(1, columns // 38)
        height = -(-len(self._found) // across)
        for y in range(height):
            spans: list[Span] = []
            for x in range(across):
                at = x * height + y
                if at < len(self._found):
                    key, words = self._found[at]
                    spans += [
                        Span(fit_columns(key, 12), "accent bold"),
                        Span(fit_columns(words, 25)),
                        Span(" "),
                    ]
            lines.append(tuple(spans))
        return lines


class HelpScreen(BaseScreen):
    """Over the screen that it explains."""

    AUTO_FOCUS = "HelpPane"
    BINDINGS: ClassVar = [Binding("escape,question_mark", "back", "Back")]

    def __init__(self, about: Screen[None]) -> None:
        super().__init__()
        focused = about.focused
        texts = [about.about] if isinstance(about, BaseScreen) and about.about else []
        if isinstance(focused, Pane) and focused.about:
            texts.append(focused.about)
        texts.append(
            "Nothing here needs the mouse. ^p opens the palette with every action. All that you "
            "change is kept as you go and can be undone; the scenario's files are changed only "
            "from the Data screen, when you ask for it."
        )
        self._texts = texts
        self._live = _list_live_keys(about)

    def compose(self) -> ComposeResult:
        """The text."""
        yield TitleBar()
        yield HelpPane(self._live, self._texts)
        yield KeyBar()

    def action_back(self) -> None:
        """To where help was asked for."""
        self.dismiss()


def _list_live_keys(screen: Screen[None]) -> list[tuple[str, str]]:
    """Key and words of each live binding, keys for the same thing together."""
    found: dict[str, list[str]] = {}
    for each in screen.active_bindings.values():
        binding = each.binding
        if each.enabled and binding.description and not binding.key.startswith("super"):
            found.setdefault(binding.description, []).append(format_key(binding))
    return [(" ".join(dict.fromkeys(keys))[:12], words) for words, keys in found.items()]
