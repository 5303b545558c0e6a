"""What has been seen so far."""

from typing import ClassVar

from textual.binding import Binding

from tui.canvas.spans import Picture
from tui.panes import tray
from tui.panes.sight import Sight
from tui.session.actions import Ask, Draw, Drop, Mark, Pin, Show
from tui.widgets.pane import Listing


class TrayPane(Listing):
    """What has been seen."""

    about = (
        "Designs seen so far, attempts that have none, and below them what is always there: "
        "today's contracts, the options, one contract for all. Enter looks at one, p pins it, "
        "space chooses it to compare, n notes, x takes it off the tray."
    )
    place = "tray"
    BINDINGS: ClassVar = [
        Binding("enter", "look", "Look at"),
        Binding("p", "pin", "Pin"),
        Binding("space", "mark", "Choose"),
        Binding("n", "note", "Note"),
        Binding("r", "recall", "Ask this again"),
        Binding("x", "drop", "Take off"),
    ]

    def parts(self, sight: Sight) -> tuple[object, ...]:
        """What was seen, what is noted of it, and how rows are called."""
        session, desk = sight.session, sight.session.desk
        own = (session.entries, session.given(), sight.entry, sight.looks.at(self.place))
        said = (desk.pins, desk.marks, desk.notes, desk.dropped)
        return (*own, *said, id(sight.base), tuple(row.label for row in sight.rows))

    def heading(self, sight: Sight) -> str:
        """What it is."""
        return "Seen so far"

    def remark(self, sight: Sight) -> str:
        """How many are chosen."""
        chosen = len(sight.session.desk.marks)
        return f"{chosen} chosen, c compares" if chosen else "space chooses, c compares"

    def count(self, sight: Sight) -> int:
        """Lines."""
        return len(tray.items(sight.session))

    def content(self, sight: Sight, columns: int, rows: int) -> Picture:
        """The tray."""
        return tray.tray(sight, columns, rows, self.has_focus)

    def _item(self) -> tray.Item | None:
        sight = self.desk.sight
        found = [] if sight is None else tray.items(sight.session)
        at = 0 if sight is None else sight.looks.at("tray")
        return found[min(at, len(found) - 1)] if found else None

    def action_look(self) -> None:
        """Looks at an entry; a design that was given is judged as if drawn by hand."""
        item = self._item()
        if item is None:
            return
        if item.entry is not None:
            self.desk.do(Show(item.entry.number))
        elif item.given is not None:
            given = item.given
            self.desk.do(Draw(given.lots, f"look at {given.name}", given.routes))

    def action_pin(self) -> None:
        """Pins."""
        item = self._item()
        if item is not None and item.entry is not None:
            self.desk.do(Pin(item.entry.number))

    def action_mark(self) -> None:
        """Chooses to compare."""
        item = self._item()
        if item is not None:
            self.desk.do(Mark(item.name))

    def action_note(self) -> None:
        """Notes."""
        item = self._item()
        if item is not None and item.entry is not None:
            self.desk.ask_note(item.entry.number)

    def action_recall(self) -> None:
        """Asks again what the entry answered."""
        item = self._item()
        if item is not None and item.entry is not None:
            self.desk.do(Ask(item.entry.edits, f"ask {item.entry.name} again"))

    def action_drop(self) -> None:
        """Takes the entry off the tray."""
        item = self._item()
        if item is not None and item.entry is not None:
            self.desk.do(Drop(item.entry.number))
