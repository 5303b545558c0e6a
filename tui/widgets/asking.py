"""What is asked: the steppers."""

from typing import ClassVar

from textual import events
from textual.binding import Binding

from tui.canvas.spans import Picture
from tui.panes import asked
from tui.panes.sight import Sight
from tui.panes.words import edits_in_words
from tui.session.actions import Ask
from tui.session.arithmetic import NoNumber
from tui.session.turning import is_off, stepped, typed
from tui.widgets.pane import Listing

NUMBERS = "0123456789.£"
OPERATORS = "*/+-("


class AskedPane(Listing):
    """What is asked: steppers and switches."""

    about = (
        "Every figure and rule of the scenario. Left and right step a figure, shift ten times as "
        "far; type a number or a sum to set it; space switches a rule off; backspace returns to "
        "what the files say. The answer follows by itself."
    )
    place = "asked"
    BINDINGS: ClassVar = [
        Binding("left", "turn(-1)", "Less", key_display="←"),
        Binding("right", "turn(1)", "More", key_display="→"),
        Binding("shift+left", "turn(-10)", "Less x10", show=False),
        Binding("shift+right", "turn(10)", "More x10", show=False),
        Binding("less_than_sign", "turn(-10)", "Less x10", show=False),
        Binding("greater_than_sign", "turn(10)", "More x10", show=False),
        Binding("enter", "type", "Type"),
        Binding("space", "switch", "On/off"),
        Binding("backspace", "reset", "As in files"),
    ]

    def heading(self, sight: Sight) -> str:
        """How far the request is from the files."""
        return f"What you ask: {edits_in_words(len(sight.session.desk.edits))}"

    def remark(self, sight: Sight) -> str:
        """Where the cursor is."""
        return f"{sight.looks.at('asked') + 1} of {len(sight.rows)}"

    def count(self, sight: Sight) -> int:
        """Rows."""
        return len(sight.rows)

    def content(self, sight: Sight, columns: int, rows: int) -> Picture:
        """The rows."""
        return asked.asked(sight, columns, rows, self.has_focus)

    def on_key(self, event: events.Key) -> None:
        """Digits open the number; while it is open every key goes into it."""
        sight = self.desk.sight
        if sight is None or sight.row is None:
            return
        char = event.character or ""
        if sight.looks.typed is None:
            if not (char and char in NUMBERS + OPERATORS and sight.row.path):
                return
            self.desk.type(char)
        elif event.key == "enter":
            self._take(sight.looks.typed)
        elif event.key == "escape":
            self.desk.type(None)
        elif event.key == "backspace":
            self.desk.type(sight.looks.typed[:-1])
        elif event.is_printable and char:
            self.desk.type((sight.looks.typed + char)[:60])
        elif event.key in ("up", "down", "tab"):
            self._take(sight.looks.typed)
            return
        event.stop()
        event.prevent_default()

    def action_type(self) -> None:
        """Opens the number."""
        sight = self.desk.sight
        if sight is not None and sight.row is not None and sight.row.path:
            self.desk.type("")

    def _take(self, text: str) -> None:
        sight = self.desk.sight
        if sight is None or sight.row is None or not text.strip():
            self.desk.type(None)
            return
        row, edits = sight.row, sight.session.desk.edits
        try:
            value = typed(row, edits, text)
        except NoNumber as error:
            self.desk.type(text, str(error))
            return
        self.desk.type(None)
        self.desk.do(Ask(edits.set(row.path, value), f"set {row.label}"))

    def action_turn(self, steps: int) -> None:
        """Steps the figure; a rule that is only on or off is switched."""
        sight = self.desk.sight
        if sight is None or sight.row is None:
            return
        row, edits = sight.row, sight.session.desk.edits
        if is_off(row, edits):
            return
        text = stepped(row, edits, steps, sight.lots)
        if text is not None:
            now = edits.set(row.path, text)
            self.desk.do(Ask(now, f"step {row.label}", row.key, self.desk.clock()))

    def action_switch(self) -> None:
        """Switches the rule off or on again."""
        sight = self.desk.sight
        if sight is None or sight.row is None or not sight.row.rule:
            return
        row, edits = sight.row, sight.session.desk.edits
        if row.base_off:
            path = f"{row.rule}.status"
            now = edits.set(path, "hard") if is_off(row, edits) else edits.unset(path)
        elif is_off(row, edits):
            now = edits.switched_on(row.rule)
        else:
            now = edits.switched_off(row.rule)
        self.desk.do(Ask(now, f"switch {row.label}"))

    def action_reset(self) -> None:
        """Back to what the files say; a rule added by hand goes."""
        sight = self.desk.sight
        if sight is None or sight.row is None:
            return
        row, edits = sight.row, sight.session.desk.edits
        path = f"rule.{row.rule}" if row.added else row.path
        now = edits.unset(path).unset(f"{row.rule}.status").switched_on(row.rule)
        self.desk.do(Ask(now, f"reset {row.label}"))
