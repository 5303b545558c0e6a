"""Dialogs: a line to type into, and one of several to choose."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, cast

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from tui.canvas.picture import Line, Picture, Span, draw_frame, find_visible_range
from tui.safe_text import clip_columns, fit_columns, make_safe
from tui.widgets.picture_widget import PictureWidget


def make_editable(text: str) -> str:
    """A text from a file as it can be edited: whole, and safe."""
    return make_safe(text, 10_000)


class TextDialog(ModalScreen[str | None]):
    """Asks for a text; enter gives it, escape gives nothing."""

    BINDINGS: ClassVar = [Binding("escape", "dismiss(None)", "Leave", show=False)]

    def __init__(self, question: str, text: str = "", hint: str = "") -> None:
        super().__init__()
        self._question = question
        self._text = text
        self._hint = hint or "enter takes it, esc leaves it"

    def compose(self) -> ComposeResult:
        """The question, the line, the hint."""
        with Vertical(id="box"):
            yield Static(make_safe(self._question), markup=False)
            yield Input(make_editable(self._text), select_on_focus=False)
            yield Static(self._hint, markup=False)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Gives the text."""
        event.stop()
        self.dismiss(event.value)


@dataclass(frozen=True, slots=True)
class ChoiceOption:
    """Something to choose: a letter that is enough, a name, and a remark."""

    letter: str
    name: str
    remark: str = ""
    style: str = ""


class ChoiceList(PictureWidget, can_focus=True):
    """The list in its frame."""

    DEFAULT_CSS = "ChoiceList { height: 1fr; width: 1fr; }"

    def make_picture(self, columns: int, rows: int) -> Picture:
        """The offers that hold what was typed."""
        screen = cast("ChoiceDialog", self.screen)
        found, glyphs = screen.matches, self.lotdesign_app.glyphs
        lines: list[Line] = []
        for i in find_visible_range(len(found), screen.at, max(1, rows - 3)):
            offer = screen.offers[found[i]]
            here = i == screen.at
            remark = clip_columns(make_safe(offer.remark), columns // 3)
            name = fit_columns(make_safe(offer.name), columns - 9 - len(remark))
            lines.append(
                (
                    Span(f" {glyphs.cursor if here else ' '} ", "accent"),
                    Span(fit_columns(offer.letter, 2), f"bold {offer.style}".strip()),
                    Span(f" {name}", "bold" if here else ""),
                    Span(f" {remark}", "dim"),
                )
            )
        typed = screen.typed
        said = f" part of a name: {typed}_" if typed else " arrows or type a part of a name"
        lines += [()] * (rows - 3 - len(lines))
        lines.append((Span(clip_columns(said, columns - 2), "typing" if typed else "dim"),))
        title = clip_columns(make_safe(screen.question), columns - 6)
        return draw_frame(
            Picture(tuple(lines)), columns, rows, title, "enter takes it, esc leaves", True, glyphs
        )


class ChoiceDialog(ModalScreen[int | None]):
    """Gives the position of what was chosen, or nothing."""

    AUTO_FOCUS = "ChoiceList"
    BINDINGS: ClassVar = [Binding("escape", "dismiss(None)", "Leave", show=False)]

    def __init__(
        self, question: str, offers: Sequence[ChoiceOption], letters: bool = False
    ) -> None:
        super().__init__()
        self.question = question
        self.offers = tuple(offers)
        self.letters = letters
        self.typed = ""
        self.at = 0

    @property
    def matches(self) -> list[int]:
        """Positions of the offers that hold what was typed."""
        part = self.typed.lower()
        return [i for i, o in enumerate(self.offers) if part in f"{o.name} {o.remark}".lower()]

    def compose(self) -> ComposeResult:
        """The list."""
        yield ChoiceList()

    def on_key(self, event: events.Key) -> None:
        """Moves, narrows down, or takes."""
        moves = {"up": -1, "down": 1, "pageup": -8, "pagedown": 8}
        char = event.character or ""
        if event.key in moves:
            self.at = max(0, min(len(self.matches) - 1, self.at + moves[event.key]))
        elif event.key == "enter":
            found = self.matches
            self.dismiss(found[self.at] if found else None)
        elif event.key == "backspace":
            self.typed = self.typed[:-1]
        elif event.is_printable and char:
            if self._take_letter(char):
                return
            self.typed, self.at = self.typed + char, 0
        else:
            return
        event.stop()
        event.prevent_default()
        self.query_one(ChoiceList).redraw()

    def _take_letter(self, char: str) -> bool:
        """Whether a letter alone was enough."""
        if not self.letters or self.typed:
            return False
        named = [i for i, offer in enumerate(self.offers) if offer.letter.lower() == char.lower()]
        if len(named) == 1:
            self.dismiss(named[0])
        return len(named) == 1
