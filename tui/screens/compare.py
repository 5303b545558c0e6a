"""Compare: maps, measures and moved units of two to four designs."""

from typing import ClassVar, cast

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Container

from tui.canvas.picture import Line, Picture
from tui.pictures import compare as drawing
from tui.pictures.tray import ComparedDesign, list_compared_designs
from tui.screens.base import BaseScreen
from tui.snapshot import Snapshot
from tui.widgets.bars import KeyBar, TitleBar
from tui.widgets.pane import Pane, ScrollPane

ALL_MAPS_COLUMNS = 100
"""Columns from which all maps are drawn beside each other."""


class MapsPane(Pane):
    """The maps."""

    about = "The designs on maps; units that moved against the base stand in reverse."

    def heading(self, sight: Snapshot) -> str:
        """What to do."""
        found, _ = _find_compared(self)
        if len(found) < 2:
            return "Nothing to compare yet: choose designs in the list of what you have seen"
        if self.size.width >= ALL_MAPS_COLUMNS:
            return "Maps"
        at = _find_screen(self).at % len(found)
        return f"Map {at + 1} of {len(found)}: left and right flip"

    def draw_content(self, sight: Snapshot, columns: int, rows: int) -> Picture:
        """All of them, or one at a time."""
        found, base = _find_compared(self)
        if not found:
            return Picture(())
        if columns + 2 >= ALL_MAPS_COLUMNS:
            return Picture(tuple(drawing.draw_maps(sight, found, base, columns, rows)))
        at = _find_screen(self).at % len(found)
        return Picture(tuple(drawing.draw_one_map(sight, found, at, base, columns, rows)))


class FiguresPane(ScrollPane):
    """The measures."""

    about = "Every measure with its difference from the base: ▲ better, ▼ worse, by its own aim."

    def heading(self, sight: Snapshot) -> str:
        """What it is."""
        return "Measures, and how they differ from the base"

    def draw_lines(self, sight: Snapshot, columns: int, rows: int) -> list[Line]:
        """The table."""
        found, base = _find_compared(self)
        return drawing.draw_figures(sight, found, base, columns)


class MovesPane(ScrollPane):
    """What moved."""

    about = "Which units are in another lot, and what was asked differently."

    def heading(self, sight: Snapshot) -> str:
        """What it is."""
        return "What moved, and why"

    def draw_lines(self, sight: Snapshot, columns: int, rows: int) -> list[Line]:
        """The units."""
        found, base = _find_compared(self)
        return drawing.draw_moves(sight, found, base, columns)


class CompareScreen(BaseScreen):
    """Maps above, measures and moves below."""

    AUTO_FOCUS = "FiguresPane"
    about = (
        "The designs chosen with space in the list of what you have seen; without a choice the one "
        "on show, the one before, the first option and today's contracts."
    )
    BINDINGS: ClassVar = [
        Binding("escape", "back", "Back"),
        Binding("b", "base", "Other base"),
        Binding("left", "flip(-1)", "Map before", show=False),
        Binding("right", "flip(1)", "Map after", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.base = 0
        self.at = 0

    def compose(self) -> ComposeResult:
        """The panes."""
        yield TitleBar()
        yield MapsPane()
        with Container(id="below"):
            yield FiguresPane()
            yield MovesPane()
        yield KeyBar()

    def action_back(self) -> None:
        """To the workbench."""
        self.dismiss()

    def action_base(self) -> None:
        """The next design is what the others differ from."""
        self.base += 1
        self.lotdesign_app.redraw()

    def action_flip(self, by: int) -> None:
        """The next map, where one is drawn at a time."""
        self.at += by
        self.lotdesign_app.redraw()


def _find_screen(pane: Pane) -> CompareScreen:
    return cast("CompareScreen", pane.screen)


def _find_compared(pane: Pane) -> tuple[list[ComparedDesign], int]:
    """What is compared, and the position of the one that the others differ from."""
    sight, base = pane.lotdesign_app.snapshot, _find_screen(pane).base
    found = [] if sight is None else list_compared_designs(sight, base)
    return found, base % max(1, len(found))
