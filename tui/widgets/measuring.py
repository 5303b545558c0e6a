"""Designs measured against each other: the plot, and what the last change did."""

from typing import ClassVar

from textual.binding import Binding

from tui.canvas.spans import Picture
from tui.panes import changes, tradeoff
from tui.panes.sight import Sight
from tui.widgets.pane import Pane


class TradeoffPane(Pane):
    """Designs by two measures."""

    about = (
        "Digits are designs seen so far, small letters those that are always there (they stand in "
        "the list below), dots the best design for each number of lots. x and y choose what is "
        "measured; v shows these as a ladder, then the budget year by year."
    )
    BINDINGS: ClassVar = [
        Binding("x", "axis('x')", "Measure across"),
        Binding("y", "axis('y')", "Measure upwards"),
        Binding("v", "view", "Ladder, budget"),
    ]

    def parts(self, sight: Sight) -> tuple[object, ...]:
        """The designs by number, what they are beside, and the axes."""
        entry, best, looks = sight.entry, sight.session.best, sight.looks
        shown = None if entry is None else entry.number
        known = None if best is None else (best.result.ladder, best.result.comparisons)
        tray = tuple((each.number, each.lots) for each in sight.session.tray)
        measured = tuple(tuple(each.measures.values()) for each in sight.session.tray)
        return shown, known, tray, measured, looks.axis_x, looks.axis_y, looks.view

    def heading(self, sight: Sight) -> str:
        """The two measures."""
        return tradeoff.title(sight)

    def remark(self, sight: Sight) -> str:
        """The keys that matter."""
        following = {"plot": "x y measures, v ladder", "ladder": "v budget", "bridge": "v plot"}
        return following[sight.looks.view]

    def content(self, sight: Sight, columns: int, rows: int) -> Picture:
        """The plot or ladder."""
        return tradeoff.tradeoff(sight, columns, rows, self.has_focus)

    def action_axis(self, axis: str) -> None:
        """The next measure on an axis."""
        self.desk.turn_axis(axis)

    def action_view(self) -> None:
        """Plot, ladder or budget."""
        self.desk.turn_view()


class ChangesPane(Pane, can_focus=False):
    """What the latest change did."""

    def parts(self, sight: Sight) -> tuple[object, ...]:
        """The two, and how units and rows are called."""
        named = (sight.scenario.units, tuple(row.label for row in sight.rows))
        return sight.entry, sight.session.before, id(sight.base), *named

    def heading(self, sight: Sight) -> str:
        """Which two."""
        return changes.title(sight)

    def content(self, sight: Sight, columns: int, rows: int) -> Picture:
        """The differences."""
        return changes.changes(sight, columns, rows, self.has_focus)
