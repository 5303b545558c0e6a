"""No solution: the minimal conflict, and repairs that one key applies."""

from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding

from tui.canvas.picture import Picture, find_visible_range
from tui.pictures import no_solution as drawing
from tui.screens.base import BaseScreen
from tui.session.actions import ChangeEdits
from tui.session.edits import Edits, add_flags
from tui.snapshot import Snapshot
from tui.widgets.bars import KeyBar, TitleBar
from tui.widgets.pane import ListPane
from tui.widgets.solution_panes import AnswerPane


class ConflictPane(ListPane):
    """The conflicts, the repairs, and the rules in their own sentences."""

    about = (
        "Rules that cannot hold together, and below them the least changes that make a design "
        "possible, each proved and with the design that it gives. A digit applies the repair of "
        "that number, enter the one with the cursor; u takes it back. p protects a rule: repairs "
        "leave it alone. Space switches a rule off, enter on a rule goes to its figure."
    )
    cursor_name = "stuck"
    BINDINGS: ClassVar = [
        Binding("enter", "take", "Take", show=False),
        Binding("1", "apply(1)", "Apply repair", key_display="1-9"),
        *(Binding(str(i), f"apply({i})", "Apply repair", show=False) for i in range(2, 10)),
        Binding("p", "protect", "Protect"),
        Binding("space", "switch", "Off"),
        Binding("e", "explain", "Look again", show=False),
    ]

    def heading(self, sight: Snapshot) -> str:
        """Whether there is a design."""
        entry = sight.entry
        impossible = entry is not None and entry.kind == "impossible"
        return "No design exists" if impossible else "The rules"

    def remark(self, sight: Snapshot) -> str:
        """How to go on."""
        told = drawing.find_explanation(sight)
        repairs = 0 if told is None else min(9, len(told.repairs))
        keys = {0: "", 1: "1 applies the repair, "}.get(repairs, f"1 to {repairs} apply a repair, ")
        return f"{keys}u takes a change back"

    def count(self, sight: Snapshot) -> int:
        """Rules and repairs."""
        return len(drawing.list_conflict_items(sight))

    def draw_content(self, sight: Snapshot, columns: int, rows: int) -> Picture:
        """The proof stays above; the rest moves with the cursor."""
        head = drawing.draw_conflict_head(sight, columns)[: max(3, rows - 8)]
        at = min(sight.view.cursor_of("stuck"), max(0, self.count(sight) - 1))
        found = drawing.draw_conflict_body(sight, columns, at, self.has_focus)
        cursor = next((i for i, (_, item) in enumerate(found) if item == at), 0)
        view = find_visible_range(len(found), cursor, max(1, rows - len(head)))
        lines = tuple(found[i][0] for i in view)
        items = tuple(found[i][1] for i in view)
        return Picture((*head, *lines), (*([None] * len(head)), *items))

    def _item(self) -> drawing.ConflictItem | None:
        sight = self.lotdesign_app.snapshot
        found = [] if sight is None else drawing.list_conflict_items(sight)
        at = 0 if sight is None else sight.view.cursor_of("stuck")
        return found[min(at, len(found) - 1)] if found else None

    def action_take(self) -> None:
        """Applies a repair, or goes to the figure of a rule."""
        item = self._item()
        if item is not None and item.repair is not None:
            self.action_apply(item.number)
        elif item is not None:
            self._go(item.rule)

    def action_apply(self, number: int) -> None:
        """Applies a repair as one edit; undo takes it back."""
        sight = self.lotdesign_app.snapshot
        told = None if sight is None else drawing.find_explanation(sight)
        if sight is None or told is None or number > len(told.repairs):
            return
        before = sight.studies["explain"].edits
        mended = [add_flags(before, (c.setting for c in each.changes)) for each in told.repairs]
        if sight.session.state.edits in (before, *mended):
            self.lotdesign_app.perform(ChangeEdits(mended[number - 1], f"apply repair {number}"))
        else:
            self.lotdesign_app.notify_user(
                "These repairs are for an earlier request; e looks again."
            )

    def action_switch(self) -> None:
        """Switches the rule off; undo brings it back."""
        item = self._item()
        if item is not None and item.rule:
            self._change(lambda edits: edits.switch_off(item.rule), f"switch {item.rule}")

    def action_protect(self) -> None:
        """Has repairs leave the rule alone, or touch it again."""
        sight, item = self.lotdesign_app.snapshot, self._item()
        if sight is None or item is None or not item.rule:
            return
        rule = next((each for each in sight.scenario.rules if each.id == item.rule), None)
        if rule is not None:
            now = "false" if rule.protected else "true"
            path = f"{item.rule}.protected"
            self._change(lambda edits: edits.set(path, now), f"protect {item.rule}")
            self.lotdesign_app.start_study("explain")

    def action_explain(self) -> None:
        """Looks into the present request."""
        self.lotdesign_app.start_study("explain")

    def _change(self, change: Callable[[Edits], Edits], label: str) -> None:
        sight = self.lotdesign_app.snapshot
        if sight is not None:
            self.lotdesign_app.perform(ChangeEdits(change(sight.session.state.edits), label))

    def _go(self, rule: str) -> None:
        """To the rule's row on the workbench."""
        sight = self.lotdesign_app.snapshot
        if sight is None:
            return
        row = next((i for i, each in enumerate(sight.rows) if each.rule == rule), None)
        if row is not None:
            self.lotdesign_app.set_view(sight.view.move_cursor("asked", row))
        self.screen.dismiss()


class NoSolutionScreen(BaseScreen):
    """Where an impossible request is mended."""

    AUTO_FOCUS = "ConflictPane"
    about = "Why no design exists, and what would make one possible."
    BINDINGS: ClassVar = [Binding("escape", "back", "Stop/back")]

    def compose(self) -> ComposeResult:
        """The panes."""
        yield TitleBar()
        yield ConflictPane()
        yield AnswerPane()
        yield KeyBar()

    def on_mount(self) -> None:
        """Causes are looked for unless there is a design."""
        answer = (
            None
            if self.lotdesign_app.snapshot is None
            else self.lotdesign_app.snapshot.session.answer
        )
        if answer is None or not answer.lots:
            self.lotdesign_app.start_study("explain")

    def action_back(self) -> None:
        """Stops looking; then to the workbench."""
        if not self.lotdesign_app.stop_study("explain"):
            self.dismiss()
