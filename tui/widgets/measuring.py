"""Designs measured against each other: the plot, and what the last change did."""

from dataclasses import replace
from typing import ClassVar

from textual.binding import Binding

from tui.canvas.spans import Picture
from tui.panes import changes, tradeoff
from tui.panes.sight import Sight
from tui.session.actions import Draw
from tui.widgets.pane import Pane


class TradeoffPane(Pane):
    """Designs by two measures."""

    about = (
        "Digits are designs seen so far, small letters those that are always there (they stand in "
        "the list below), dots the best design for each number of lots. x and y choose what is "
        "measured; v shows these as a ladder, then the budget year by year. t traces the front "
        "between the two: every design that no other beats in both, each proved; enter looks at "
        "one of them."
    )
    BINDINGS: ClassVar = [
        Binding("x", "axis('x')", "Measure across"),
        Binding("y", "axis('y')", "Measure upwards"),
        Binding("v", "view", "Ladder, budget"),
        Binding("t", "trace", "Trace the front"),
        Binding("enter", "point", "Look at a point"),
    ]

    def parts(self, sight: Sight) -> tuple[object, ...]:
        """The designs by number, what they are beside, and the axes."""
        entry, best, looks = sight.entry, sight.session.best, sight.looks
        shown = None if entry is None else entry.number
        known = None if best is None else (best.result.ladder, best.result.comparisons)
        tray = tuple((each.number, each.lots) for each in sight.session.tray)
        measured = tuple(tuple(each.measures.values()) for each in sight.session.tray)
        axes = (looks.axis_x, looks.axis_y, looks.view)
        return shown, known, tray, measured, axes, sight.studies.get("frontier"), sight.session.desk

    def heading(self, sight: Sight) -> str:
        """The two measures."""
        return tradeoff.title(sight)

    def remark(self, sight: Sight) -> str:
        """The keys that matter, and how far the front is."""
        keys = {"plot": "x y axes, t front, v ladder", "ladder": "v budget", "bridge": "v plot"}
        traced = tradeoff.traced(sight) if sight.looks.view == "plot" else ""
        return traced or keys[sight.looks.view]

    def content(self, sight: Sight, columns: int, rows: int) -> Picture:
        """The plot or ladder."""
        return tradeoff.tradeoff(sight, columns, rows, self.has_focus)

    def action_axis(self, axis: str) -> None:
        """The next measure on an axis."""
        self.desk.turn_axis(axis)

    def action_view(self) -> None:
        """Plot, ladder or budget."""
        self.desk.turn_view()

    def action_trace(self) -> None:
        """Traces the front between the measures on show, point by point."""
        sight = self.desk.sight
        if sight is not None:
            self.desk.look(replace(sight.looks, view="plot"))
            self.desk.study("frontier", *tradeoff.axes(sight))

    def action_point(self) -> None:
        """Looks at a design of the front, as if it were drawn by hand."""
        from tui.screens.choose import Choose, Offer

        sight = self.desk.sight
        points = () if sight is None else tradeoff.front(sight)
        if sight is None or not points:
            self.desk.tell("t traces the front; then a point of it can be looked at.")
            return

        def chosen(at: int | None) -> None:
            if at is not None:
                point = points[at]
                self.desk.do(Draw(point.lots, "look at a point of the front", point.routes))

        offers = [Offer("", words) for words in tradeoff.points_in_words(sight)]
        self.desk.push_screen(Choose("Which point of the front", offers), chosen)


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
