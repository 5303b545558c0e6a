"""One lot: move, keep together, keep apart or lock its units, and see what that does."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Container, Vertical

from tui.canvas.lot_map import LOT_COLOURS
from tui.canvas.picture import Picture
from tui.pictures import lots as drawing
from tui.pictures.lots import shorten_lot_name
from tui.safe_text import make_safe
from tui.screens.base import BaseScreen
from tui.session.actions import ChangeEdits, SetDesign
from tui.session.designs import move_units, number_of_letter, shorten_letter
from tui.session.edits import fix_lot, keep_apart, keep_together
from tui.snapshot import Snapshot
from tui.widgets.bars import KeyBar, TitleBar
from tui.widgets.dialogs import ChoiceDialog, ChoiceOption
from tui.widgets.pane import ListPane, Pane
from tui.widgets.seen_panes import ChangesPane
from tui.widgets.solution_panes import AnswerPane, MapPane


class UnitsPane(ListPane):
    """The units of the lot."""

    about = (
        "The units of the lot. m moves one by hand and everything is worked out at once; k keeps "
        "it together with another, a apart from another, l keeps the whole lot as it is: these "
        "become rules, and the best design follows them."
    )
    cursor_name = "units"

    def heading(self, sight: Snapshot) -> str:
        """Which lot."""
        lot = drawing.find_selected_lot(sight)
        entry = sight.entry
        if lot is None or entry is None:
            return "No lot"
        return f"Lot {entry.letters[sight.lot_position]}: {make_safe(lot.name)}"

    def remark(self, sight: Snapshot) -> str:
        """Which of how many."""
        return f"lot {sight.lot_position + 1} of {sight.lot_count}"

    def count(self, sight: Snapshot) -> int:
        """Units."""
        lot = drawing.find_selected_lot(sight)
        return 0 if lot is None else len(lot.units)

    def draw_content(self, sight: Snapshot, columns: int, rows: int) -> Picture:
        """The table, with the lot's money above."""
        head = drawing.draw_lot_money(sight, columns)
        inside = drawing.draw_units(sight, columns, rows - len(head), self.has_focus)
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

    def heading(self, sight: Snapshot) -> str:
        """What it is."""
        return "Who can bid"

    def draw_content(self, sight: Snapshot, columns: int, rows: int) -> Picture:
        """The providers."""
        return drawing.draw_bidders(sight, columns, rows, self.has_focus)

    def step(self, by: int) -> None:
        """Scrolls."""
        sight = self.lotdesign_app.snapshot
        if sight is not None:
            at = max(0, sight.view.cursor_of("bidders") + by)
            self.lotdesign_app.set_view(sight.view.move_cursor("bidders", at))

    def action_scroll(self, by: int) -> None:
        """Scrolls."""
        self.step(by)


class LotScreen(BaseScreen):
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
        sight = self.lotdesign_app.snapshot
        if sight is not None and sight.lot_count:
            at = (sight.lot_position + by) % sight.lot_count
            self.lotdesign_app.set_view(
                sight.view.move_cursor("lots", at).move_cursor("units", 0).move_cursor("bidders", 0)
            )

    def action_lock(self) -> None:
        """Keeps the lot just as it is."""
        sight = self.lotdesign_app.snapshot
        lot = None if sight is None else drawing.find_selected_lot(sight)
        if sight is not None and lot is not None:
            self.lotdesign_app.perform(
                ChangeEdits(fix_lot(sight.session.state.edits, lot.units), "lock a lot")
            )

    def action_move(self) -> None:
        """Moves the unit with the cursor into another lot, by the letter of the lot."""
        sight = self.lotdesign_app.snapshot
        unit = None if sight is None else drawing.find_selected_unit(sight)
        if sight is None or unit is None or sight.entry is None:
            return
        entry, here = sight.entry, sight.lot_position
        targets = [i for i in range(sight.lot_count) if i != here]
        offers = [
            ChoiceOption(
                shorten_letter(entry.letters[i]),
                shorten_lot_name(sight.scenario, entry.result.lots[i]),
                style=f"lot-{number_of_letter(entry.letters[i]) % LOT_COLOURS}",
            )
            for i in targets
        ]
        offers.append(ChoiceOption("+", "a lot of its own"))

        def chosen(at: int | None) -> None:
            if at is not None:
                target = targets[at] if at < len(targets) else None
                self._moved(unit, target)

        self.lotdesign_app.push_screen(
            ChoiceDialog(f"Move {_find_unit_name(sight, unit)} to", offers, letters=True), chosen
        )

    def _moved(self, unit: str, target: int | None) -> None:
        sight = self.lotdesign_app.snapshot
        if sight is not None and sight.entry is not None:
            lots = move_units(sight.entry.lots, [unit], target)
            self.lotdesign_app.perform(SetDesign(lots, f"move {_find_unit_name(sight, unit)}"))

    def action_together(self) -> None:
        """Keeps the unit together with another."""
        self._with_another("Keep {} in one lot with", True)

    def action_apart(self) -> None:
        """Keeps the unit apart from another."""
        self._with_another("Never {} in one lot with", False)

    def _with_another(self, question: str, same: bool) -> None:
        sight = self.lotdesign_app.snapshot
        unit = None if sight is None else drawing.find_selected_unit(sight)
        if sight is None or unit is None:
            return
        others = [each for each in sight.scenario.units if each.id != unit]
        entry = sight.entry
        letter_of = (
            {u: shorten_letter(entry.letters[i]) for i, lot in enumerate(entry.lots) for u in lot}
            if entry is not None
            else {}
        )
        offers = [ChoiceOption(letter_of.get(each.id, ""), each.name, each.id) for each in others]

        def chosen(at: int | None) -> None:
            now = self.lotdesign_app.snapshot
            if at is not None and now is not None:
                add = keep_together if same else keep_apart
                edits = add(now.session.state.edits, [unit, others[at].id])
                words = "keep together" if same else "keep apart"
                self.lotdesign_app.perform(ChangeEdits(edits, words))

        self.lotdesign_app.push_screen(
            ChoiceDialog(question.format(_find_unit_name(sight, unit)), offers), chosen
        )


def _find_unit_name(sight: Snapshot, unit: str) -> str:
    return make_safe(next((each.name for each in sight.scenario.units if each.id == unit), unit))
