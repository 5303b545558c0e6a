"""The screen that asks whether the designs hold when providers leave and figures change."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Container

from tui.canvas.picture import Picture
from tui.messages import StudiesStopped, StudyRequested
from tui.pictures.holding import MOST_TRIED, draw_holding, draw_side_by_side
from tui.screens.base import BaseScreen
from tui.snapshot import Snapshot
from tui.widgets.bars import KeyBar, TitleBar
from tui.widgets.pane import SCROLL_KEYS, Pane


class HoldingPane(Pane):
    """How many providers can go, how much room there is, the chances, and whom to ask."""

    about = (
        "How many providers can go, whoever they are, before the lots can no longer all be let; "
        "which lots only one provider can take; how far capacity may fall and values may rise. "
        "Whether somebody stays is assumed, and each line that rests on that says so. Ask first "
        "those whose answer moves the chance most. Who will bid nobody knows."
    )
    BINDINGS: ClassVar = [*SCROLL_KEYS]

    def heading(self, snapshot: Snapshot) -> str:
        """The title."""
        return "Will it hold?"

    def remark(self, snapshot: Snapshot) -> str:
        """Which lines are in view."""
        return self.describe_position()

    def draw_content(self, snapshot: Snapshot, columns: int, rows: int) -> Picture:
        """Each design, the one on show first."""
        return self.scroll(draw_holding(snapshot, columns), rows)


class SideBySidePane(Pane):
    """The designs side by side, and their regret in each future."""

    about = (
        f"The design on show and up to {MOST_TRIED - 1} others of the list: those chosen with "
        "space, then from the top down. Regret is how far a design is from the best that any "
        "design reaches in a future. Each future is assumed."
    )
    BINDINGS: ClassVar = [*SCROLL_KEYS]

    def heading(self, snapshot: Snapshot) -> str:
        """The title."""
        return "Side by side"

    def remark(self, snapshot: Snapshot) -> str:
        """Which lines are in view."""
        return self.describe_position()

    def draw_content(self, snapshot: Snapshot, columns: int, rows: int) -> Picture:
        """The table, and the futures."""
        return self.scroll(draw_side_by_side(snapshot, columns), rows)


class HoldingScreen(BaseScreen):
    """The designs by themselves and side by side; the work starts when it opens."""

    AUTO_FOCUS = "HoldingPane"
    about = (
        "Whether the lots can still be let when providers leave, have less room, or the future is "
        "another one. Escape stops the work and keeps what was found."
    )
    BINDINGS: ClassVar = [
        Binding("escape", "back", "Stop/back"),
        Binding("W", "again", "Work out again", show=False),
        Binding("tab", "app.focus_next", "Other pane"),
        Binding("shift+tab", "app.focus_previous", "Previous pane", show=False),
    ]

    def compose(self) -> ComposeResult:
        """The panes."""
        yield TitleBar()
        with Container(id="body"):
            yield HoldingPane()
            yield SideBySidePane()
        yield KeyBar()

    def on_mount(self) -> None:
        """Starts the work."""
        self.action_again()

    def action_again(self) -> None:
        """Tries the designs of this moment."""
        self.app.post_message(StudyRequested("stress"))

    def action_back(self) -> None:
        """Stops the work; goes back to the workbench when none is under way."""
        if self.snapshot is not None and self.snapshot.is_studying("stress"):
            self.app.post_message(StudiesStopped("stress"))
        else:
            self.dismiss()
