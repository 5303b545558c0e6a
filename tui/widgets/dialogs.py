"""Dialogs: a text to type, and one of several options to choose; and notices."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Protocol, cast

from textual import events
from textual.app import App, ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from tui.canvas.picture import Line, Picture, Span, draw_frame, find_visible_range, wrap_lines
from tui.safe_text import clip_columns, fit_columns, make_safe
from tui.widgets.picture_widget import PictureWidget, find_source

NOTICE_SECONDS = 6


def show_notice(app: App[Any], text: str) -> None:
    """Shows a notice, which goes away by itself."""
    app.notify(text, markup=False, timeout=NOTICE_SECONDS)


class QuestionAsker(Protocol):
    """What widgets and screens need of their app to ask a question."""

    def ask_soon(self, ask: Callable[[], None]) -> None:
        """Asks it once the keys before are handled; keys typed ahead go to its dialog."""


def ask_soon(app: App[Any], ask: Callable[[], None]) -> None:
    """Has the app ask a question, in the order of the keys."""
    cast("QuestionAsker", app).ask_soon(ask)


def make_editable(text: str) -> str:
    """A text from a file, whole and safe, to be edited."""
    return make_safe(text, 10_000)


class LineInput(Input):
    """A line to type or paste into."""

    def _on_paste(self, event: events.Paste) -> None:
        """Pastes the first line that has text, and says so where there are others."""
        event.stop()
        event.prevent_default()
        lines = [line.strip() for line in event.text.splitlines() if line.strip()]
        if not lines:
            show_notice(self.app, "There is no text to paste.")
            return
        self.replace(make_editable(lines[0]), *self.selection)
        if len(lines) > 1:
            show_notice(self.app, f"Only the first of {len(lines)} lines was pasted.")


class TextDialog(ModalScreen[str | None]):
    """Asks for a text; enter returns it, escape returns None.

    With `replaces` what is typed first takes the place of the text; arrows go into it.
    """

    BINDINGS: ClassVar = [Binding("escape", "dismiss(None)", "Leave", show=False)]

    def __init__(
        self, question: str, text: str = "", hint: str = "", replaces: bool = False
    ) -> None:
        super().__init__()
        self._replaces = replaces
        self._question = question
        self._text = text
        self._hint = hint or "enter takes it, esc leaves it"

    def compose(self) -> ComposeResult:
        """The question, the text, the hint."""
        with Vertical(id="box"):
            yield Static(make_safe(self._question), markup=False)
            yield LineInput(make_editable(self._text), select_on_focus=self._replaces)
            yield Static(self._hint, markup=False)

    def on_mount(self) -> None:
        """Draws its frame in ASCII where everything is."""
        self.set_class(find_source(self.app).glyphs.is_ascii, "-ascii")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Returns the text."""
        event.stop()
        self.dismiss(event.value)


@dataclass(frozen=True, slots=True)
class ChoiceOption:
    """An option: the letter that is enough to choose it, a name, a remark, the letter's style."""

    letter: str
    name: str
    remark: str = ""
    style: str = ""


class ChoiceList(PictureWidget, can_focus=True):
    """The options of a dialog in their frame."""

    DEFAULT_CSS = "ChoiceList { height: 1fr; width: 1fr; }"

    def make_picture(self, columns: int, rows: int) -> Picture:
        """The options that match what was typed."""
        screen = cast("ChoiceDialog", self.screen)
        matches, glyphs = screen.matches, self.glyphs
        lines = _draw_about(screen.about, columns - 4, max(0, rows - 3 - len(matches)))
        items: list[int | None] = [None] * len(lines)
        for i in find_visible_range(len(matches), screen.at, max(1, rows - 3 - len(lines))):
            items.append(i)
            option = screen.options[matches[i]]
            here = i == screen.at
            remark = clip_columns(make_safe(option.remark), columns // 3)
            name = fit_columns(make_safe(option.name), columns - 9 - len(remark))
            lines.append(
                (
                    Span(f" {glyphs.cursor if here else ' '} ", "accent"),
                    Span(fit_columns(option.letter, 2), f"bold {option.style}".strip()),
                    Span(f" {name}", "bold" if here else ""),
                    Span(f" {remark}", "dim"),
                )
            )
        typed = screen.typed
        prompt = f" part of a name: {typed}_" if typed else " arrows or type a part of a name"
        lines += [()] * (rows - 3 - len(lines))
        lines.append((Span(clip_columns(prompt, columns - 2), "typing" if typed else "dim"),))
        title = clip_columns(make_safe(screen.question), columns - 6)
        return draw_frame(
            Picture(tuple(lines), tuple(items)),
            *(columns, rows, title, "enter takes it, esc leaves", True, glyphs),
        )

    def on_click(self, event: events.Click) -> None:
        """Chooses the option that was clicked."""
        items = self._picture.items
        item = items[event.y] if event.y < len(items) else None
        if item is not None:
            cast("ChoiceDialog", self.screen).choose_match(item)


def _draw_about(texts: Sequence[str], columns: int, rows: int) -> list[Line]:
    """What a question is about, and how much of it there is no room for."""
    lines = [line for text in texts if text for line in wrap_lines(make_safe(text), columns)]
    if len(lines) > rows:
        more = len(lines) - max(0, rows - 1)
        lines = [*lines[: max(0, rows - 1)], (Span(f"and {more} lines more", "dim"),)]
    return [(Span(" "), *line) for line in lines]


class ChoiceDialog(ModalScreen[int | None]):
    """Returns the position of the option chosen, or None; `about` stands above the options.

    Typing narrows the options down; with `letters` an option's letter chooses it at once.
    """

    AUTO_FOCUS = "ChoiceList"
    BINDINGS: ClassVar = [Binding("escape", "dismiss(None)", "Leave", show=False)]

    def __init__(
        self,
        question: str,
        options: Sequence[ChoiceOption],
        letters: bool = False,
        about: Sequence[str] = (),
    ) -> None:
        super().__init__()
        self.question = question
        self.options = tuple(options)
        self.letters = letters
        self.about = tuple(about)
        self.typed = ""
        self.at = 0

    @property
    def matches(self) -> list[int]:
        """Positions of the options whose name or remark has what was typed in it."""
        part = self.typed.lower()
        return [i for i, o in enumerate(self.options) if part in f"{o.name} {o.remark}".lower()]

    def compose(self) -> ComposeResult:
        """The list."""
        yield ChoiceList()

    def on_key(self, event: events.Key) -> None:
        """Moves the cursor, narrows the options down, or chooses."""
        moves = {"up": -1, "down": 1, "pageup": -8, "pagedown": 8}
        char = event.character or ""
        if event.key in moves:
            self.at = max(0, min(len(self.matches) - 1, self.at + moves[event.key]))
        elif event.key == "enter":
            self.choose_match(self.at)
        elif event.key == "backspace":
            self.typed = self.typed[:-1]
        elif event.is_printable and char:
            if not self._choose_letter(char):
                self.typed, self.at = self.typed + char, 0
        else:
            return
        event.stop()
        event.prevent_default()
        self.query_one(ChoiceList).redraw()

    def on_paste(self, event: events.Paste) -> None:
        """Narrows the options down to what was pasted."""
        event.stop()
        self.typed, self.at = self.typed + make_safe(event.text.strip()), 0
        self.query_one(ChoiceList).redraw()

    def choose_match(self, position: int) -> None:
        """Chooses the match at a position; nothing where there is none."""
        matches = self.matches
        self.dismiss(matches[position] if position < len(matches) else None)

    def _choose_letter(self, char: str) -> bool:
        """Chooses the only option with this letter; whether there is one."""
        if not self.letters or self.typed:
            return False
        letters = [option.letter.lower() for option in self.options]
        if letters.count(char.lower()) != 1:
            return False
        self.dismiss(letters.index(char.lower()))
        return True


class LeaveDialog(ModalScreen[bool]):
    """Asks whether to leave; returns whether to. `fault` is why not all of it is saved, or ""."""

    BINDINGS: ClassVar = [
        Binding("escape,n", "dismiss(False)", "Stay", show=False),
        Binding("q,enter,y", "dismiss(True)", "Leave", show=False),
    ]

    def __init__(self, fault: str = "") -> None:
        super().__init__()
        self.fault = fault

    def compose(self) -> ComposeResult:
        """The question."""
        kept = "Everything is kept. q or enter leaves, esc stays."
        lost = f"Not saved: {self.fault}. q or enter leaves all the same, esc stays."
        with Vertical(id="box"):
            yield Static("Leave lotdesign?", markup=False)
            yield LeaveButton(lost if self.fault else kept, markup=False)


class LeaveButton(Static, can_focus=True):
    """The hint, which has the focus so that keys typed ahead are taken."""
