"""One line to type into."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from tui.text import safe


def editable(text: str) -> str:
    """A text from a file as it can be edited: whole, and safe."""
    return safe(text, 10_000)


class Prompt(ModalScreen[str | None]):
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
            yield Static(safe(self._question), markup=False)
            yield Input(editable(self._text), select_on_focus=False)
            yield Static(self._hint, markup=False)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Gives the text."""
        event.stop()
        self.dismiss(event.value)
