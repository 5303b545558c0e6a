"""What each rule costs, and break-even: how far each assumed figure may move."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Container

from tui.canvas.picture import Picture
from tui.messages import StudiesStopped, StudyRequested
from tui.pictures.rule_cost import draw_break_even, draw_rule_costs
from tui.screens.base import BaseScreen
from tui.snapshot import Snapshot
from tui.widgets.pane import SCROLL_KEYS, KeyBar, Pane, TitleBar


class RuleCostPane(Pane):
    """What each rule costs."""

    about = (
        "Alone: how much better the best could be without that rule. Its part: the same averaged "
        "over all orders in which the rules could come, so that the parts add up. Below: the next "
        "step of each number, and who would be missed."
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
        "Every assumed figure of money and market, and how far it may move, all others staying, "
        "before another design is best."
    )
    BINDINGS: ClassVar = [*SCROLL_KEYS]

    def heading(self, snapshot: Snapshot) -> str:
        """The title."""
        return "What this answer hangs on"

    def remark(self, snapshot: Snapshot) -> str:
        """Which lines are in view."""
        return self.describe_position()

    def draw_content(self, snapshot: Snapshot, columns: int, rows: int) -> Picture:
        """The figures."""
        return self.scroll(draw_break_even(snapshot, columns), rows)


class RuleCostScreen(BaseScreen):
    """Rule costs and break-even side by side; both studies start when it opens."""

    AUTO_FOCUS = "RuleCostPane"
    about = "What the rules cost, and on which figures the answer hangs. Escape stops the work."
    BINDINGS: ClassVar = [
        Binding("escape", "back", "Stop/back"),
        Binding("w", "again", "Work out again", show=False),
        Binding("tab", "app.focus_next", "Other pane"),
        Binding("shift+tab", "app.focus_previous", "Pane before", show=False),
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
