"""The panes of what was seen so far: tray, trade-off plot, and what the last change did."""

from collections.abc import Callable
from dataclasses import replace
from typing import ClassVar

from textual.binding import Binding

from lotdesign.measures.registry import ALL_MEASURES
from lotdesign.result.alternatives import FrontierPoint
from tui.canvas.picture import Picture
from tui.messages import ActionRequested, StudyRequested, ViewRequested
from tui.pictures.compare import draw_changes, title_changes
from tui.pictures.tradeoff import (
    FRONT_CURSOR,
    choose_axes,
    describe_front_points,
    describe_trace,
    describe_unplotted,
    draw_tradeoff,
    find_walked_point,
    list_axis_measures,
    list_front_points,
    set_axis,
    title_tradeoff,
    turn_plot_view,
    walk_front,
)
from tui.pictures.tray import (
    TrayItem,
    draw_tray,
    find_selected_item,
    list_tray_items,
    list_tray_texts,
    measure_again,
)
from tui.pictures.wording import format_compact
from tui.session.actions import (
    ChangeEdits,
    DropEntry,
    PinShown,
    SessionAction,
    SetDesign,
    ShowEntry,
    ToggleMark,
    TogglePin,
    WriteNote,
)
from tui.session.session import TrayEntry
from tui.snapshot import Snapshot
from tui.widgets.dialogs import ChoiceDialog, ChoiceOption, TextDialog, ask_soon, show_notice
from tui.widgets.pane import CURSOR_KEYS, Pane


class TrayPane(Pane):
    """Designs and attempts seen so far, and reference designs."""

    about = (
        "Designs seen so far, attempts that have none, and below them what is always there: "
        "today's contracts, the options, one contract for all. Enter looks at one, p pins it, "
        "space chooses it to compare, n notes, x takes it off the tray. m measures it on today's "
        "figures, where it was measured on others (≠)."
    )
    cursor_name = "tray"
    BINDINGS: ClassVar = [
        *CURSOR_KEYS,
        Binding("enter", "look", "Look at"),
        Binding("p", "pin", "Pin"),
        Binding("space", "mark", "Choose"),
        Binding("n", "note", "Note"),
        Binding("r", "recall", "Ask this again"),
        Binding("m", "measure", "Measure today", show=False),
        Binding("x", "drop", "Take off"),
    ]

    def list_dependencies(self, snapshot: Snapshot) -> tuple[object, ...]:
        """The entries, what is noted of them, and the labels of the parameters edited."""
        session, state = snapshot.session, snapshot.session.state
        designs = (session.entries, session.list_reference_designs(), snapshot.entry)
        marks = (state.pins, state.marks, state.notes, state.dropped)
        labels = tuple(row.label for row in snapshot.rows)
        cursor = snapshot.view.cursor_of(self.cursor_name)
        beside = (cursor, id(snapshot.base), labels, snapshot.figures, snapshot.searching)
        return (*designs, *marks, *beside)

    def heading(self, snapshot: Snapshot) -> str:
        """The title."""
        return "Seen so far"

    def remark(self, snapshot: Snapshot) -> str:
        """How many entries are chosen to be compared."""
        chosen = len(snapshot.session.state.marks)
        if any(snapshot.is_on_other_figures(each.figures) for each in snapshot.session.tray):
            unlike = f"{snapshot.glyphs.unlike} m measures today"
            return f"{chosen} chosen; {unlike}" if chosen else unlike
        return f"{chosen} chosen, c compares" if chosen else "space chooses, c compares"

    def count(self, snapshot: Snapshot) -> int:
        """Number of lines."""
        return len(list_tray_items(snapshot.session))

    def list_texts(self, snapshot: Snapshot) -> list[str]:
        """The name and the note of each line."""
        return list_tray_texts(snapshot)

    def draw_content(self, snapshot: Snapshot, columns: int, rows: int) -> Picture:
        """The lines."""
        return draw_tray(snapshot, columns, rows, self.has_focus, self.find_shown(snapshot))

    def _request_for_item(self, choose: Callable[[TrayItem], SessionAction | None]) -> None:
        """Requests an action on the line that has the cursor when the request is handled."""

        def choose_action(snapshot: Snapshot) -> SessionAction | None:
            item = find_selected_item(snapshot)
            return None if item is None else choose(item)

        self.app.post_message(ActionRequested(choose_action))

    def _request_for_entry(self, choose: Callable[[TrayEntry], SessionAction]) -> None:
        """The same for an entry; a reference design has no such action."""
        self._request_for_item(
            lambda item: None if item.entry is None else choose(item.entry),
        )

    def on_focus(self) -> None:
        """Puts the cursor where it is shown, so that it stays with its line from now on."""
        super().on_focus()
        self.step(0)

    def action_look(self) -> None:
        """Shows the entry; a reference design is evaluated on today's figures."""
        self._request_for_item(look_at)

    def action_pin(self) -> None:
        """Pins the entry, or unpins it."""
        self._request_for_entry(lambda entry: TogglePin(entry.number))

    def action_mark(self) -> None:
        """Chooses the line to be compared, or no longer."""
        self._request_for_item(lambda item: ToggleMark(item.name))

    def action_recall(self) -> None:
        """Makes the request again that the entry answered."""
        self._request_for_entry(
            lambda entry: ChangeEdits(entry.edits, f"ask {entry.name} again"),
        )

    def action_measure(self) -> None:
        """Measures the design on today's figures and shows it, or says why not."""

        def choose(snapshot: Snapshot) -> SessionAction | None:
            item = find_selected_item(snapshot)
            found = None if item is None else measure_again(snapshot, item)
            if isinstance(found, str):
                show_notice(self.app, found)
                return None
            return found

        self.app.post_message(ActionRequested(choose))

    def action_drop(self) -> None:
        """Takes the entry off the tray."""
        self._request_for_entry(lambda entry: DropEntry(entry.number))

    def action_note(self) -> None:
        """Asks what to note of the entry, once the keys before this one are handled."""
        ask_soon(self.app, self._ask_note)

    def _ask_note(self) -> None:
        snapshot = self.snapshot
        item = None if snapshot is None else find_selected_item(snapshot)
        if snapshot is None or item is None or item.entry is None:
            return
        number = item.entry.number

        def note(text: str | None) -> None:
            if text is not None:
                self.app.post_message(ActionRequested(lambda _: WriteNote(number, text)))

        self.app.push_screen(TextDialog("Note", snapshot.session.find_note(number)), note)


def look_at(item: TrayItem) -> SessionAction | None:
    """Shows an entry, or has a reference design evaluated on today's figures."""
    if item.entry is not None:
        return ShowEntry(item.entry.number)
    given = item.given
    if given is None:
        return None
    return SetDesign(given.lots, f"look at {given.name}", given.routes, "given")


class TradeoffPane(Pane):
    """Designs plotted by two measures, by number of lots, or the budget by year."""

    about = (
        "Digits are designs seen so far, small letters those that are always there (they stand in "
        "the list below), dots the best design for each number of lots. x and y choose what is "
        "measured; v lists the best by number of lots, then the budget year by year. t traces "
        "the trade-off of the two: every design that no other beats in both, each proved. Left and "
        "right walk along its points, enter looks at one, and p pins the design on show."
    )
    explains_measures = True
    BINDINGS: ClassVar = [
        Binding("t", "trace", "Trade-off"),
        Binding("left", "walk(-1)", "Point before", key_display="←", show=False),
        Binding("right", "walk(1)", "Next point", key_display="→"),
        Binding("enter", "point", "Look at"),
        Binding("v", "view", "By lots, budget"),
        Binding("p", "pin", "Pin"),
        Binding("x", "axis('x')", "Across"),
        Binding("y", "axis('y')", "Upwards"),
    ]

    def list_dependencies(self, snapshot: Snapshot) -> tuple[object, ...]:
        """The designs, the reference designs, the axes and the front."""
        entry, best, view = snapshot.entry, snapshot.session.best, snapshot.view
        shown = None if entry is None else entry.number
        references = None if best is None else (best.result.ladder, best.result.comparisons)
        tray = tuple(
            (each.number, each.lots, tuple(each.measures.values()))
            for each in snapshot.session.tray
        )
        walked = dict(view.cursors).get(FRONT_CURSOR)
        axes = (view.axis_x, view.axis_y, view.plot_view, walked)
        front = snapshot.studies.get("frontier"), snapshot.studies.get("stress")
        return shown, references, tray, axes, front, snapshot.session.state, snapshot.figures

    def heading(self, snapshot: Snapshot) -> str:
        """The two measures, or which other view it is."""
        return title_tradeoff(snapshot)

    def remark(self, snapshot: Snapshot) -> str:
        """How far the front is traced, or the keys that matter."""
        keys = {
            "plot": "x y axes, t trade-off, v lots",
            "ladder": "v budget",
            "bridge": "v plot",
        }
        view = snapshot.view.plot_view
        if view != "plot":
            return keys[view]
        return describe_trace(snapshot) or describe_unplotted(snapshot) or keys[view]

    def draw_content(self, snapshot: Snapshot, columns: int, rows: int) -> Picture:
        """The plot, the ladder or the budget."""
        return draw_tradeoff(snapshot, columns, rows)

    def action_axis(self, axis: str) -> None:
        """Asks which measure to put on an axis, once the keys before are handled."""
        ask_soon(self.app, lambda: self._ask_measure(axis))

    def _ask_measure(self, axis: str) -> None:
        snapshot = self.snapshot
        if snapshot is None:
            return
        measures = list_axis_measures(snapshot, axis)

        def choose(position: int | None) -> None:
            if position is not None:
                measure = measures[position]
                self.app.post_message(
                    ViewRequested(lambda snapshot: set_axis(snapshot, axis, measure))
                )

        shown = {} if snapshot.entry is None else snapshot.entry.measures
        options = [
            ChoiceOption("", ALL_MEASURES[name].title, format_compact(name, shown.get(name)))
            for name in measures
        ]
        question = "What to measure across" if axis == "x" else "What to measure upwards"
        present = choose_axes(snapshot)[axis == "y"]
        dialog = ChoiceDialog(question, options)
        dialog.at = measures.index(present) if present in measures else 0
        self.app.push_screen(dialog, choose)

    def action_walk(self, by: int) -> None:
        """Goes to the next point of the front."""
        self.app.post_message(ViewRequested(lambda snapshot: walk_front(snapshot, by)))

    def action_pin(self) -> None:
        """Pins the design on show, or unpins it."""
        self.app.post_message(ActionRequested(lambda _: PinShown()))

    def action_view(self) -> None:
        """Turns from the plot to the ladder, to the budget, and back."""
        self.app.post_message(ViewRequested(turn_plot_view))

    def action_trace(self) -> None:
        """Traces the Pareto front between the measures on show."""
        self.app.post_message(
            ViewRequested(lambda snapshot: replace(snapshot.view, plot_view="plot"))
        )
        self.app.post_message(StudyRequested("frontier"))

    def action_point(self) -> None:
        """Looks at the point walked to; where none is, asks which once the keys before are handled.

        Looking is requested at once: a key typed after it is about that point.
        """
        self.app.post_message(ActionRequested(look_at_walked_point))
        ask_soon(self.app, self._ask_point)

    def _ask_point(self) -> None:
        snapshot = self.snapshot
        points = () if snapshot is None else list_front_points(snapshot)
        if snapshot is None or not points:
            show_notice(self.app, "t traces the trade-off; then a point of it can be looked at.")
            return
        if find_walked_point(snapshot) is not None:
            return

        def look(position: int | None) -> None:
            if position is not None:
                action = show_point(points[position])
                self.app.post_message(ActionRequested(lambda _: action))

        options = [ChoiceOption("", words) for words in describe_front_points(snapshot)]
        self.app.push_screen(ChoiceDialog("Which point of the trade-off", options), look)


def look_at_walked_point(snapshot: Snapshot) -> SetDesign | None:
    """Shows the point of the front that was walked to."""
    walked = find_walked_point(snapshot)
    return None if walked is None else show_point(list_front_points(snapshot)[walked])


def show_point(point: FrontierPoint) -> SetDesign:
    """Shows a point of the front."""
    return SetDesign(point.lots, "look at a point of the trade-off", point.routes, "front")


class ChangesPane(Pane, can_focus=False):
    """What the latest change did: the design on show against the one before."""

    def list_dependencies(self, snapshot: Snapshot) -> tuple[object, ...]:
        """The two designs, and the names of units and parameters."""
        names = (snapshot.scenario.units, tuple(row.label for row in snapshot.rows))
        against = snapshot.session.measured_against
        return snapshot.entry, against, id(snapshot.base), self.top, *names

    def heading(self, snapshot: Snapshot) -> str:
        """Which two designs."""
        return title_changes(snapshot)

    def draw_content(self, snapshot: Snapshot, columns: int, rows: int) -> Picture:
        """The differences."""
        return self.scroll(draw_changes(snapshot, columns).lines, rows)
