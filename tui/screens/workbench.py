"""The workbench: what I ask, what I get, what I have seen so far.

Three columns on a wide screen, three pages on a narrow one.
"""

from dataclasses import replace
from typing import ClassVar, cast

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Container, Vertical
from textual.events import Click
from textual.widget import Widget

from tui.canvas.picture import Picture, Span
from tui.messages import (
    ActionRequested,
    SearchContinued,
    SolveStopped,
    StudiesStopped,
    StudyRequested,
    ViewRequested,
)
from tui.pictures.answer import draw_answer_line
from tui.screens.base import PAGE_KEYS, WIDE_COLUMNS, BaseScreen
from tui.session.actions import SessionAction, SetDesign, ShowEntry
from tui.snapshot import Snapshot
from tui.widgets.bars import KeyBar, TitleBar
from tui.widgets.key_names import format_key_name
from tui.widgets.pane import Pane
from tui.widgets.picture_widget import PictureWidget
from tui.widgets.request_panes import ParametersPane, PreflightPane
from tui.widgets.seen_panes import ChangesPane, TradeoffPane, TrayPane
from tui.widgets.solution_panes import AnswerPane, LotsPane, MapPane
from tui.widgets.tour import TourLine
from tui.worker.messages import StudyKind

WIDE_CLASSES = ((WIDE_COLUMNS, "-wide"), (150, "-roomy"), (180, "-broad"))
"""Columns from which the side columns get more room, and the class that says so."""

TALL_ROWS = 34
"""Rows from which every pane has its full height."""

PAGES = {"asking": "Ask", "getting": "Get", "seeing": "Seen"}
"""Id of the column -> title of the page."""

_PAGE_LABELS = tuple(
    f"{format_key_name(PAGE_KEYS[i])} {name}" for i, name in enumerate(PAGES.values())
)
"""What stands in the line of pages."""

_STOPPED_HERE: tuple[StudyKind, ...] = ("price", "alternatives", "frontier")
"""Studies that are started on the workbench, and stopped there by escape."""


class PageBar(PictureWidget):
    """The pages of a narrow screen."""

    DEFAULT_CSS = "PageBar { height: 1; }"

    def draw(self, snapshot: Snapshot, columns: int, rows: int) -> Picture:
        """One line, the page on show in brackets."""
        spans = [Span(" ")]
        for i, text in enumerate(_PAGE_LABELS, 1):
            here = cast("Workbench", self.screen).page == i
            style = "accent bold" if here else "dim"
            spans += [Span(f"[{text}]" if here else f" {text} ", style), Span("  ")]
        spans.append(Span("or tab", "dim"))
        return Picture((tuple(spans),))

    def on_click(self, event: Click) -> None:
        """Goes to the page that was clicked."""
        start = 1
        for i, text in enumerate(_PAGE_LABELS, 1):
            if start <= event.x < start + len(text) + 2:
                cast("Workbench", self.screen).action_page(i)
            start += len(text) + 4


class AnswerLine(PictureWidget):
    """The answer on every page of a narrow screen."""

    DEFAULT_CSS = "AnswerLine { height: 1; }"

    def draw(self, snapshot: Snapshot, columns: int, rows: int) -> Picture:
        """One line."""
        return Picture((draw_answer_line(snapshot, columns),))


class Workbench(BaseScreen):
    """Three columns on a wide screen, three pages on a narrow one; `page` counts from 1."""

    AUTO_FOCUS = "ParametersPane"
    about = (
        "Change a figure on the left; the answer follows by itself in the middle; what you have "
        "seen stays on the right. Tab goes from pane to pane."
    )
    BINDINGS: ClassVar = [
        Binding("tab", "pane(1)", "Next pane", show=False),
        Binding("shift+tab", "pane(-1)", "Previous pane", show=False),
        Binding("escape", "back", "Stop/back"),
        Binding("c", "app.show_screen('compare')", "Compare"),
        Binding("e", "app.show_screen('no_solution')", "Why impossible", show=False),
        Binding("s", "search_on", "Search on", show=False),
        Binding("w", "app.show_screen('rule_cost')", "What it costs", show=False),
        Binding("W", "app.show_screen('holding')", "Will it hold?", show=False),
        Binding("dollar_sign", "prices", "Show costs", show=False),
        Binding("a", "alternatives", "Alternatives", show=False),
        Binding("d", "app.show_screen('data')", "Data"),
        Binding("o", "dismiss(None)", "Other scenario", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.page = 1

    def compose(self) -> ComposeResult:
        """The panes."""
        yield TitleBar()
        yield PageBar()
        yield AnswerLine()
        with Container(id="body"):
            with Vertical(id="asking"):
                yield ParametersPane(id="asked")
                yield PreflightPane(id="preflight")
            with Vertical(id="getting"):
                yield AnswerPane(id="answer")
                yield MapPane(id="map")
                yield LotsPane(id="lots")
            with Vertical(id="seeing"):
                yield TrayPane(id="tray")
                yield TradeoffPane(id="tradeoff")
                yield ChangesPane(id="changes")
        yield TourLine()
        yield KeyBar()

    def on_mount(self) -> None:
        """Shows the first page."""
        self._turn(1)

    def on_resize(self) -> None:
        """Turns columns into pages, or pages into columns."""
        self._turn(self.page)

    def on_descendant_focus(self) -> None:
        """Shows the page of the pane that now has the focus."""
        if self.focused is not None:
            self._turn(self._page_of(self.focused))

    def action_page(self, number: int) -> None:
        """Goes to the first pane of a page or column."""
        here = (pane for pane in self._list_panes() if self._page_of(pane) == number)
        self._go(next(pane for pane in here if type(pane).can_focus))

    def action_pane(self, by: int) -> None:
        """Goes to the pane after or before, on another page if need be."""
        panes = self._list_panes()
        position = panes.index(self.focused) if self.focused in panes else -1
        self._go(panes[(position + by) % len(panes)])

    def _list_panes(self) -> list[Pane]:
        return [pane for pane in self.query(Pane) if pane.can_focus]

    def _page_of(self, pane: Widget) -> int:
        ancestors = {node.id for node in pane.ancestors}
        return next((i for i, column in enumerate(PAGES, 1) if column in ancestors), self.page)

    def _go(self, pane: Pane) -> None:
        """Moves the focus at once, so that keys typed ahead reach the pane they are meant for."""
        self._turn(self._page_of(pane))
        if self.zoomed is not None:
            self.zoom(pane)
        self.set_focus(pane)

    def zoom(self, pane: Pane | None) -> None:
        """Gives a pane all the room, on the page that it is on."""
        super().zoom(pane)
        self._turn(self.page if pane is None else self._page_of(pane))

    def _turn(self, number: int) -> None:
        self.page = number
        narrow = self.app.size.width < WIDE_COLUMNS
        for i, column in enumerate(PAGES, 1):
            here = self.zoomed is None or i == self._page_of(self.zoomed)
            self.query_one(f"#{column}").display = here and (not narrow or i == number)
        self.redraw_after_refresh()

    def action_back(self) -> None:
        """Stops the search or a study; else returns to the best design from another one."""
        snapshot = self.snapshot
        if snapshot is None:
            return
        if snapshot.searching:
            self.app.post_message(SolveStopped())
        elif snapshot.is_studying(*_STOPPED_HERE):
            self.app.post_message(StudiesStopped(*_STOPPED_HERE))
        else:
            self.app.post_message(ActionRequested(stop_looking_back))

    def action_search_on(self) -> None:
        """Continues a search that was stopped, from the best so far."""
        self.app.post_message(SearchContinued())

    def action_prices(self) -> None:
        """Puts what rules cost beside them, or no longer."""
        snapshot = self.snapshot
        if snapshot is not None and not snapshot.view.shows_rule_costs:
            self.app.post_message(StudyRequested("price"))
        self.app.post_message(
            ViewRequested(
                lambda snapshot: replace(
                    snapshot.view, shows_rule_costs=not snapshot.view.shows_rule_costs
                )
            )
        )

    def action_alternatives(self) -> None:
        """Puts designs that are nearly as good as the best into the tray."""
        self.app.post_message(StudyRequested("alternatives"))


def stop_looking_back(snapshot: Snapshot) -> SessionAction | None:
    """Leaves an entry that is looked at, else a design drawn by hand."""
    if snapshot.session.state.showing is not None:
        return ShowEntry(None)
    if snapshot.session.state.hand is not None:
        return SetDesign(None, "return to the best design")
    return None
