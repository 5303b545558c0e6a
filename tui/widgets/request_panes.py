"""The panes of what is asked: parameter rows and the pre-flight."""

from typing import ClassVar

from textual import events
from textual.binding import Binding

from tui.canvas.picture import Picture
from tui.pictures import request as asked
from tui.pictures import request as preflight
from tui.pictures.wording import describe_edit_count
from tui.session.actions import ChangeEdits
from tui.session.arithmetic import NotANumber
from tui.session.parameter_values import is_off, parse_typed, step_value
from tui.snapshot import Snapshot
from tui.widgets.pane import ListPane, Pane

NUMBER_CHARACTERS = "0123456789.£"
OPERATOR_CHARACTERS = "*/+-("


class ParametersPane(ListPane):
    """What is asked: steppers and switches."""

    about = (
        "Every figure and rule of the scenario. Left and right step a figure, shift ten times as "
        "far; type a number or a sum to set it; space switches a rule off; backspace returns to "
        "what the files say. The answer follows by itself."
    )
    cursor_name = "asked"
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

    def heading(self, sight: Snapshot) -> str:
        """How far the request is from the files."""
        return f"What you ask: {describe_edit_count(len(sight.session.state.edits))}"

    def remark(self, sight: Snapshot) -> str:
        """Where the cursor is."""
        return f"{sight.view.cursor_of('asked') + 1} of {len(sight.rows)}"

    def count(self, sight: Snapshot) -> int:
        """Rows."""
        return len(sight.rows)

    def draw_content(self, sight: Snapshot, columns: int, rows: int) -> Picture:
        """The rows."""
        return asked.draw_parameters(sight, columns, rows, self.has_focus)

    def on_key(self, event: events.Key) -> None:
        """Digits open the number; while it is open every key goes into it."""
        sight = self.lotdesign_app.snapshot
        if sight is None or sight.row is None:
            return
        char = event.character or ""
        if sight.view.typed_text is None:
            if not (char and char in NUMBER_CHARACTERS + OPERATOR_CHARACTERS and sight.row.path):
                return
            self.lotdesign_app.set_typed_text(char)
        elif event.key == "enter":
            self._take(sight.view.typed_text)
        elif event.key == "escape":
            self.lotdesign_app.set_typed_text(None)
        elif event.key == "backspace":
            self.lotdesign_app.set_typed_text(sight.view.typed_text[:-1])
        elif event.is_printable and char:
            self.lotdesign_app.set_typed_text((sight.view.typed_text + char)[:60])
        elif event.key in ("up", "down", "tab"):
            self._take(sight.view.typed_text)
            return
        event.stop()
        event.prevent_default()

    def action_type(self) -> None:
        """Opens the number."""
        sight = self.lotdesign_app.snapshot
        if sight is not None and sight.row is not None and sight.row.path:
            self.lotdesign_app.set_typed_text("")

    def _take(self, text: str) -> None:
        sight = self.lotdesign_app.snapshot
        if sight is None or sight.row is None or not text.strip():
            self.lotdesign_app.set_typed_text(None)
            return
        row, edits = sight.row, sight.session.state.edits
        try:
            value = parse_typed(row, edits, text)
        except NotANumber as error:
            self.lotdesign_app.set_typed_text(text, str(error))
            return
        self.lotdesign_app.set_typed_text(None)
        self.lotdesign_app.perform(ChangeEdits(edits.set(row.path, value), f"set {row.label}"))

    def action_turn(self, steps: int) -> None:
        """Steps the figure; a rule that is only on or off is switched."""
        sight = self.lotdesign_app.snapshot
        if sight is None or sight.row is None:
            return
        row, edits = sight.row, sight.session.state.edits
        if is_off(row, edits):
            return
        text = step_value(row, edits, steps, sight.lot_count)
        if text is not None:
            now = edits.set(row.path, text)
            self.lotdesign_app.perform(
                ChangeEdits(now, f"step {row.label}", row.key, self.lotdesign_app.clock())
            )

    def action_switch(self) -> None:
        """Switches the rule off or on again."""
        sight = self.lotdesign_app.snapshot
        if sight is None or sight.row is None or not sight.row.rule:
            return
        row, edits = sight.row, sight.session.state.edits
        if row.base_off:
            path = f"{row.rule}.status"
            now = edits.set(path, "hard") if is_off(row, edits) else edits.unset(path)
        elif is_off(row, edits):
            now = edits.switch_on(row.rule)
        else:
            now = edits.switch_off(row.rule)
        self.lotdesign_app.perform(ChangeEdits(now, f"switch {row.label}"))

    def action_reset(self) -> None:
        """Back to what the files say; a rule added by hand goes."""
        sight = self.lotdesign_app.snapshot
        if sight is None or sight.row is None:
            return
        row, edits = sight.row, sight.session.state.edits
        path = f"rule.{row.rule}" if row.added else row.path
        now = edits.unset(path).unset(f"{row.rule}.status").switch_on(row.rule)
        self.lotdesign_app.perform(ChangeEdits(now, f"reset {row.label}"))


class PreflightPane(Pane):
    """What arithmetic alone says."""

    about = "What plain arithmetic shows before anything is solved; every mistake in a figure too."

    def list_dependencies(self, sight: Snapshot) -> tuple[object, ...]:
        """Findings, faults and how far they are scrolled."""
        size = (len(sight.scenario.units), len(sight.scenario.providers or ()))
        return sight.notes, sight.faults, size, sight.view.cursor_of("preflight")

    def heading(self, sight: Snapshot) -> str:
        """What it is."""
        return "Before solving"

    def draw_content(self, sight: Snapshot, columns: int, rows: int) -> Picture:
        """The findings."""
        return preflight.draw_preflight(sight, columns, rows, self.has_focus)

    def step(self, by: int) -> None:
        """Scrolls."""
        sight = self.lotdesign_app.snapshot
        if sight is not None:
            at = max(0, sight.view.cursor_of("preflight") + by)
            self.lotdesign_app.set_view(sight.view.move_cursor("preflight", at))

    BINDINGS: ClassVar = [
        Binding("up", "scroll(-1)", "Up", show=False),
        Binding("down", "scroll(1)", "Down", show=False),
    ]

    def action_scroll(self, by: int) -> None:
        """Scrolls."""
        self.step(by)
