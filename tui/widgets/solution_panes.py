"""The panes of what comes of it: the answer, its lots and their map."""

from typing import ClassVar

from textual.binding import Binding

from tui.canvas.picture import Picture
from tui.pictures import answer, lots
from tui.pictures import design_map as places
from tui.safe_text import make_safe
from tui.session.actions import ChangeEdits
from tui.session.edits import fix_lot
from tui.snapshot import Snapshot
from tui.widgets.pane import ListPane, Pane


class AnswerPane(Pane, can_focus=False):
    """The answer in a sentence."""

    def heading(self, sight: Snapshot) -> str:
        """Which design is on show."""
        entry = sight.entry
        if entry is None:
            return "Answer"
        looked = sight.session.state.showing is not None
        what = (
            "Drawn by hand" if entry.kind == "hand" else "Looking back at" if looked else "Answer"
        )
        return f"{what} {entry.name}"

    def remark(self, sight: Snapshot) -> str:
        """That something is going on."""
        if sight.progress.busy:
            return "looking" if sight.searching else "working out the rest"
        others = sight.studies.get("alternatives")
        if others is not None and others.busy:
            return "looking for alternatives, esc stops"
        return "s searches on" if sight.session.answer is not None and sight.is_open else ""

    def draw_content(self, sight: Snapshot, columns: int, rows: int) -> Picture:
        """The sentence."""
        return answer.draw_answer(sight, columns, rows, self.has_focus)


class LotsPane(ListPane):
    """The lots of the design on show."""

    about = (
        "The lots, their value, and how many providers are eligible and with capacity, small ones "
        "apart. Enter opens a lot: its units, who can bid, why the others cannot."
    )
    cursor_name = "lots"
    BINDINGS: ClassVar = [
        Binding("enter", "open", "Open lot"),
        Binding("l", "lock", "Keep lot as it is"),
    ]

    def list_dependencies(self, sight: Snapshot) -> tuple[object, ...]:
        """The lots, the cursor, and what of the scenario stands beside them."""
        entry, scenario = sight.entry, sight.scenario
        own = None if entry is None else (entry.name, entry.letters, entry.result.lots)
        market = (scenario.market.small_needed, scenario.providers is None)
        beside = (scenario.localities, *market, scenario.routes.has_choice)
        return own, sight.lot_position, *beside

    def heading(self, sight: Snapshot) -> str:
        """How many."""
        return f"Lots of {sight.entry.name}" if sight.entry is not None else "Lots"

    def remark(self, sight: Snapshot) -> str:
        """The cursor."""
        return f"{sight.lot_position + 1} of {sight.lot_count}" if sight.lot_count else ""

    def count(self, sight: Snapshot) -> int:
        """Lots."""
        return sight.lot_count

    def draw_content(self, sight: Snapshot, columns: int, rows: int) -> Picture:
        """The table."""
        return lots.draw_lots(sight, columns, rows, self.has_focus)

    def action_open(self) -> None:
        """Opens the lot."""
        self.lotdesign_app.open_lot()

    def action_lock(self) -> None:
        """Adds the rule that the lot stays as it is."""
        sight = self.lotdesign_app.snapshot
        if sight is not None and sight.entry is not None and sight.lot_count:
            units = sight.entry.lots[sight.lot_position]
            edits = fix_lot(sight.session.state.edits, units)
            self.lotdesign_app.perform(ChangeEdits(edits, "keep a lot as it is"))


class MapPane(ListPane):
    """The lots on a map."""

    about = (
        "Every place belongs to the lot of the nearest unit; each letter is a unit, the bracket "
        "marks the middle of its lot. Left and right go from lot to lot."
    )
    cursor_name = "lots"
    BINDINGS: ClassVar = [
        Binding("left", "step(-1)", "Lot before", key_display="←"),
        Binding("right", "step(1)", "Lot after", key_display="→"),
        Binding("enter", "open", "Open lot"),
    ]

    def list_dependencies(self, sight: Snapshot) -> tuple[object, ...]:
        """The design, the lot with the cursor, and the units where they are."""
        entry = sight.entry
        own = None if entry is None else (entry.name, entry.lots, entry.letters)
        return own, sight.lot_position, sight.scenario.units, sight.scenario.localities

    def heading(self, sight: Snapshot) -> str:
        """Which design."""
        return f"Map of {sight.entry.name}" if sight.entry is not None else "Map"

    def remark(self, sight: Snapshot) -> str:
        """The lot with the cursor."""
        if sight.entry is None or not sight.lot_count:
            return ""
        return make_safe(sight.entry.result.lots[sight.lot_position].name)

    def count(self, sight: Snapshot) -> int:
        """Lots."""
        return sight.lot_count

    def draw_content(self, sight: Snapshot, columns: int, rows: int) -> Picture:
        """The map."""
        return places.draw_shown_design(sight, columns, rows, self.has_focus)

    def action_open(self) -> None:
        """Opens the lot."""
        self.lotdesign_app.open_lot()
