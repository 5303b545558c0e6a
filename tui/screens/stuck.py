"""No solution: what is impossible, by which proof, and what can be turned.

A minimal conflict and proved repairs come from `explain` once it is there: they belong into
`StuckPane` above the rules, each repair an ordinary edit (`Ask`) that undo takes back.
"""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding

from tui.canvas.spans import Picture
from tui.canvas.table import window
from tui.panes import stuck as drawing
from tui.panes.sight import Sight
from tui.screens.base import Sheet
from tui.session.actions import Ask
from tui.widgets.bars import KeyBar, TitleBar
from tui.widgets.getting import AnswerPane
from tui.widgets.pane import Listing


class StuckPane(Listing):
    """The proof, and the rules in their own sentences."""

    about = (
        "What is impossible and how that is known. Space switches the rule with the cursor off or "
        "on; enter goes to its figure."
    )
    place = "stuck"
    BINDINGS: ClassVar = [
        Binding("enter", "go", "Change its figure"),
        Binding("space", "switch", "Off"),
    ]

    def heading(self, sight: Sight) -> str:
        """Whether there is a design."""
        entry = sight.entry
        impossible = entry is not None and entry.kind == "impossible"
        return "No design exists" if impossible else "The rules"

    def remark(self, sight: Sight) -> str:
        """How to undo."""
        return "u takes a change back"

    def count(self, sight: Sight) -> int:
        """Rules."""
        return len(drawing.rules(sight))

    def content(self, sight: Sight, columns: int, rows: int) -> Picture:
        """The proof above, the rules below."""
        head = drawing.head(sight, columns)
        head = head[: max(3, rows - 6)]
        at = min(sight.looks.at("stuck"), max(0, self.count(sight) - 1))
        found = drawing.rule_lines(sight, columns, at, self.has_focus)
        room = max(1, rows - len(head) - 1)
        cursor = next((i for i, (_, item) in enumerate(found) if item == at), 0)
        view = window(len(found), cursor, room)
        lines = tuple(found[i][0] for i in view)
        items = tuple(found[i][1] for i in view)
        return Picture((*head, (), *lines), (*([None] * (len(head) + 1)), *items))

    def _rule(self) -> str | None:
        sight = self.desk.sight
        names = [] if sight is None else drawing.rules(sight)
        at = 0 if sight is None else sight.looks.at("stuck")
        return names[min(at, len(names) - 1)] if names else None

    def action_switch(self) -> None:
        """Switches the rule off; undo brings it back."""
        sight, rule = self.desk.sight, self._rule()
        if sight is not None and rule is not None:
            edits = sight.session.desk.edits.switched_off(rule)
            self.desk.do(Ask(edits, f"switch {rule}"))

    def action_go(self) -> None:
        """To the rule's row on the workbench."""
        sight, rule = self.desk.sight, self._rule()
        if sight is None or rule is None:
            return
        row = next((i for i, each in enumerate(sight.rows) if each.rule == rule), None)
        if row is not None:
            self.desk.look(sight.looks.moved("asked", row))
        self.screen.dismiss()


class Stuck(Sheet):
    """Where an impossible request is mended."""

    AUTO_FOCUS = "StuckPane"
    about = "Why no design exists, and the rules that could give way."
    BINDINGS: ClassVar = [Binding("escape", "back", "Back")]

    def compose(self) -> ComposeResult:
        """The panes."""
        yield TitleBar()
        yield StuckPane()
        yield AnswerPane()
        yield KeyBar()

    def action_back(self) -> None:
        """To the workbench."""
        self.dismiss()
