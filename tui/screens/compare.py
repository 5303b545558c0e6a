"""Compare: maps, measures and moved units of two to four designs."""

from typing import ClassVar, cast

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Container

from tui.canvas.picture import Picture
from tui.messages import ActionRequested
from tui.pictures.compare import draw_figures, draw_maps, draw_moves, draw_one_map
from tui.pictures.compared_designs import (
    ComparedDesign,
    list_compared_designs,
    measure_next_again,
)
from tui.screens.base import BaseScreen
from tui.session.actions import SessionAction
from tui.snapshot import Snapshot
from tui.widgets.bars import KeyBar, TitleBar
from tui.widgets.dialogs import show_notice
from tui.widgets.pane import SCROLL_KEYS, Pane

ALL_MAPS_COLUMNS = 100
"""Columns from which all maps are drawn side by side."""


class MapsPane(Pane):
    """The maps of the designs."""

    about = "The designs on maps; units that moved against the base are shown in reverse."

    def heading(self, snapshot: Snapshot) -> str:
        """What is shown, and how to see the rest."""
        designs, _ = _list_designs(self, snapshot)
        if len(designs) < 2:
            return "Nothing to compare yet: choose designs in the list of what you have seen"
        if self.size.width >= ALL_MAPS_COLUMNS:
            return "Maps"
        position = _find_screen(self).map_position % len(designs)
        return f"Map {position + 1} of {len(designs)}: left and right flip"

    def draw_content(self, snapshot: Snapshot, columns: int, rows: int) -> Picture:
        """All maps, or one at a time."""
        designs, base = _list_designs(self, snapshot)
        if not designs:
            return Picture(())
        if columns + 2 >= ALL_MAPS_COLUMNS:
            return Picture(tuple(draw_maps(snapshot, designs, base, columns, rows)))
        position = _find_screen(self).map_position % len(designs)
        return Picture(tuple(draw_one_map(snapshot, designs, position, base, columns, rows)))


class FiguresPane(Pane):
    """The measures of the designs."""

    about = (
        "Every measure with its difference from the base: ▲ better, ▼ worse, by its own aim; ≠ "
        "where the two are measured on different figures, so that neither is called better."
    )
    explains_measures = True
    BINDINGS: ClassVar = [*SCROLL_KEYS]

    def heading(self, snapshot: Snapshot) -> str:
        """The title."""
        return "Measures, and how they differ from the base"

    def remark(self, snapshot: Snapshot) -> str:
        """What the signs say, and which lines are in view."""
        glyphs = snapshot.glyphs
        signs = f"{glyphs.better} better, {glyphs.worse} worse than the base"
        designs, _ = _list_designs(self, snapshot)
        if any(snapshot.is_on_other_figures(each.figures) for each in designs):
            signs = f"{glyphs.unlike} m measures on today's figures"
        return "; ".join(filter(None, (signs, self.describe_position())))

    def draw_content(self, snapshot: Snapshot, columns: int, rows: int) -> Picture:
        """The table."""
        designs, base = _list_designs(self, snapshot)
        return self.scroll(draw_figures(snapshot, designs, base, columns), rows)


class MovesPane(Pane):
    """The units that moved."""

    about = "Which units are in another lot, and what was asked differently."
    BINDINGS: ClassVar = [*SCROLL_KEYS]

    def heading(self, snapshot: Snapshot) -> str:
        """The title."""
        return "What moved, and why"

    def remark(self, snapshot: Snapshot) -> str:
        """Which lines are in view."""
        return self.describe_position()

    def draw_content(self, snapshot: Snapshot, columns: int, rows: int) -> Picture:
        """The units with their lots."""
        designs, base = _list_designs(self, snapshot)
        return self.scroll(draw_moves(snapshot, designs, base, columns), rows)


class CompareScreen(BaseScreen):
    """Maps above, measures and moves below.

    `base` counts how often another base was chosen, `map_position` how often a map was flipped.
    """

    AUTO_FOCUS = "FiguresPane"
    about = (
        "The designs chosen with space in the list of what you have seen; without a choice the one "
        "on show, the one before, the first option and today's contracts. m measures those on "
        "other figures (≠) on today's, one after the other."
    )
    BINDINGS: ClassVar = [
        Binding("escape", "dismiss(None)", "Back"),
        Binding("b", "base", "Change base"),
        Binding("m", "measure", "Measure today", show=False),
        Binding("left", "flip(-1)", "Previous map", show=False),
        Binding("right", "flip(1)", "Next map", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.base = 0
        self.map_position = 0

    def compose(self) -> ComposeResult:
        """The panes."""
        yield TitleBar()
        yield MapsPane()
        with Container(id="below"):
            yield FiguresPane()
            yield MovesPane()
        yield KeyBar()

    def action_base(self) -> None:
        """Makes the next design the base of the differences."""
        self.base += 1
        self.redraw()

    def action_measure(self) -> None:
        """Measures the next design that is on other figures on today's; it then stands here."""

        def choose(snapshot: Snapshot) -> SessionAction | None:
            found = measure_next_again(snapshot)
            if isinstance(found, str):
                show_notice(self.app, found)
                return None
            return found

        self.app.post_message(ActionRequested(choose))

    def action_flip(self, by: int) -> None:
        """Shows the next map, where one is drawn at a time."""
        self.map_position += by
        self.redraw()


def _find_screen(pane: Pane) -> CompareScreen:
    return cast("CompareScreen", pane.screen)


def _list_designs(pane: Pane, snapshot: Snapshot) -> tuple[list[ComparedDesign], int]:
    """The designs compared, and the position of the base."""
    base = _find_screen(pane).base
    designs = list_compared_designs(snapshot, base)
    return designs, base % max(1, len(designs))
