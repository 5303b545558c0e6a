"""Where the user looks: cursors, axes, typed text, theme; and having the screens redrawn."""

import time
from collections.abc import Callable
from dataclasses import replace
from typing import ClassVar, get_args

from textual.app import App
from textual.binding import Binding

from tui.canvas.glyphs import UNICODE, Glyphs
from tui.pictures.tradeoff import choose_axes, list_plot_measures
from tui.snapshot import PlotView, Snapshot, ViewSettings
from tui.widgets.picture_widget import PictureWidget

WIDE_COLUMNS = 110
"""Columns from which the pages of the workbench stand beside each other."""


class ViewingApp(App[None]):
    """Holds the sight; nothing here changes what is asked."""

    BINDINGS: ClassVar = [
        Binding("ctrl+t", "turn_theme", "Light/dark", show=False),
    ]

    def __init__(
        self, glyphs: Glyphs = UNICODE, clock: Callable[[], float] = time.monotonic
    ) -> None:
        super().__init__()
        self.snapshot: Snapshot | None = None
        self.glyphs = glyphs
        self.clock = clock
        self.faults: tuple[str, ...] = ()
        self.last_notice = ""
        self._drawing = False

    def redraw(self) -> None:
        """Has the screen draw what is seen now, once for all news that wait."""
        if not self._drawing:
            self._drawing = True
            self.call_later(self._draw)

    def _draw(self) -> None:
        self._drawing = False
        if self.screen_stack:
            for each in self.screen.query(PictureWidget):
                each.redraw()

    def redraw_after_refresh(self) -> None:
        """Has the line of keys drawn once the new focus has its bindings."""
        self.call_after_refresh(self.redraw)

    def set_view(self, looks: ViewSettings) -> None:
        """Looks elsewhere."""
        if self.snapshot is not None:
            self.snapshot = replace(self.snapshot, view=looks)
            self.redraw()

    def set_typed_text(self, text: str | None, wrong: str = "") -> None:
        """Shows what is typed into a row; None ends it."""
        if self.snapshot is not None:
            self.set_view(replace(self.snapshot.view, typed_text=text, typing_fault=wrong))

    def turn_axis(self, axis: str) -> None:
        """The next measure on an axis of the plot."""
        if self.snapshot is None:
            return
        known = list_plot_measures(self.snapshot)
        x, y = choose_axes(self.snapshot)
        now, other = (x, y) if axis == "x" else (y, x)
        left = [name for name in known if name != other] or [now]
        following = left[(left.index(now) + 1) % len(left)] if now in left else left[0]
        looks = self.snapshot.view
        self.set_view(
            replace(looks, axis_x=following, plot_view="plot")
            if axis == "x"
            else replace(looks, axis_y=following, plot_view="plot")
        )

    def turn_view(self) -> None:
        """Plot, ladder, budget, and round again."""
        if self.snapshot is not None:
            views = get_args(PlotView)
            following = views[(views.index(self.snapshot.view.plot_view) + 1) % len(views)]
            self.set_view(replace(self.snapshot.view, plot_view=following))

    def notify_user(self, text: str) -> None:
        """A remark that goes away by itself."""
        self.last_notice = text
        self.notify(text, markup=False, timeout=6)

    def action_turn_theme(self) -> None:
        """Light or dark."""
        dark = self.current_theme.dark
        self.theme = "textual-light" if dark else "textual-dark"

    def _clamp_cursors(self) -> None:
        """Keeps cursors inside lists that became shorter."""
        if self.snapshot is None:
            return
        looks = self.snapshot.view
        limits = {"asked": len(self.snapshot.rows), "lots": self.snapshot.lot_count}
        for place, count in limits.items():
            if looks.cursor_of(place) >= count > 0:
                looks = looks.move_cursor(place, count - 1)
        if looks is not self.snapshot.view:
            self.snapshot = replace(self.snapshot, view=looks)
