"""What the answer costs and hangs on: prices of rules, and how far each figure may move."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Container

from tui.canvas.spans import Line
from tui.panes import worth as drawing
from tui.panes.sight import Sight
from tui.screens.base import Sheet
from tui.widgets.bars import KeyBar, TitleBar
from tui.widgets.scrolling import Scrolling


class PricesPane(Scrolling):
    """What each rule costs."""

    about = (
        "Alone: how much better the best could be without that rule. Its part: the same averaged "
        "over all orders in which the rules could come, so that the parts add up. Below: the next "
        "step of each number, and who would be missed."
    )

    def heading(self, sight: Sight) -> str:
        """What it is."""
        return "What the rules cost"

    def lines(self, sight: Sight, columns: int, rows: int) -> list[Line]:
        """The price list."""
        return drawing.prices(sight, columns)


class HingesPane(Scrolling):
    """How far figures may move."""

    about = (
        "Every assumed figure of money and market, and how far it may move, all others staying, "
        "before another design is best."
    )

    def heading(self, sight: Sight) -> str:
        """What it is."""
        return "What this answer hangs on"

    def lines(self, sight: Sight, columns: int, rows: int) -> list[Line]:
        """The figures."""
        return drawing.hinges(sight, columns)


class Worth(Sheet):
    """Both beside each other; both are worked out while somebody reads."""

    AUTO_FOCUS = "PricesPane"
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
            yield PricesPane()
            yield HingesPane()
        yield KeyBar()

    def on_mount(self) -> None:
        """Opening it asks for both."""
        self.action_again()

    def action_again(self) -> None:
        """Works out what is not known of the present request."""
        self.desk.study("price")
        self.desk.study("tipping")

    def action_back(self) -> None:
        """Stops the work; then to the workbench."""
        if not self.desk.stop_study("price", "tipping"):
            self.dismiss()
