"""The workbench: what I ask, what I get, what I have seen so far."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Container, Vertical

from tui.canvas.spans import Picture, Span
from tui.panes.answer import in_a_line
from tui.panes.sight import Sight
from tui.screens.base import Sheet
from tui.session.actions import Draw, Show
from tui.widgets.bars import KeyBar, TitleBar
from tui.widgets.pane import Drawn, Pane
from tui.widgets.panes import (
    AnswerPane,
    AskedPane,
    ChangesPane,
    LotsPane,
    MapPane,
    PreflightPane,
    TradeoffPane,
    TrayPane,
)

PAGES = {"asking": "Ask", "getting": "Get", "seeing": "Seen"}


class PageBar(Drawn):
    """The pages of a narrow screen."""

    DEFAULT_CSS = "PageBar { height: 1; }"

    def drawn(self, sight: Sight, columns: int, rows: int) -> Picture:
        """One line, the page on view in brackets."""
        spans = [Span(" ")]
        for i, name in enumerate(PAGES.values(), 1):
            here = self.screen.has_class(f"-page-{i}")
            spans.append(
                Span(f"[{i} {name}]" if here else f" {i} {name} ", "accent bold" if here else "dim")
            )
            spans.append(Span("  "))
        spans.append(Span("F2 F3 F4 or tab", "dim"))
        return Picture((tuple(spans),))


class AnswerLine(Drawn):
    """The answer on every page of a narrow screen."""

    DEFAULT_CSS = "AnswerLine { height: 1; }"

    def drawn(self, sight: Sight, columns: int, rows: int) -> Picture:
        """One line."""
        return Picture((in_a_line(sight, columns),))


class Workbench(Sheet):
    """Three columns on a wide screen, three pages on a narrow one."""

    AUTO_FOCUS = "AskedPane"
    about = (
        "Change a figure on the left; the answer follows by itself in the middle; what you have "
        "seen stays on the right. Tab goes from pane to pane."
    )
    BINDINGS: ClassVar = [
        Binding("tab", "app.focus_next", "Next pane", show=False),
        Binding("shift+tab", "app.focus_previous", "Pane before", show=False),
        Binding("escape", "back", "Stop/back"),
        Binding("c", "compare", "Compare"),
        Binding("e", "explain", "Why impossible", show=False),
        Binding("d", "data", "Data"),
        Binding("o", "open", "Other scenario", show=False),
        Binding("f2", "page(1)", "Ask", show=False),
        Binding("f3", "page(2)", "Get", show=False),
        Binding("f4", "page(3)", "Seen", show=False),
    ]

    def compose(self) -> ComposeResult:
        """The panes."""
        yield TitleBar()
        yield PageBar()
        yield AnswerLine()
        with Container(id="body"):
            with Vertical(id="asking"):
                yield AskedPane(id="asked")
                yield PreflightPane(id="preflight")
            with Vertical(id="getting"):
                yield AnswerPane(id="answer")
                yield MapPane(id="map")
                yield LotsPane(id="lots")
            with Vertical(id="seeing"):
                yield TradeoffPane(id="tradeoff")
                yield TrayPane(id="tray")
                yield ChangesPane(id="changes")
        yield KeyBar()

    def on_mount(self) -> None:
        """The first page."""
        self.add_class("-page-1")

    def on_descendant_focus(self) -> None:
        """The page follows the focus."""
        above = {node.id for node in self.focused.ancestors} if self.focused is not None else set()
        for i, column in enumerate(PAGES, 1):
            if column in above:
                self._turn(i)

    def action_page(self, number: int) -> None:
        """Goes to a page or column."""
        self._turn(number)
        column = list(PAGES)[number - 1]
        first = next(p for p in self.query_one(f"#{column}").query(Pane) if p.can_focus)
        self.call_after_refresh(first.focus)

    def _turn(self, number: int) -> None:
        for i in range(1, len(PAGES) + 1):
            self.set_class(i == number, f"-page-{i}")
        self.desk.footer()

    def action_back(self) -> None:
        """Stops the search; or returns to the best design from one that is looked at."""
        sight = self.desk.sight
        if sight is None or (sight.session.answer is None and self.desk.stop()):
            return
        desk = sight.session.desk
        if desk.showing is not None:
            self.desk.do(Show(None))
        elif desk.hand is not None:
            self.desk.do(Draw(None, "return to the best design"))

    def action_compare(self) -> None:
        """Compares what is chosen."""
        from tui.screens.compare import CompareScreen

        self.desk.push_screen(CompareScreen())

    def action_explain(self) -> None:
        """Why nothing is possible."""
        from tui.screens.stuck import Stuck

        self.desk.push_screen(Stuck())

    def action_data(self) -> None:
        """The units and providers."""
        from tui.screens.data import DataScreen

        self.desk.push_screen(DataScreen())

    def action_open(self) -> None:
        """Another scenario."""
        self.desk.pop_screen()
