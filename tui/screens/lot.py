"""One lot: move, keep together, keep apart or lock its units, and see what that does."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Container, Vertical
from textual.widget import Widget

from tui.canvas.picture import Picture
from tui.messages import ActionRequested, ViewRequested
from tui.pictures.crosstab import LOT_COLOURS
from tui.pictures.lots import (
    draw_bidders,
    draw_lot_money,
    draw_units,
    find_selected_lot,
    find_selected_unit,
    shorten_lot_name,
)
from tui.safe_text import make_safe
from tui.screens.base import BaseScreen
from tui.session.actions import ChangeEdits, SetDesign
from tui.session.edits import keep_apart, keep_together
from tui.session.session import move_units, number_of_letter, shorten_letter
from tui.snapshot import Snapshot, ViewSettings
from tui.widgets.bars import KeyBar, TitleBar
from tui.widgets.dialogs import ChoiceDialog, ChoiceOption, ask_soon
from tui.widgets.pane import CURSOR_KEYS, SCROLL_KEYS, Pane
from tui.widgets.seen_panes import ChangesPane
from tui.widgets.solution_panes import AnswerPane, MapPane, lock_lot


class UnitsPane(Pane):
    """The units of the lot."""

    about = (
        "The units of the lot. m moves one by hand and everything is worked out at once; k keeps "
        "it together with another, a apart from another, l keeps the whole lot as it is: these "
        "become rules, and the best design follows them."
    )
    cursor_name = "units"
    BINDINGS: ClassVar = [*CURSOR_KEYS]

    def heading(self, snapshot: Snapshot) -> str:
        """Which lot."""
        lot = find_selected_lot(snapshot)
        entry = snapshot.entry
        if lot is None or entry is None:
            return "No lot"
        return f"Lot {entry.letters[snapshot.lot_position]}: {make_safe(lot.name)}"

    def remark(self, snapshot: Snapshot) -> str:
        """The position of the lot."""
        return f"lot {snapshot.lot_position + 1} of {snapshot.lot_count}"

    def count(self, snapshot: Snapshot) -> int:
        """Number of units."""
        lot = find_selected_lot(snapshot)
        return 0 if lot is None else len(lot.units)

    def list_texts(self, snapshot: Snapshot) -> list[str]:
        """The name of each unit."""
        lot = find_selected_lot(snapshot)
        return [] if lot is None else [_find_unit_name(snapshot, unit) for unit in lot.units]

    def draw_content(self, snapshot: Snapshot, columns: int, rows: int) -> Picture:
        """The lot's money, and a table of its units."""
        head = draw_lot_money(snapshot, columns)
        shown = self.find_shown(snapshot)
        table = draw_units(snapshot, columns, rows - len(head), self.has_focus, shown)
        return Picture((*head, *table.lines), (*([None] * len(head)), *table.items))


class BiddersPane(Pane):
    """Who can bid for the lot."""

    about = "Who is eligible and with capacity for the lot, and what keeps each other one out."
    BINDINGS: ClassVar = [*SCROLL_KEYS]

    def heading(self, snapshot: Snapshot) -> str:
        """The title."""
        return "Who can bid"

    def draw_content(self, snapshot: Snapshot, columns: int, rows: int) -> Picture:
        """The providers."""
        return self.scroll(draw_bidders(snapshot, columns), rows)


class LotScreen(BaseScreen):
    """Units on the left, bidders on the right, the answer below."""

    AUTO_FOCUS = "UnitsPane"
    about = "One lot in full. Left and right go to the lots beside it."
    BINDINGS: ClassVar = [
        Binding("escape", "dismiss(None)", "Back"),
        Binding("left", "lot(-1)", "Previous lot", show=False),
        Binding("right", "lot(1)", "Next lot", show=False),
        Binding("m", "move", "Move"),
        Binding("k", "join(True)", "Keep with"),
        Binding("a", "join(False)", "Keep apart"),
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

    def action_lot(self, by: int) -> None:
        """Goes to the lot before or after."""
        self.query_one(BiddersPane).top = 0
        self.app.post_message(ViewRequested(lambda snapshot: go_to_lot(snapshot, by)))

    def action_lock(self) -> None:
        """Adds the rule that the lot stays as it is."""
        self.app.post_message(ActionRequested(lambda snapshot: lock_lot(snapshot, "lock a lot")))

    def action_move(self) -> None:
        """Asks where the unit with the cursor goes, once the keys before this one are handled."""
        ask_soon(self.app, self._ask_target)

    def _ask_target(self) -> None:
        snapshot = self.snapshot
        unit = None if snapshot is None else find_selected_unit(snapshot)
        if snapshot is None or unit is None or snapshot.entry is None:
            return
        entry = snapshot.entry
        targets = [i for i in range(snapshot.lot_count) if i != snapshot.lot_position]
        options = [
            ChoiceOption(
                shorten_letter(entry.letters[i]),
                shorten_lot_name(snapshot.scenario, entry.result.lots[i]),
                style=f"lot-{number_of_letter(entry.letters[i]) % LOT_COLOURS}",
            )
            for i in targets
        ]
        options.append(ChoiceOption("+", "a lot of its own"))

        def choose(position: int | None) -> None:
            if position is not None:
                target = targets[position] if position < len(targets) else None
                self.app.post_message(
                    ActionRequested(lambda snapshot: move_unit(snapshot, unit, target))
                )

        question = f"Move {_find_unit_name(snapshot, unit)} to"
        self.app.push_screen(ChoiceDialog(question, options, letters=True), choose)

    @property
    def focus_chain(self) -> list[Widget]:
        """Tab goes from the units to who can bid for them; the map comes last."""
        return sorted(super().focus_chain, key=lambda widget: isinstance(widget, MapPane))

    def action_join(self, together: bool) -> None:
        """Asks which unit to keep together with the one with the cursor, or apart from it."""
        ask_soon(self.app, lambda: self._ask_other(together))

    def _ask_other(self, together: bool) -> None:
        snapshot = self.snapshot
        unit = None if snapshot is None else find_selected_unit(snapshot)
        if snapshot is None or unit is None:
            return
        others = [each for each in snapshot.scenario.units if each.id != unit]
        entry = snapshot.entry
        letters = (
            {}
            if entry is None
            else {
                u: shorten_letter(entry.letters[i]) for i, lot in enumerate(entry.lots) for u in lot
            }
        )
        options = [ChoiceOption(letters.get(each.id, ""), each.name, each.id) for each in others]

        def choose(position: int | None) -> None:
            if position is not None:
                pair = (unit, others[position].id)
                self.app.post_message(
                    ActionRequested(lambda snapshot: join_units(snapshot, pair, together))
                )

        name = _find_unit_name(snapshot, unit)
        question = f"{'Keep' if together else 'Never'} {name} in one lot with"
        self.app.push_screen(ChoiceDialog(question, options), choose)


def go_to_lot(snapshot: Snapshot, by: int) -> ViewSettings:
    """Moves the cursor to the lot before or after, round the ends, and to its first unit."""
    view = snapshot.view
    if not snapshot.lot_count:
        return view
    position = (snapshot.lot_position + by) % snapshot.lot_count
    return view.move_cursor("lots", position).move_cursor("units", 0)


def move_unit(snapshot: Snapshot, unit: str, target: int | None) -> SetDesign | None:
    """Moves a unit into the lot at position `target`, or into one of its own."""
    if snapshot.entry is None:
        return None
    lots = move_units(snapshot.entry.lots, [unit], target)
    return SetDesign(lots, f"move {_find_unit_name(snapshot, unit)}")


def join_units(snapshot: Snapshot, pair: tuple[str, str], together: bool) -> ChangeEdits:
    """Adds the rule that two units share a lot, or that they never do."""
    add = keep_together if together else keep_apart
    label = "keep together" if together else "keep apart"
    return ChangeEdits(add(snapshot.session.state.edits, list(pair)), label)


def _find_unit_name(snapshot: Snapshot, unit: str) -> str:
    return make_safe(next((each.name for each in snapshot.scenario.units if each.id == unit), unit))
