"""One lot: move, keep together, keep apart or lock its units, and see what that does."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Container, Vertical

from tui.canvas.areas import AREAS
from tui.canvas.spans import Picture
from tui.panes import lot as drawing
from tui.panes.lots import short_name
from tui.panes.sight import Sight
from tui.screens.base import Sheet
from tui.screens.choose import Choose, Offer
from tui.session.actions import Ask, Draw
from tui.session.hand import apart, fixed, moved, together
from tui.session.letters import hue, mark
from tui.text import safe
from tui.widgets.bars import KeyBar, TitleBar
from tui.widgets.getting import AnswerPane, MapPane
from tui.widgets.measuring import ChangesPane
from tui.widgets.pane import Listing, Pane


class UnitsPane(Listing):
    """The units of the lot."""

    about = (
        "The units of the lot. m moves one by hand and everything is worked out at once; k keeps "
        "it together with another, a apart from another, l keeps the whole lot as it is: these "
        "become rules, and the best design follows them."
    )
    place = "units"

    def heading(self, sight: Sight) -> str:
        """Which lot."""
        lot = drawing.lot_of(sight)
        entry = sight.entry
        if lot is None or entry is None:
            return "No lot"
        return f"Lot {entry.letters[sight.lot]}: {safe(lot.name)}"

    def remark(self, sight: Sight) -> str:
        """Which of how many."""
        return f"lot {sight.lot + 1} of {sight.lots}"

    def count(self, sight: Sight) -> int:
        """Units."""
        lot = drawing.lot_of(sight)
        return 0 if lot is None else len(lot.units)

    def content(self, sight: Sight, columns: int, rows: int) -> Picture:
        """The table, with the lot's money above."""
        head = drawing.summary(sight, columns)
        inside = drawing.units(sight, columns, rows - len(head), self.has_focus)
        return Picture((*head, *inside.lines), (*([None] * len(head)), *inside.items))


class BiddersPane(Pane):
    """Who can bid."""

    about = "Who is eligible and with capacity for the lot, and what keeps each other one out."
    BINDINGS: ClassVar = [
        Binding("up", "scroll(-1)", "Up", show=False),
        Binding("down", "scroll(1)", "Down", show=False),
        Binding("pageup", "scroll(-10)", "Page up", show=False),
        Binding("pagedown", "scroll(10)", "Page down", show=False),
    ]

    def heading(self, sight: Sight) -> str:
        """What it is."""
        return "Who can bid"

    def content(self, sight: Sight, columns: int, rows: int) -> Picture:
        """The providers."""
        return drawing.bidders(sight, columns, rows, self.has_focus)

    def step(self, by: int) -> None:
        """Scrolls."""
        sight = self.desk.sight
        if sight is not None:
            at = max(0, sight.looks.at("bidders") + by)
            self.desk.look(sight.looks.moved("bidders", at))

    def action_scroll(self, by: int) -> None:
        """Scrolls."""
        self.step(by)


class LotScreen(Sheet):
    """Units on the left, bidders on the right, the answer below."""

    AUTO_FOCUS = "UnitsPane"
    about = "One lot in full. Left and right go to the lots beside it."
    BINDINGS: ClassVar = [
        Binding("escape", "back", "Back"),
        Binding("left", "lot(-1)", "Lot before", show=False),
        Binding("right", "lot(1)", "Lot after", show=False),
        Binding("m", "move", "Move"),
        Binding("k", "together", "Keep with"),
        Binding("a", "apart", "Keep apart"),
        Binding("l", "lock", "Lock lot"),
    ]

    def compose(self) -> ComposeResult:
        """The panes."""
        yield TitleBar()
        with Container(id="body"):
            with Vertical(id="lot-left"):
                yield UnitsPane()
                yield MapPane()
                yield AnswerPane()
            with Vertical(id="lot-right"):
                yield BiddersPane()
                yield ChangesPane()
        yield KeyBar()

    def action_back(self) -> None:
        """To the workbench."""
        self.dismiss()

    def action_lot(self, by: int) -> None:
        """The lot before or after."""
        sight = self.desk.sight
        if sight is not None and sight.lots:
            at = (sight.lot + by) % sight.lots
            self.desk.look(sight.looks.moved("lots", at).moved("units", 0).moved("bidders", 0))

    def action_lock(self) -> None:
        """Keeps the lot just as it is."""
        sight = self.desk.sight
        lot = None if sight is None else drawing.lot_of(sight)
        if sight is not None and lot is not None:
            self.desk.do(Ask(fixed(sight.session.desk.edits, lot.units), "lock a lot"))

    def action_move(self) -> None:
        """Moves the unit with the cursor into another lot, by the letter of the lot."""
        sight = self.desk.sight
        unit = None if sight is None else drawing.unit_at(sight)
        if sight is None or unit is None or sight.entry is None:
            return
        entry, here = sight.entry, sight.lot
        targets = [i for i in range(sight.lots) if i != here]
        offers = [
            Offer(
                mark(entry.letters[i]),
                short_name(sight.scenario, entry.result.lots[i]),
                style=f"lot-{hue(entry.letters[i]) % AREAS}",
            )
            for i in targets
        ]
        offers.append(Offer("+", "a lot of its own"))

        def chosen(at: int | None) -> None:
            if at is not None:
                target = targets[at] if at < len(targets) else None
                self._moved(unit, target)

        self.desk.push_screen(Choose(f"Move {_name(sight, unit)} to", offers, letters=True), chosen)

    def _moved(self, unit: str, target: int | None) -> None:
        sight = self.desk.sight
        if sight is not None and sight.entry is not None:
            lots = moved(sight.entry.lots, [unit], target)
            self.desk.do(Draw(lots, f"move {_name(sight, unit)}"))

    def action_together(self) -> None:
        """Keeps the unit together with another."""
        self._with_another("Keep {} in one lot with", True)

    def action_apart(self) -> None:
        """Keeps the unit apart from another."""
        self._with_another("Never {} in one lot with", False)

    def _with_another(self, question: str, same: bool) -> None:
        sight = self.desk.sight
        unit = None if sight is None else drawing.unit_at(sight)
        if sight is None or unit is None:
            return
        others = [each for each in sight.scenario.units if each.id != unit]
        entry = sight.entry
        letter_of = (
            {u: mark(entry.letters[i]) for i, lot in enumerate(entry.lots) for u in lot}
            if entry is not None
            else {}
        )
        offers = [Offer(letter_of.get(each.id, ""), each.name, each.id) for each in others]

        def chosen(at: int | None) -> None:
            now = self.desk.sight
            if at is not None and now is not None:
                add = together if same else apart
                edits = add(now.session.desk.edits, [unit, others[at].id])
                words = "keep together" if same else "keep apart"
                self.desk.do(Ask(edits, words))

        self.desk.push_screen(Choose(question.format(_name(sight, unit)), offers), chosen)


def _name(sight: Sight, unit: str) -> str:
    return safe(next((each.name for each in sight.scenario.units if each.id == unit), unit))
