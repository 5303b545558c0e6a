"""The panes of what comes of a request: the answer, its lots and their map."""

from collections.abc import Callable
from dataclasses import replace
from typing import ClassVar

from textual.binding import Binding
from textual.events import Click, MouseScrollDown, MouseScrollUp

from tui.canvas.picture import Picture
from tui.messages import ActionRequested, ViewRequested
from tui.pictures.answer import draw_answer, remark_answer, title_answer
from tui.pictures.design_map import draw_shown_design, find_map_lot, list_hidden_lots
from tui.pictures.lots import draw_lots
from tui.safe_text import make_safe
from tui.session.actions import ChangeEdits
from tui.session.edits import fix_lot
from tui.snapshot import MapView, Snapshot, ViewSettings
from tui.widgets.pane import CURSOR_KEYS, Pane


class AnswerPane(Pane, can_focus=False):
    """The answer in a sentence, or the progress of the search."""

    def heading(self, snapshot: Snapshot) -> str:
        """Which design is on show."""
        return title_answer(snapshot)

    def remark(self, snapshot: Snapshot) -> str:
        """What is being worked out."""
        return remark_answer(snapshot)

    def draw_content(self, snapshot: Snapshot, columns: int, rows: int) -> Picture:
        """The sentence or the progress."""
        return self.scroll(draw_answer(snapshot, columns).lines, rows)


class LotsPane(Pane):
    """The lots of the design on show, as a table."""

    about = (
        "The lots, their value, and how many providers are eligible and with capacity, small ones "
        "apart. Enter opens a lot: its units, who can bid, why the others cannot."
    )
    cursor_name = "lots"
    BINDINGS: ClassVar = [
        *CURSOR_KEYS,
        Binding("enter", "app.show_screen('lot')", "Open lot"),
        Binding("l", "lock", "Keep lot as it is"),
    ]

    def list_dependencies(self, snapshot: Snapshot) -> tuple[object, ...]:
        """The lots, the cursor, and what the columns take from the scenario."""
        entry, scenario = snapshot.entry, snapshot.scenario
        design = None if entry is None else (entry.name, entry.letters, entry.result.lots)
        market = (scenario.market.small_needed, scenario.providers is None)
        beside = (scenario.localities, *market, scenario.routes.has_choice)
        return design, snapshot.lot_position, snapshot.figures, *beside

    def heading(self, snapshot: Snapshot) -> str:
        """Which design."""
        return f"Lots of {name_shown(snapshot)}" if snapshot.entry is not None else "Lots"

    def remark(self, snapshot: Snapshot) -> str:
        """The position of the cursor."""
        count = snapshot.lot_count
        return f"{snapshot.lot_position + 1} of {count}" if count else ""

    def count(self, snapshot: Snapshot) -> int:
        """Number of lots."""
        return snapshot.lot_count

    def list_texts(self, snapshot: Snapshot) -> list[str]:
        """The letter and the name of each lot."""
        entry = snapshot.entry
        if entry is None:
            return []
        pairs = zip(entry.letters, entry.result.lots, strict=False)
        return [f"{letter} {lot.name}" for letter, lot in pairs]

    def draw_content(self, snapshot: Snapshot, columns: int, rows: int) -> Picture:
        """The table."""
        return draw_lots(snapshot, columns, rows, self.has_focus, self.find_shown(snapshot))

    def action_lock(self) -> None:
        """Adds the rule that the lot stays as it is."""
        self.app.post_message(
            ActionRequested(lambda snapshot: lock_lot(snapshot, "keep a lot as it is"))
        )


def name_shown(snapshot: Snapshot) -> str:
    """The name of the design on show, with a mark where it is measured on other figures."""
    entry = snapshot.entry
    if entry is None:
        return ""
    other = snapshot.is_on_other_figures(entry.figures)
    return f"{entry.name} {snapshot.glyphs.unlike}" if other else entry.name


def lock_lot(snapshot: Snapshot, label: str) -> ChangeEdits | None:
    """Adds the rule that the lot with the cursor stays just as it is."""
    if snapshot.entry is None or not snapshot.lot_count:
        return None
    units = snapshot.entry.lots[snapshot.lot_position]
    return ChangeEdits(fix_lot(snapshot.session.state.edits, units), label)


class MapPane(Pane):
    """The lots on a map."""

    about = (
        "Every place belongs to the lot of the nearest unit; each letter is a unit, the bracket "
        "marks the middle of its lot. Left and right go from lot to lot. + makes the map larger "
        "around the lot with the cursor, - smaller, 0 shows all; shift and the arrows move it."
    )
    cursor_name = "lots"
    BINDINGS: ClassVar = [
        *CURSOR_KEYS,
        Binding("left", "step(-1)", "Previous lot", key_display="←"),
        Binding("right", "step(1)", "Next lot", key_display="→"),
        Binding("enter", "app.show_screen('lot')", "Open lot"),
        Binding("plus,equals_sign", "enlarge(1)", "Larger"),
        Binding("minus", "enlarge(-1)", "Smaller", show=False),
        Binding("0", "whole", "Whole map", show=False),
        Binding("shift+left", "shift(-1, 0)", "Move the map left", show=False),
        Binding("shift+right", "shift(1, 0)", "Move the map right", show=False),
        Binding("shift+up", "shift(0, -1)", "Move the map up", show=False),
        Binding("shift+down", "shift(0, 1)", "Move the map down", show=False),
    ]

    def list_dependencies(self, snapshot: Snapshot) -> tuple[object, ...]:
        """The design, the lot with the cursor, where units are, and the part in view."""
        entry, scenario = snapshot.entry, snapshot.scenario
        design = None if entry is None else (entry.name, entry.lots, entry.letters)
        view = snapshot.view.map
        return design, snapshot.lot_position, scenario.units, scenario.localities, view

    def heading(self, snapshot: Snapshot) -> str:
        """Which design."""
        return f"Map of {name_shown(snapshot)}" if snapshot.entry is not None else "Map"

    def remark(self, snapshot: Snapshot) -> str:
        """The lot with the cursor."""
        if snapshot.entry is None or not snapshot.lot_count:
            return ""
        name = make_safe(snapshot.entry.result.lots[snapshot.lot_position].name)
        hidden = list_hidden_lots(snapshot, self.size.width - 2, self.size.height - 2)
        out = f"out of view: {' '.join(hidden)}" if hidden else ""
        if snapshot.view.map.zoom:
            return "; ".join(filter(None, ("0 shows all", out)))
        return name

    def count(self, snapshot: Snapshot) -> int:
        """Number of lots."""
        return snapshot.lot_count

    def draw_content(self, snapshot: Snapshot, columns: int, rows: int) -> Picture:
        """The map."""
        return draw_shown_design(snapshot, columns, rows)

    def _change_view(self, change: Callable[[MapView], MapView]) -> None:
        self.app.post_message(
            ViewRequested(lambda snapshot: replace(snapshot.view, map=change(snapshot.view.map)))
        )

    def action_enlarge(self, times: int) -> None:
        """Makes the map larger around the lot with the cursor, or smaller."""
        self._change_view(lambda view: view.make_larger(times))

    def action_whole(self) -> None:
        """Shows the whole map."""
        self._change_view(lambda view: MapView())

    def action_shift(self, right: int, down: int) -> None:
        """Moves what is in view."""
        self._change_view(
            lambda view: replace(view, right=view.right + right, down=view.down + down)
        )

    def on_click(self, event: Click) -> None:
        """Goes to the lot that was clicked."""
        if event.chain == 1:
            room = (self.size.width - 2, self.size.height - 2)
            at = (event.x - 1, event.y - 1)

            def choose(snapshot: Snapshot) -> ViewSettings:
                lot = find_map_lot(snapshot, *room, at)
                return snapshot.view if lot is None else self._move_to(snapshot, lot)

            self.app.post_message(ViewRequested(choose))

    def on_mouse_scroll_up(self, event: MouseScrollUp) -> None:
        """Makes the map larger."""
        event.stop()
        event.prevent_default()
        self.action_enlarge(1)

    def on_mouse_scroll_down(self, event: MouseScrollDown) -> None:
        """Makes the map smaller."""
        event.stop()
        event.prevent_default()
        self.action_enlarge(-1)
