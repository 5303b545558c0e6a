"""What each rule costs, and break-even: how far each assumed figure may move."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Container

from tui.canvas.picture import Line
from tui.pictures import rule_cost as drawing
from tui.screens.base import BaseScreen
from tui.snapshot import Snapshot
from tui.widgets.bars import KeyBar, TitleBar
from tui.widgets.pane import ScrollPane


class RuleCostPane(ScrollPane):
    """What each rule costs."""

    about = (
        "Alone: how much better the best could be without that rule. Its part: the same averaged "
        "over all orders in which the rules could come, so that the parts add up. Below: the next "
        "step of each number, and who would be missed."
    )

    def heading(self, sight: Snapshot) -> str:
        """What it is."""
        return "What the rules cost"

    def draw_lines(self, sight: Snapshot, columns: int, rows: int) -> list[Line]:
        """The price list."""
        return drawing.draw_rule_costs(sight, columns)


class BreakEvenPane(ScrollPane):
    """How far figures may move."""

    about = (
        "Every assumed figure of money and market, and how far it may move, all others staying, "
        "before another design is best."
    )

    def heading(self, sight: Snapshot) -> str:
        """What it is."""
        return "What this answer hangs on"

    def draw_lines(self, sight: Snapshot, columns: int, rows: int) -> list[Line]:
        """The figures."""
        return drawing.draw_break_even(sight, columns)


class RuleCostScreen(BaseScreen):
    """Both beside each other; both are worked out while somebody reads."""

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
        """Opening it asks for both."""
        self.action_again()

    def action_again(self) -> None:
        """Works out what is not known of the present request."""
        self.lotdesign_app.start_study("price")
        self.lotdesign_app.start_study("tipping")

    def action_back(self) -> None:
        """Stops the work; then to the workbench."""
        if not self.lotdesign_app.stop_study("price", "tipping"):
            self.dismiss()
