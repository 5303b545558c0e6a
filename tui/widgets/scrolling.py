"""A pane of more lines than it has room for."""

from typing import ClassVar

from textual.binding import Binding

from tui.canvas.spans import Line, Picture
from tui.panes.sight import Sight
from tui.widgets.pane import Pane


class Scrolling(Pane):
    """A pane whose lines scroll."""

    BINDINGS: ClassVar = [
        Binding("up", "scroll(-1)", "Up", show=False),
        Binding("down", "scroll(1)", "Down", show=False),
        Binding("pageup", "scroll(-10)", "Page up", show=False),
        Binding("pagedown", "scroll(10)", "Page down", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.top = 0
        self.total = 0

    def lines(self, sight: Sight, columns: int, rows: int) -> list[Line]:
        """All lines."""
        raise NotImplementedError

    def content(self, sight: Sight, columns: int, rows: int) -> Picture:
        """Those in view."""
        found = self.lines(sight, columns, rows)
        self.total = len(found)
        self.top = max(0, min(self.top, len(found) - rows))
        return Picture(tuple(found[self.top : self.top + rows]))

    def remark(self, sight: Sight) -> str:
        """How far down."""
        rows = self.size.height - 2
        if self.total <= rows:
            return ""
        return f"{self.top + 1} to {min(self.total, self.top + rows)} of {self.total}"

    def step(self, by: int) -> None:
        """Scrolls."""
        self.top = max(0, self.top + by)
        self.redraw()

    def action_scroll(self, by: int) -> None:
        """Scrolls."""
        self.step(by)
