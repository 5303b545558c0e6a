"""One of several: arrows, a letter, or typing a part of its name."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, cast

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.screen import ModalScreen

from tui.canvas.frame import framed
from tui.canvas.spans import Line, Picture, Span
from tui.canvas.table import window
from tui.text import clip, fit, safe
from tui.widgets.pane import Drawn


@dataclass(frozen=True, slots=True)
class Offer:
    """Something to choose: a letter that is enough, a name, and a remark."""

    letter: str
    name: str
    remark: str = ""
    style: str = ""


class Offers(Drawn, can_focus=True):
    """The list in its frame."""

    DEFAULT_CSS = "Offers { height: 1fr; width: 1fr; }"

    def pictured(self, columns: int, rows: int) -> Picture:
        """The offers that hold what was typed."""
        screen = cast("Choose", self.screen)
        found, glyphs = screen.found, self.desk.glyphs
        lines: list[Line] = []
        for i in window(len(found), screen.at, max(1, rows - 3)):
            offer = screen.offers[found[i]]
            here = i == screen.at
            remark = clip(safe(offer.remark), columns // 3)
            name = fit(safe(offer.name), columns - 9 - len(remark))
            lines.append(
                (
                    Span(f" {glyphs.cursor if here else ' '} ", "accent"),
                    Span(fit(offer.letter, 2), f"bold {offer.style}".strip()),
                    Span(f" {name}", "bold" if here else ""),
                    Span(f" {remark}", "dim"),
                )
            )
        typed = screen.typed
        said = f" part of a name: {typed}_" if typed else " arrows or type a part of a name"
        lines += [()] * (rows - 3 - len(lines))
        lines.append((Span(clip(said, columns - 2), "typing" if typed else "dim"),))
        title = clip(safe(screen.question), columns - 6)
        return framed(
            Picture(tuple(lines)), columns, rows, title, "enter takes it, esc leaves", True, glyphs
        )


class Choose(ModalScreen[int | None]):
    """Gives the position of what was chosen, or nothing."""

    AUTO_FOCUS = "Offers"
    BINDINGS: ClassVar = [Binding("escape", "dismiss(None)", "Leave", show=False)]

    def __init__(self, question: str, offers: Sequence[Offer], letters: bool = False) -> None:
        super().__init__()
        self.question = question
        self.offers = tuple(offers)
        self.letters = letters
        self.typed = ""
        self.at = 0

    @property
    def found(self) -> list[int]:
        """Positions of the offers that hold what was typed."""
        part = self.typed.lower()
        return [i for i, o in enumerate(self.offers) if part in f"{o.name} {o.remark}".lower()]

    def compose(self) -> ComposeResult:
        """The list."""
        yield Offers()

    def on_key(self, event: events.Key) -> None:
        """Moves, narrows down, or takes."""
        moves = {"up": -1, "down": 1, "pageup": -8, "pagedown": 8}
        char = event.character or ""
        if event.key in moves:
            self.at = max(0, min(len(self.found) - 1, self.at + moves[event.key]))
        elif event.key == "enter":
            found = self.found
            self.dismiss(found[self.at] if found else None)
        elif event.key == "backspace":
            self.typed = self.typed[:-1]
        elif event.is_printable and char:
            if self._taken(char):
                return
            self.typed, self.at = self.typed + char, 0
        else:
            return
        event.stop()
        event.prevent_default()
        self.query_one(Offers).redraw()

    def _taken(self, char: str) -> bool:
        """Whether a letter alone was enough."""
        if not self.letters or self.typed:
            return False
        named = [i for i, offer in enumerate(self.offers) if offer.letter.lower() == char.lower()]
        if len(named) == 1:
            self.dismiss(named[0])
        return len(named) == 1
