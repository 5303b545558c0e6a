"""The workbench: what I ask, what I get, what I have seen so far; columns on a wide screen,

pages on a narrow one.
"""

from dataclasses import replace
from typing import ClassVar, cast

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Container, Vertical
from textual.widget import Widget

from tui.canvas.picture import Picture, Span
from tui.pictures.answer import draw_answer_line
from tui.screens.base import BaseScreen
from tui.services.view import WIDE_COLUMNS
from tui.session.actions import SetDesign, ShowEntry
from tui.snapshot import Snapshot
from tui.widgets.bars import KeyBar, TitleBar
from tui.widgets.pane import Pane
from tui.widgets.picture_widget import PictureWidget
from tui.widgets.request_panes import ParametersPane, PreflightPane
from tui.widgets.seen_panes import ChangesPane, TradeoffPane, TrayPane
from tui.widgets.solution_panes import AnswerPane, LotsPane, MapPane

PAGES = {"asking": "Ask", "getting": "Get", "seeing": "Seen"}


class PageBar(PictureWidget):
    """The pages of a narrow screen."""

    DEFAULT_CSS = "PageBar { height: 1; }"

    def draw(self, sight: Snapshot, columns: int, rows: int) -> Picture:
        """One line, the page on view in brackets."""
        spans = [Span(" ")]
        for i, name in enumerate(PAGES.values(), 1):
            here = cast("Workbench", self.screen).page == i
            spans.append(
                Span(f"[{i} {name}]" if here else f" {i} {name} ", "accent bold" if here else "dim")
            )
            spans.append(Span("  "))
        spans.append(Span("F2 F3 F4 or tab", "dim"))
        return Picture((tuple(spans),))


class AnswerLine(PictureWidget):
    """The answer on every page of a narrow screen."""

    DEFAULT_CSS = "AnswerLine { height: 1; }"

    def draw(self, sight: Snapshot, columns: int, rows: int) -> Picture:
        """One line."""
        return Picture((draw_answer_line(sight, columns),))


class Workbench(BaseScreen):
    """Three columns on a wide screen, three pages on a narrow one."""

    AUTO_FOCUS = "ParametersPane"
    about = (
        "Change a figure on the left; the answer follows by itself in the middle; what you have "
        "seen stays on the right. Tab goes from pane to pane."
    )
    BINDINGS: ClassVar = [
        Binding("tab", "pane(1)", "Next pane", show=False),
        Binding("shift+tab", "pane(-1)", "Pane before", show=False),
        Binding("escape", "back", "Stop/back"),
        Binding("c", "compare", "Compare"),
        Binding("e", "explain", "Why impossible", show=False),
        Binding("s", "search_on", "Search on", show=False),
        Binding("w", "worth", "What it costs", show=False),
        Binding("dollar_sign", "prices", "Prices beside", show=False),
        Binding("a", "alternatives", "Alternatives", show=False),
        Binding("d", "data", "Data"),
        Binding("o", "open", "Other scenario", show=False),
        Binding("f2", "page(1)", "Ask", show=False),
        Binding("f3", "page(2)", "Get", show=False),
        Binding("f4", "page(3)", "Seen", show=False),
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
        yield KeyBar()

    def on_mount(self) -> None:
        """The first page."""
        self._turn(1)

    def on_resize(self) -> None:
        """Columns become pages, or pages columns."""
        self._turn(self.page)

    def on_descendant_focus(self) -> None:
        """The page follows the focus."""
        if self.focused is not None:
            self._turn(self._page_of(self.focused))

    def action_page(self, number: int) -> None:
        """Goes to a page or column."""
        self._go(next(pane for pane in self._panes() if self._page_of(pane) == number))

    def action_pane(self, by: int) -> None:
        """Goes to the pane after or before, on another page if need be."""
        panes = self._panes()
        at = panes.index(self.focused) if self.focused in panes else -1
        self._go(panes[(at + by) % len(panes)])

    def _panes(self) -> list[Pane]:
        return [pane for pane in self.query(Pane) if pane.can_focus]

    def _page_of(self, pane: Widget) -> int:
        above = {node.id for node in pane.ancestors}
        return next((i for i, column in enumerate(PAGES, 1) if column in above), self.page)

    def _go(self, pane: Pane) -> None:
        """At once, so that keys typed ahead reach the pane that they were meant for."""
        self._turn(self._page_of(pane))
        self.set_focus(pane)

    def _turn(self, number: int) -> None:
        self.page = number
        narrow = self.app.size.width < WIDE_COLUMNS
        for i, column in enumerate(PAGES, 1):
            self.query_one(f"#{column}").display = not narrow or i == number
        self.lotdesign_app.redraw_after_refresh()

    def action_back(self) -> None:
        """Stops the search; or returns to the best design from one that is looked at."""
        sight = self.lotdesign_app.snapshot
        if sight is None or (sight.searching and self.lotdesign_app.stop_solve()):
            return
        if self.lotdesign_app.stop_study("price", "alternatives", "frontier"):
            return
        desk = sight.session.state
        if desk.showing is not None:
            self.lotdesign_app.perform(ShowEntry(None))
        elif desk.hand is not None:
            self.lotdesign_app.perform(SetDesign(None, "return to the best design"))

    def action_compare(self) -> None:
        """Compares what is chosen."""
        from tui.screens.compare import CompareScreen

        self.lotdesign_app.push_screen(CompareScreen())

    def action_explain(self) -> None:
        """Why nothing is possible."""
        from tui.screens.no_solution import NoSolutionScreen

        self.lotdesign_app.push_screen(NoSolutionScreen())

    def action_search_on(self) -> None:
        """Goes on looking after a stop, from the best so far."""
        self.lotdesign_app.continue_search()

    def action_worth(self) -> None:
        """What the rules cost, and on what the answer hangs."""
        from tui.screens.rule_cost import RuleCostScreen

        self.lotdesign_app.push_screen(RuleCostScreen())

    def action_prices(self) -> None:
        """Prices beside the rules, or no longer."""
        sight = self.lotdesign_app.snapshot
        if sight is not None:
            self.lotdesign_app.set_view(
                replace(sight.view, shows_rule_costs=not sight.view.shows_rule_costs)
            )
            if not sight.view.shows_rule_costs:
                self.lotdesign_app.start_study("price")

    def action_alternatives(self) -> None:
        """Designs that are nearly as good, into the list of what was seen."""
        self.lotdesign_app.start_study("alternatives")

    def action_data(self) -> None:
        """The units and providers."""
        from tui.screens.data import DataScreen

        self.lotdesign_app.push_screen(DataScreen())

    def action_open(self) -> None:
        """Another scenario."""
        self.lotdesign_app.pop_screen()
