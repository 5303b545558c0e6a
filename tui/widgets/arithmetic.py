"""What arithmetic alone says of the request."""

from typing import ClassVar

from textual.binding import Binding

from tui.canvas.spans import Picture
from tui.panes import preflight
from tui.panes.sight import Sight
from tui.widgets.pane import Pane


class PreflightPane(Pane):
    """What arithmetic alone says."""

    about = "What plain arithmetic shows before anything is solved; every mistake in a figure too."

    def parts(self, sight: Sight) -> tuple[object, ...]:
        """Findings, faults and how far they are scrolled."""
        size = (len(sight.scenario.units), len(sight.scenario.providers or ()))
        return sight.notes, sight.faults, size, sight.looks.at("preflight")

    def heading(self, sight: Sight) -> str:
        """What it is."""
        return "Before solving"

    def content(self, sight: Sight, columns: int, rows: int) -> Picture:
        """The findings."""
        return preflight.preflight(sight, columns, rows, self.has_focus)

    def step(self, by: int) -> None:
        """Scrolls."""
        sight = self.desk.sight
        if sight is not None:
            at = max(0, sight.looks.at("preflight") + by)
            self.desk.look(sight.looks.moved("preflight", at))

    BINDINGS: ClassVar = [
        Binding("up", "scroll(-1)", "Up", show=False),
        Binding("down", "scroll(1)", "Down", show=False),
    ]

    def action_scroll(self, by: int) -> None:
        """Scrolls."""
        self.step(by)
