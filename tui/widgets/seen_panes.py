"""The panes of what was seen so far: tray, trade-off plot, and what the last change did."""

from dataclasses import replace
from typing import ClassVar

from textual.binding import Binding

from tui.canvas.picture import Picture
from tui.pictures import compare as changes
from tui.pictures import tradeoff, tray
from tui.session.actions import ChangeEdits, DropEntry, SetDesign, ShowEntry, ToggleMark, TogglePin
from tui.snapshot import Snapshot
from tui.widgets.pane import ListPane, Pane


class TrayPane(ListPane):
    """What has been seen."""

    about = (
        "Designs seen so far, attempts that have none, and below them what is always there: "
        "today's contracts, the options, one contract for all. Enter looks at one, p pins it, "
        "space chooses it to compare, n notes, x takes it off the tray."
    )
    cursor_name = "tray"
    BINDINGS: ClassVar = [
        Binding("enter", "look", "Look at"),
        Binding("p", "pin", "Pin"),
        Binding("space", "mark", "Choose"),
        Binding("n", "note", "Note"),
        Binding("r", "recall", "Ask this again"),
        Binding("x", "drop", "Take off"),
    ]

    def list_dependencies(self, sight: Snapshot) -> tuple[object, ...]:
        """What was seen, what is noted of it, and how rows are called."""
        session, desk = sight.session, sight.session.state
        own = (
            session.entries,
            session.list_reference_designs(),
            sight.entry,
            sight.view.cursor_of(self.cursor_name),
        )
        said = (desk.pins, desk.marks, desk.notes, desk.dropped)
        return (*own, *said, id(sight.base), tuple(row.label for row in sight.rows))

    def heading(self, sight: Snapshot) -> str:
        """What it is."""
        return "Seen so far"

    def remark(self, sight: Snapshot) -> str:
        """How many are chosen."""
        chosen = len(sight.session.state.marks)
        return f"{chosen} chosen, c compares" if chosen else "space chooses, c compares"

    def count(self, sight: Snapshot) -> int:
        """Lines."""
        return len(tray.list_tray_items(sight.session))

    def draw_content(self, sight: Snapshot, columns: int, rows: int) -> Picture:
        """The tray."""
        return tray.draw_tray(sight, columns, rows, self.has_focus)

    def _item(self) -> tray.TrayItem | None:
        sight = self.lotdesign_app.snapshot
        found = [] if sight is None else tray.list_tray_items(sight.session)
        at = 0 if sight is None else sight.view.cursor_of("tray")
        return found[min(at, len(found) - 1)] if found else None

    def action_look(self) -> None:
        """Looks at an entry; a design that was given is judged as if drawn by hand."""
        item = self._item()
        if item is None:
            return
        if item.entry is not None:
            self.lotdesign_app.perform(ShowEntry(item.entry.number))
        elif item.given is not None:
            given = item.given
            self.lotdesign_app.perform(SetDesign(given.lots, f"look at {given.name}", given.routes))

    def action_pin(self) -> None:
        """Pins."""
        item = self._item()
        if item is not None and item.entry is not None:
            self.lotdesign_app.perform(TogglePin(item.entry.number))

    def action_mark(self) -> None:
        """Chooses to compare."""
        item = self._item()
        if item is not None:
            self.lotdesign_app.perform(ToggleMark(item.name))

    def action_note(self) -> None:
        """Notes."""
        item = self._item()
        if item is not None and item.entry is not None:
            self.lotdesign_app.ask_note(item.entry.number)

    def action_recall(self) -> None:
        """Asks again what the entry answered."""
        item = self._item()
        if item is not None and item.entry is not None:
            self.lotdesign_app.perform(
                ChangeEdits(item.entry.edits, f"ask {item.entry.name} again")
            )

    def action_drop(self) -> None:
        """Takes the entry off the tray."""
        item = self._item()
        if item is not None and item.entry is not None:
            self.lotdesign_app.perform(DropEntry(item.entry.number))


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

    def list_dependencies(self, sight: Snapshot) -> tuple[object, ...]:
        """The designs by number, what they are beside, and the axes."""
        entry, best, looks = sight.entry, sight.session.best, sight.view
        shown = None if entry is None else entry.number
        known = None if best is None else (best.result.ladder, best.result.comparisons)
        tray = tuple((each.number, each.lots) for each in sight.session.tray)
        measured = tuple(tuple(each.measures.values()) for each in sight.session.tray)
        axes = (looks.axis_x, looks.axis_y, looks.plot_view)
        return (
            shown,
            known,
            tray,
            measured,
            axes,
            sight.studies.get("frontier"),
            sight.session.state,
        )

    def heading(self, sight: Snapshot) -> str:
        """The two measures."""
        return tradeoff.title_tradeoff(sight)

    def remark(self, sight: Snapshot) -> str:
        """The keys that matter, and how far the front is."""
        keys = {"plot": "x y axes, t front, v ladder", "ladder": "v budget", "bridge": "v plot"}
        traced = tradeoff.describe_trace(sight) if sight.view.plot_view == "plot" else ""
        return traced or keys[sight.view.plot_view]

    def draw_content(self, sight: Snapshot, columns: int, rows: int) -> Picture:
        """The plot or ladder."""
        return tradeoff.draw_tradeoff(sight, columns, rows, self.has_focus)

    def action_axis(self, axis: str) -> None:
        """The next measure on an axis."""
        self.lotdesign_app.turn_axis(axis)

    def action_view(self) -> None:
        """Plot, ladder or budget."""
        self.lotdesign_app.turn_view()

    def action_trace(self) -> None:
        """Traces the front between the measures on show, point by point."""
        sight = self.lotdesign_app.snapshot
        if sight is not None:
            self.lotdesign_app.set_view(replace(sight.view, plot_view="plot"))
            self.lotdesign_app.start_study("frontier", *tradeoff.choose_axes(sight))

    def action_point(self) -> None:
        """Looks at a design of the front, as if it were drawn by hand."""
        from tui.widgets.dialogs import ChoiceDialog, ChoiceOption

        sight = self.lotdesign_app.snapshot
        points = () if sight is None else tradeoff.list_front_points(sight)
        if sight is None or not points:
            self.lotdesign_app.notify_user(
                "t traces the front; then a point of it can be looked at."
            )
            return

        def chosen(at: int | None) -> None:
            if at is not None:
                point = points[at]
                self.lotdesign_app.perform(
                    SetDesign(point.lots, "look at a point of the front", point.routes)
                )

        offers = [ChoiceOption("", words) for words in tradeoff.describe_front_points(sight)]
        self.lotdesign_app.push_screen(ChoiceDialog("Which point of the front", offers), chosen)


class ChangesPane(Pane, can_focus=False):
    """What the latest change did."""

    def list_dependencies(self, sight: Snapshot) -> tuple[object, ...]:
        """The two, and how units and rows are called."""
        named = (sight.scenario.units, tuple(row.label for row in sight.rows))
        return sight.entry, sight.session.previous, id(sight.base), *named

    def heading(self, sight: Snapshot) -> str:
        """Which two."""
        return changes.title_changes(sight)

    def draw_content(self, sight: Snapshot, columns: int, rows: int) -> Picture:
        """The differences."""
        return changes.draw_changes(sight, columns, rows, self.has_focus)
