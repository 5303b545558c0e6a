"""The panes of what is asked: parameter rows, and what the preflight finds."""

from collections.abc import Callable
from fractions import Fraction
from typing import ClassVar

from textual import events
from textual.binding import Binding

from tui.canvas.picture import Picture
from tui.messages import ActionRequested, ViewRequested
from tui.pictures.request import (
    TypedValue,
    draw_parameters,
    draw_preflight,
    find_bar_columns,
)
from tui.pictures.wording import describe_edit_count
from tui.safe_text import make_safe_lines
from tui.session.actions import ChangeEdits
from tui.session.edits import Edits
from tui.session.parameter_values import (
    NotAValue,
    is_off,
    parse_typed,
    place_value,
    read_value,
    set_value,
    step_value,
)
from tui.session.parameters import ParameterRow
from tui.snapshot import Snapshot
from tui.widgets.pane import CURSOR_KEYS, SCROLL_KEYS, Pane
from tui.widgets.picture_widget import find_source

NUMBER_CHARACTERS = "0123456789.£"
OPERATOR_CHARACTERS = "*/+-("
MOST_TYPED_CHARACTERS, MOST_TYPED_NAMES = 60, 4_000
"""Characters of a number, and of a list of names."""

RowChange = Callable[[ParameterRow, Edits], ChangeEdits | None]
"""The action that changes a parameter row in some way; None where it cannot be changed so."""


class ParametersPane(Pane):
    """The parameters as steppers, and rules as switches."""

    about = (
        "Every figure and rule of the scenario. Left and right step a figure, shift ten times as "
        "far; type a number or a sum to set it; Enter opens a list of units; space switches a rule "
        "off; backspace returns to what the files say. The answer follows by itself."
    )
    cursor_name = "asked"
    BINDINGS: ClassVar = [
        *CURSOR_KEYS,
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

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self._typed: TypedValue | None = None
        self._held_column: int | None = None

    def heading(self, snapshot: Snapshot) -> str:
        """How many edits there are against the files."""
        return f"What you ask: {describe_edit_count(len(snapshot.session.state.edits))}"

    def remark(self, snapshot: Snapshot) -> str:
        """The position of the cursor."""
        return f"{snapshot.view.cursor_of('asked') + 1} of {len(snapshot.rows)}"

    def count(self, snapshot: Snapshot) -> int:
        """Number of rows."""
        return len(snapshot.rows)

    def list_texts(self, snapshot: Snapshot) -> list[str]:
        """The group and the label of each row."""
        return [f"{row.group} {row.label}" for row in snapshot.rows]

    def draw_content(self, snapshot: Snapshot, columns: int, rows: int) -> Picture:
        """The rows, and below them the one with the cursor in full."""
        shown = self.find_shown(snapshot)
        return draw_parameters(snapshot, columns, rows, self.has_focus, self._typed, shown)

    def on_key(self, event: events.Key) -> None:
        """Opens the number at a digit or operator; all keys go into it until it is closed."""
        snapshot = self.snapshot
        if snapshot is None or snapshot.row is None or self.filter.typing:
            return
        char = event.character or ""
        if self._typed is None:
            opens = bool(char) and char in NUMBER_CHARACTERS + OPERATOR_CHARACTERS
            if not (opens and snapshot.row.path):
                return
            self._set_typed(char)
        elif event.key == "enter":
            self._take_typed(snapshot.row)
        elif event.key == "escape":
            self._set_typed(None)
        elif event.key == "backspace":
            self._set_typed(self._typed.text[:-1])
        elif event.is_printable and char:
            most = MOST_TYPED_NAMES if snapshot.row.names else MOST_TYPED_CHARACTERS
            self._set_typed((self._typed.text + char)[:most])
        elif event.key in ("up", "down", "tab"):
            self._take_typed(snapshot.row)
            return
        event.stop()
        event.prevent_default()

    def on_paste(self, event: events.Paste) -> None:
        """Pastes into the number or the list of units, and opens it where it is closed."""
        snapshot = self.snapshot
        if self.filter.typing or snapshot is None or snapshot.row is None or not snapshot.row.path:
            return
        event.stop()
        event.prevent_default()
        lines = [line.strip() for line in make_safe_lines(event.text)]
        if snapshot.row.names:
            text = ";".join(filter(None, lines))
            self._set_typed(((self._typed.text if self._typed else "") + text)[:MOST_TYPED_NAMES])
            return
        before = "" if self._typed is None else self._typed.text
        self._set_typed((before + next(filter(None, lines), ""))[:MOST_TYPED_CHARACTERS])

    # The bar as a slider

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Takes hold of the bar of a row; its arrows step the figure."""
        item, bar = self.find_item_at(event.y), self._find_bar()
        if item is None or event.x not in bar:
            return
        self.app.post_message(ViewRequested(lambda snapshot: self._move_to(snapshot, item)))
        if event.x in (bar[0], bar[-1]):
            self.action_turn(-1 if event.x == bar[0] else 1)
            return
        self._held_column = event.x
        self.capture_mouse()
        self._place(event.x)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Moves the figure with the bar that is held."""
        if self._held_column is not None and event.x != self._held_column:
            self._held_column = event.x
            self._place(event.x)

    def on_mouse_up(self) -> None:
        """Lets the bar go."""
        if self._held_column is not None:
            self._held_column = None
            self.release_mouse()

    def on_click(self, event: events.Click) -> None:
        """A click on a bar has set the figure already."""
        if event.x in self._find_bar():
            event.prevent_default()

    def _find_bar(self) -> range:
        inside = find_bar_columns(self.size.width - 2)
        return range(inside.start + 1, inside.stop + 1)

    def _place(self, column: int) -> None:
        """Sets the figure of the row with the cursor to where its bar is held."""
        bar, at = self._find_bar(), find_source(self.app).clock()
        cells = len(bar) - 2
        share = Fraction(max(0, min(column - bar.start, cells)), cells)
        self.app.post_message(ActionRequested(lambda snapshot: place_row(snapshot, share, at)))

    def _set_typed(self, text: str | None, fault: str = "") -> None:
        self._typed = None if text is None else TypedValue(text, fault)
        self.redraw()

    def _take_typed(self, row: ParameterRow) -> None:
        """Sets the row to what was typed, or says what is wrong with that."""
        text = "" if self._typed is None else self._typed.text
        snapshot = self.snapshot
        if snapshot is None or not text.strip():
            self._set_typed(None)
            return
        try:
            value = parse_typed(row, snapshot.session.state.edits, text)
        except NotAValue as error:
            self._set_typed(text, str(error))
            return
        self._set_typed(None)
        label = f"set {row.label}"
        self._change(lambda _, edits: ChangeEdits(set_value(row, edits, value), label))

    def _change(self, change: RowChange) -> None:
        """Requests a change of the row that has the cursor when the request is handled."""
        self.app.post_message(
            ActionRequested(
                lambda snapshot: (
                    None
                    if snapshot.row is None
                    else change(snapshot.row, snapshot.session.state.edits)
                )
            )
        )

    def action_type(self) -> None:
        """Opens the number, or the list of units as it stands."""
        snapshot = self.snapshot
        if snapshot is not None and snapshot.row is not None and snapshot.row.path:
            row, edits = snapshot.row, snapshot.session.state.edits
            self._set_typed(str(read_value(row, edits)) if row.names else "")

    def action_turn(self, steps: int) -> None:
        """Steps the figure of the row."""
        at = find_source(self.app).clock()
        self.app.post_message(ActionRequested(lambda snapshot: step_row(snapshot, steps, at)))

    def action_switch(self) -> None:
        """Switches the rule off or on again."""
        self._change(switch_row)

    def action_reset(self) -> None:
        """Takes the edits of the row back."""
        self._change(reset_row)


def step_row(snapshot: Snapshot, steps: int, at: float) -> ChangeEdits | None:
    """Steps the row with the cursor; `at`, in seconds, tells which steps are undone as one."""
    row, edits = snapshot.row, snapshot.session.state.edits
    if row is None or is_off(row, edits):
        return None
    text = step_value(row, edits, steps, snapshot.lot_count)
    if text is None:
        return None
    return ChangeEdits(set_value(row, edits, text), f"step {row.label}", row.key, at)


def place_row(snapshot: Snapshot, share: Fraction, at: float) -> ChangeEdits | None:
    """Sets the row with the cursor to a share of its bar; `at`, in seconds, as for a step."""
    row, edits = snapshot.row, snapshot.session.state.edits
    text = None if row is None or is_off(row, edits) else place_value(row, share)
    if row is None or text is None:
        return None
    return ChangeEdits(set_value(row, edits, text), f"set {row.label}", row.key, at)


def switch_row(row: ParameterRow, edits: Edits) -> ChangeEdits | None:
    """Switches the row's rule off, or on again; None for a figure that is of no rule."""
    if not row.rule:
        return None
    if row.base_off:
        path = f"{row.rule}.status"
        changed = edits.set(path, "hard") if is_off(row, edits) else edits.unset(path)
    elif is_off(row, edits):
        changed = edits.switch_on(row.rule)
    else:
        changed = edits.switch_off(row.rule)
    return ChangeEdits(changed, f"switch {row.label}")


def reset_row(row: ParameterRow, edits: Edits) -> ChangeEdits:
    """Returns the row to what the files say; a rule added by hand is removed."""
    path = f"rule.{row.rule}" if row.added else row.path
    changed = edits.unset(path).unset(f"{row.rule}.status").switch_on(row.rule)
    return ChangeEdits(changed, f"reset {row.label}")


class PreflightPane(Pane):
    """What arithmetic alone finds in the request."""

    about = "What plain arithmetic shows before anything is solved; every mistake in a figure too."
    BINDINGS: ClassVar = [*SCROLL_KEYS]

    def list_dependencies(self, snapshot: Snapshot) -> tuple[object, ...]:
        """Findings, faults, and how far they are scrolled."""
        size = (len(snapshot.scenario.units), len(snapshot.scenario.providers or ()))
        return snapshot.notes, snapshot.faults, size, self.top

    def heading(self, snapshot: Snapshot) -> str:
        """The title."""
        return "Before solving"

    def draw_content(self, snapshot: Snapshot, columns: int, rows: int) -> Picture:
        """The findings in view."""
        return self.scroll(draw_preflight(snapshot, columns), rows)
