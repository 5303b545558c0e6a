"""Compare: maps, measures and moves of two to four designs."""

from typing import ClassVar, cast

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Container

from tui.canvas.spans import Line, Picture
from tui.panes import compare as drawing
from tui.panes.sight import Sight
from tui.screens.base import Sheet
from tui.widgets.bars import KeyBar, TitleBar
from tui.widgets.pane import Pane
from tui.widgets.scrolling import Scrolling

ROOM_FOR_ALL = 100
"""Columns from which all maps are drawn beside each other."""


class MapsPane(Pane):
    """The maps."""

    about = "The designs on maps; units that moved against the base stand in reverse."

    def heading(self, sight: Sight) -> str:
        """What to do."""
        found, _ = _sides(self)
        if len(found) < 2:
            return "Nothing to compare yet: choose designs in the list of what you have seen"
        if self.size.width >= ROOM_FOR_ALL:
            return "Maps"
        at = _screen(self).at % len(found)
        return f"Map {at + 1} of {len(found)}: left and right flip"

    def content(self, sight: Sight, columns: int, rows: int) -> Picture:
        """All of them, or one at a time."""
        found, base = _sides(self)
        if not found:
            return Picture(())
        if columns + 2 >= ROOM_FOR_ALL:
            return Picture(tuple(drawing.maps(sight, found, base, columns, rows)))
        at = _screen(self).at % len(found)
        return Picture(tuple(drawing.one_map(sight, found, at, base, columns, rows)))


class FiguresPane(Scrolling):
    """The measures."""

    about = "Every measure with its difference from the base: ▲ better, ▼ worse, by its own aim."

    def heading(self, sight: Sight) -> str:
        """What it is."""
        return "Measures, and how they differ from the base"

    def lines(self, sight: Sight, columns: int, rows: int) -> list[Line]:
        """The table."""
        found, base = _sides(self)
        return drawing.figures(sight, found, base, columns)


class MovesPane(Scrolling):
    """What moved."""

    about = "Which units are in another lot, and what was asked differently."

    def heading(self, sight: Sight) -> str:
        """What it is."""
        return "What moved, and why"

    def lines(self, sight: Sight, columns: int, rows: int) -> list[Line]:
        """The units."""
        found, base = _sides(self)
        return drawing.moves(sight, found, base, columns)


class CompareScreen(Sheet):
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
        self.desk.redraw()

    def action_flip(self, by: int) -> None:
        """The next map, where one is drawn at a time."""
        self.at += by
        self.desk.redraw()


def _screen(pane: Pane) -> CompareScreen:
    return cast("CompareScreen", pane.screen)


def _sides(pane: Pane) -> tuple[list[drawing.Side], int]:
    """What is compared, and the position of the one that the others differ from."""
    sight, base = pane.desk.sight, _screen(pane).base
    found = [] if sight is None else drawing.sides(sight, base)
    return found, base % max(1, len(found))
