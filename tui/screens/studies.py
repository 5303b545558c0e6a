"""Screens of studies: why no design exists and what repairs that; what rules cost; break-even."""

from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Container

from tui.canvas.picture import Picture, find_visible_range
from tui.messages import ActionRequested, StudiesStopped, StudyRequested, ViewRequested
from tui.pictures.no_solution import (
    ConflictItem,
    draw_conflict_body,
    draw_conflict_head,
    find_explanation,
    find_selected_item,
    is_possible,
    list_conflict_items,
    list_repaired_edits,
)
from tui.pictures.rule_cost import draw_break_even, draw_rule_costs
from tui.screens.base import BaseScreen
from tui.session.actions import ChangeEdits
from tui.session.edits import Edits
from tui.snapshot import Snapshot, ViewSettings
from tui.widgets.bars import KeyBar, TitleBar
from tui.widgets.dialogs import show_notice
from tui.widgets.pane import CURSOR_KEYS, SCROLL_KEYS, Pane
from tui.widgets.solution_panes import AnswerPane


class ConflictPane(Pane):
    """The conflicts, the repairs, and the rules in their own sentences."""

    about = (
        "Rules that cannot hold together. Below them stand the smallest changes that make a design "
        "possible, each proved and with the design that it gives. A digit applies the repair of "
        "that number, enter the one with the cursor; u takes it back. p protects a rule: repairs "
        "leave it alone. Space switches a rule off; enter on a rule goes to its figure."
    )
    cursor_name = "stuck"
    BINDINGS: ClassVar = [
        *CURSOR_KEYS,
        Binding("enter", "take", "Take", show=False),
        Binding("1", "apply(1)", "Apply repair", key_display="1-9"),
        *(Binding(str(i), f"apply({i})", "Apply repair", show=False) for i in range(2, 10)),
        Binding("p", "protect", "Protect"),
        Binding("space", "switch", "Off"),
        Binding("e", "explain", "Look again", show=False),
    ]

    def heading(self, snapshot: Snapshot) -> str:
        """Whether a design exists."""
        answer = snapshot.session.best_answer
        impossible = answer is not None and answer.kind == "impossible"
        return "No design exists" if impossible else "The rules"

    def remark(self, snapshot: Snapshot) -> str:
        """The keys that matter."""
        answer = find_explanation(snapshot)
        repairs = 0 if answer is None else min(9, len(answer.repairs))
        keys = {0: "", 1: "1 applies the repair, "}.get(repairs, f"1 to {repairs} apply a repair, ")
        return f"{keys}u takes a change back"

    def count(self, snapshot: Snapshot) -> int:
        """Number of rules and repairs."""
        return len(list_conflict_items(snapshot))

    def draw_content(self, snapshot: Snapshot, columns: int, rows: int) -> Picture:
        """What is proved stays above; the rest moves with the cursor."""
        head = draw_conflict_head(snapshot, columns)[: max(3, rows - 8)]
        at = min(snapshot.view.cursor_of("stuck"), max(0, self.count(snapshot) - 1))
        body = draw_conflict_body(snapshot, columns, at, self.has_focus)
        cursor = next((i for i, (_, item) in enumerate(body) if item == at), 0)
        view = find_visible_range(len(body), cursor, max(1, rows - len(head)))
        lines = tuple(body[i][0] for i in view)
        items = tuple(body[i][1] for i in view)
        return Picture((*head, *lines), (*([None] * len(head)), *items))

    def action_take(self) -> None:
        """Applies the repair with the cursor, or goes to the figure of the rule with it."""
        self.app.call_later(self._take)

    def _take(self) -> None:
        item = self._find_item()
        if item is not None and item.repair is not None:
            self._apply(item.number)
        elif item is not None:
            self.app.post_message(ViewRequested(lambda snapshot: go_to_rule(snapshot, item.rule)))
            self.screen.dismiss()

    def _find_item(self) -> ConflictItem | None:
        return None if self.snapshot is None else find_selected_item(self.snapshot)

    def action_apply(self, number: int) -> None:
        """Applies a repair as one edit; undo takes it back."""
        self.app.call_later(self._apply, number)

    def _apply(self, number: int) -> None:
        snapshot = self.snapshot
        answer = None if snapshot is None else find_explanation(snapshot)
        if snapshot is None or answer is None or number > len(answer.repairs):
            return
        before, repaired = snapshot.studies["explain"].edits, list_repaired_edits(snapshot)
        if snapshot.session.state.edits not in (before, *repaired):
            show_notice(self.app, "These repairs are for an earlier request; e looks again.")
            return
        action = ChangeEdits(repaired[number - 1], f"apply repair {number}")
        self.app.post_message(ActionRequested(lambda _: action))

    def _change_rule(self, change: Callable[[Snapshot, str], ChangeEdits | None]) -> None:
        """Requests a change of the rule that has the cursor when the request is handled."""

        def choose(snapshot: Snapshot) -> ChangeEdits | None:
            item = find_selected_item(snapshot)
            return change(snapshot, item.rule) if item is not None and item.rule else None

        self.app.post_message(ActionRequested(choose))

    def action_switch(self) -> None:
        """Switches the rule off; undo brings it back."""
        self._change_rule(switch_off_rule)

    def action_protect(self) -> None:
        """Has repairs leave the rule alone, or touch it again."""
        item = self._find_item()
        if item is not None and item.rule:
            self._change_rule(protect_rule)
            self.action_explain()

    def action_explain(self) -> None:
        """Looks for the conflicts of the present request."""
        self.app.post_message(StudyRequested("explain"))


def switch_off_rule(snapshot: Snapshot, rule_id: str) -> ChangeEdits:
    """Switches a rule off."""
    edits = snapshot.session.state.edits.switch_off(rule_id)
    return ChangeEdits(edits, f"switch {rule_id}")


def protect_rule(snapshot: Snapshot, rule_id: str) -> ChangeEdits | None:
    """Protects a rule from repairs, or no longer; None for a rule that is not there."""
    rule = next((rule for rule in snapshot.scenario.rules if rule.id == rule_id), None)
    if rule is None:
        return None
    edits: Edits = snapshot.session.state.edits
    edits = edits.set(f"{rule_id}.protected", "false" if rule.protected else "true")
    return ChangeEdits(edits, f"protect {rule_id}")


def go_to_rule(snapshot: Snapshot, rule_id: str) -> ViewSettings:
    """Moves the cursor of the parameters to the rule's first row."""
    row = next((i for i, row in enumerate(snapshot.rows) if row.rule == rule_id), None)
    return snapshot.view if row is None else snapshot.view.move_cursor("asked", row)


class NoSolutionScreen(BaseScreen):
    """Where an impossible request is repaired."""

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
        """Looks for the conflicts unless there is a design."""
        if self.snapshot is None or not is_possible(self.snapshot):
            self.app.post_message(StudyRequested("explain"))

    def action_back(self) -> None:
        """Stops the search for conflicts; goes back when there is none."""
        if self.snapshot is not None and self.snapshot.is_studying("explain"):
            self.app.post_message(StudiesStopped("explain"))
        else:
            self.dismiss()


class RuleCostPane(Pane):
    """What each rule costs."""

    about = (
        "Alone: how much better the best design could be without that rule. Its share: the same, "
        "averaged over all orders in which the rules could be added, so that the shares add up. "
        "Below: what one step of each number changes, and what each provider is worth."
    )
    BINDINGS: ClassVar = [*SCROLL_KEYS]

    def heading(self, snapshot: Snapshot) -> str:
        """The title."""
        return "What the rules cost"

    def remark(self, snapshot: Snapshot) -> str:
        """Which lines are in view."""
        return self.describe_position()

    def draw_content(self, snapshot: Snapshot, columns: int, rows: int) -> Picture:
        """The costs."""
        return self.scroll(draw_rule_costs(snapshot, columns), rows)


class BreakEvenPane(Pane):
    """How far each assumed figure may move before another design is best."""

    about = (
        "How far each assumed figure of money and market may move before another design is best, "
        "while all others stay."
    )
    BINDINGS: ClassVar = [*SCROLL_KEYS]

    def heading(self, snapshot: Snapshot) -> str:
        """The title."""
        return "What this answer depends on"

    def remark(self, snapshot: Snapshot) -> str:
        """Which lines are in view."""
        return self.describe_position()

    def draw_content(self, snapshot: Snapshot, columns: int, rows: int) -> Picture:
        """The figures."""
        return self.scroll(draw_break_even(snapshot, columns), rows)


class RuleCostScreen(BaseScreen):
    """Rule costs and break-even side by side; both studies start when it opens."""

    AUTO_FOCUS = "RuleCostPane"
    about = "What the rules cost, and which figures the answer depends on. Escape stops the work."
    BINDINGS: ClassVar = [
        Binding("escape", "back", "Stop/back"),
        Binding("w", "again", "Work out again", show=False),
        Binding("tab", "app.focus_next", "Other pane"),
        Binding("shift+tab", "app.focus_previous", "Previous pane", show=False),
    ]

    def compose(self) -> ComposeResult:
        """The panes."""
        yield TitleBar()
        with Container(id="body"):
            yield RuleCostPane()
            yield BreakEvenPane()
        yield KeyBar()

    def on_mount(self) -> None:
        """Starts both studies."""
        self.action_again()

    def action_again(self) -> None:
        """Works out what is not known of the present request."""
        self.app.post_message(StudyRequested("price"))
        self.app.post_message(StudyRequested("tipping"))

    def action_back(self) -> None:
        """Stops the studies; goes back to the workbench when none is under way."""
        if self.snapshot is not None and self.snapshot.is_studying("price", "tipping"):
            self.app.post_message(StudiesStopped("price", "tipping"))
        else:
            self.dismiss()
