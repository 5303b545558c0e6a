"""The part of the app that looks: what is seen now, and having the screens draw it."""

import time
from collections.abc import Callable
from dataclasses import replace
from typing import ClassVar, get_args

from textual.app import App
from textual.binding import Binding

from tui.canvas.glyphs import UNICODE, Glyphs
from tui.panes.sight import Looks, Sight, View
from tui.panes.tradeoff import axes, measures
from tui.widgets.pane import Drawn

WIDE = 110
"""Columns from which the pages of the workbench stand beside each other."""


class Seeing(App[None]):
    """Holds the sight; nothing here changes what is asked."""

    BINDINGS: ClassVar = [
        Binding("ctrl+t", "turn_theme", "Light/dark", show=False),
    ]

    def __init__(
        self, glyphs: Glyphs = UNICODE, clock: Callable[[], float] = time.monotonic
    ) -> None:
        super().__init__()
        self.sight: Sight | None = None
        self.glyphs = glyphs
        self.clock = clock
        self.faults: tuple[str, ...] = ()
        self.told = ""
        self._drawing = False

    def redraw(self) -> None:
        """Has the screen draw what is seen now, once for all news that wait."""
        if not self._drawing:
            self._drawing = True
            self.call_later(self._draw)

    def _draw(self) -> None:
        self._drawing = False
        if self.screen_stack:
            for each in self.screen.query(Drawn):
                each.redraw()

    def footer(self) -> None:
        """Has the line of keys drawn once the new focus has its bindings."""
        self.call_after_refresh(self.redraw)

    def look(self, looks: Looks) -> None:
        """Looks elsewhere."""
        if self.sight is not None:
            self.sight = replace(self.sight, looks=looks)
            self.redraw()

    def type(self, text: str | None, wrong: str = "") -> None:
        """Shows what is typed into a row; None ends it."""
        if self.sight is not None:
            self.look(replace(self.sight.looks, typed=text, wrong=wrong))

    def turn_axis(self, axis: str) -> None:
        """The next measure on an axis of the plot."""
        if self.sight is None:
            return
        known = measures(self.sight)
        x, y = axes(self.sight)
        now, other = (x, y) if axis == "x" else (y, x)
        left = [name for name in known if name != other] or [now]
        following = left[(left.index(now) + 1) % len(left)] if now in left else left[0]
        looks = self.sight.looks
        self.look(
            replace(looks, axis_x=following, view="plot")
            if axis == "x"
            else replace(looks, axis_y=following, view="plot")
        )

    def turn_view(self) -> None:
        """Plot, ladder, budget, and round again."""
        if self.sight is not None:
            views = get_args(View)
            following = views[(views.index(self.sight.looks.view) + 1) % len(views)]
            self.look(replace(self.sight.looks, view=following))

    def tell(self, text: str) -> None:
        """A remark that goes away by itself."""
        self.told = text
        self.notify(text, markup=False, timeout=6)

    def action_turn_theme(self) -> None:
        """Light or dark."""
        dark = self.current_theme.dark
        self.theme = "textual-light" if dark else "textual-dark"

    def _clamp(self) -> None:
        """Keeps cursors inside lists that became shorter."""
        if self.sight is None:
            return
        looks = self.sight.looks
        limits = {"asked": len(self.sight.rows), "lots": self.sight.lots}
        for place, count in limits.items():
            if looks.at(place) >= count > 0:
                looks = looks.moved(place, count - 1)
        if looks is not self.sight.looks:
            self.sight = replace(self.sight, looks=looks)
