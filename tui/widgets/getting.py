"""What comes of it: the answer, its lots and their map."""

from typing import ClassVar

from textual.binding import Binding

from tui.canvas.spans import Picture
from tui.panes import answer, lots, places
from tui.panes.sight import Sight
from tui.session.actions import Ask
from tui.session.hand import fixed
from tui.text import safe
from tui.widgets.pane import Listing, Pane


class AnswerPane(Pane, can_focus=False):
    """The answer in a sentence."""

    def heading(self, sight: Sight) -> str:
        """Which design is on show."""
        entry = sight.entry
        if entry is None:
            return "Answer"
        looked = sight.session.desk.showing is not None
        what = (
            "Drawn by hand" if entry.kind == "hand" else "Looking back at" if looked else "Answer"
        )
        return f"{what} {entry.name}"

    def remark(self, sight: Sight) -> str:
        """That something is going on."""
        if sight.work.busy:
            return "looking" if sight.searching else "working out the rest"
        others = sight.studies.get("alternatives")
        if others is not None and others.busy:
            return "looking for alternatives, esc stops"
        return "s searches on" if sight.session.answer is not None and sight.is_open else ""

    def content(self, sight: Sight, columns: int, rows: int) -> Picture:
        """The sentence."""
        return answer.answer(sight, columns, rows, self.has_focus)


class LotsPane(Listing):
    """The lots of the design on show."""

    about = (
        "The lots, their value, and how many providers are eligible and with capacity, small ones "
        "apart. Enter opens a lot: its units, who can bid, why the others cannot."
    )
    place = "lots"
    BINDINGS: ClassVar = [
        Binding("enter", "open", "Open lot"),
        Binding("l", "lock", "Keep lot as it is"),
    ]

    def parts(self, sight: Sight) -> tuple[object, ...]:
        """The lots, the cursor, and what of the scenario stands beside them."""
        entry, scenario = sight.entry, sight.scenario
        own = None if entry is None else (entry.name, entry.letters, entry.result.lots)
        market = (scenario.market.small_needed, scenario.providers is None)
        beside = (scenario.localities, *market, scenario.routes.several)
        return own, sight.lot, *beside

    def heading(self, sight: Sight) -> str:
        """How many."""
        return f"Lots of {sight.entry.name}" if sight.entry is not None else "Lots"

    def remark(self, sight: Sight) -> str:
        """The cursor."""
        return f"{sight.lot + 1} of {sight.lots}" if sight.lots else ""

    def count(self, sight: Sight) -> int:
        """Lots."""
        return sight.lots

    def content(self, sight: Sight, columns: int, rows: int) -> Picture:
        """The table."""
        return lots.lots(sight, columns, rows, self.has_focus)

    def action_open(self) -> None:
        """Opens the lot."""
        self.desk.open_lot()

    def action_lock(self) -> None:
        """Adds the rule that the lot stays as it is."""
        sight = self.desk.sight
        if sight is not None and sight.entry is not None and sight.lots:
            units = sight.entry.lots[sight.lot]
            edits = fixed(sight.session.desk.edits, units)
            self.desk.do(Ask(edits, "keep a lot as it is"))


class MapPane(Listing):
    """The lots on a map."""

    about = (
        "Every place belongs to the lot of the nearest unit; each letter is a unit, the bracket "
        "marks the middle of its lot. Left and right go from lot to lot."
    )
    place = "lots"
    BINDINGS: ClassVar = [
        Binding("left", "step(-1)", "Lot before", key_display="←"),
        Binding("right", "step(1)", "Lot after", key_display="→"),
        Binding("enter", "open", "Open lot"),
    ]

    def parts(self, sight: Sight) -> tuple[object, ...]:
        """The design, the lot with the cursor, and the units where they are."""
        entry = sight.entry
        own = None if entry is None else (entry.name, entry.lots, entry.letters)
        return own, sight.lot, sight.scenario.units, sight.scenario.localities

    def heading(self, sight: Sight) -> str:
        """Which design."""
        return f"Map of {sight.entry.name}" if sight.entry is not None else "Map"

    def remark(self, sight: Sight) -> str:
        """The lot with the cursor."""
        if sight.entry is None or not sight.lots:
            return ""
        return safe(sight.entry.result.lots[sight.lot].name)

    def count(self, sight: Sight) -> int:
        """Lots."""
        return sight.lots

    def content(self, sight: Sight, columns: int, rows: int) -> Picture:
        """The map."""
        return places.places(sight, columns, rows, self.has_focus)

    def action_open(self) -> None:
        """Opens the lot."""
        self.desk.open_lot()
