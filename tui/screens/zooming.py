"""A screen on which any pane can take all the room, and give it back."""

from typing import ClassVar

from textual.binding import Binding
from textual.containers import Container, Vertical
from textual.events import Key
from textual.screen import Screen
from textual.widget import Widget

from tui.widgets.pane import Pane


class ZoomableScreen(Screen[None]):
    """A screen whose panes zoom; `zoomed` is the pane that has all the room, None for none.

    While one has, tab goes from pane to pane, also to those that cannot have the focus otherwise.
    """

    zoomed: Pane | None = None
    BINDINGS: ClassVar = [Binding("z", "zoom", "Zoom the pane", show=False)]

    def action_zoom(self) -> None:
        """Gives the pane with the focus all the room, or all panes theirs again."""
        pane = self.focused if isinstance(self.focused, Pane) else None
        self.zoom(None if self.zoomed is not None else pane)

    def zoom(self, pane: Pane | None) -> None:
        """Gives a pane all the room; None gives each its own again."""
        self.zoomed = pane
        around = set() if pane is None else set(pane.ancestors)
        for each in self.query(Pane):
            each.set_class(each is pane, "-zoomed")
            _show_or_hide(each, None if pane is None else each is pane)
            each.can_focus = pane is not None or type(each).can_focus
        for box in (*self.query(Container), *self.query(Vertical)):
            box.set_class(box in around, "-around")
            _show_or_hide(box, None if pane is None else box in around)
        if pane is not None:
            pane.focus()
        self.refresh(layout=True)

    def on_descendant_focus(self) -> None:
        """Takes the zoom along with the focus."""
        pane = self.focused if isinstance(self.focused, Pane) else None
        if self.zoomed is not None and pane not in (None, self.zoomed):
            self.zoom(pane)

    def on_key(self, event: Key) -> None:
        """While a pane is zoomed, tab zooms the next one and escape gives all their room again."""
        steps = {"tab": 1, "shift+tab": -1}
        if self.zoomed is None or event.key not in (*steps, "escape"):
            return
        event.stop()
        event.prevent_default()
        if event.key == "escape":
            self.zoom(None)
        else:
            panes = list(self.query(Pane))
            self.zoom(panes[(panes.index(self.zoomed) + steps[event.key]) % len(panes)])


def _show_or_hide(widget: Widget, shown: bool | None) -> None:
    """Shows a widget or hides it at once; None leaves it to the style sheet."""
    if shown is None:
        widget.styles.display = None  # back to the style sheet
    else:
        widget.display = shown
