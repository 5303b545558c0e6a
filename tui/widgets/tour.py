"""A first tour of five keys: a line says what to press next, and goes on when it is pressed."""

from typing import ClassVar, cast

from textual.app import App
from textual.binding import Binding
from textual.events import Event, Key

from tui.canvas.picture import Picture, Span
from tui.safe_text import clip_columns
from tui.widgets.leaving import LeavableApp
from tui.widgets.picture_widget import PictureWidget

TOUR_KEYS = (
    ("right", "→ raises the figure with the cursor; the answer follows by itself"),
    ("tab", "tab goes on: what you ask, what you get, what you have seen"),
    ("enter", "enter opens what has the cursor; esc comes back"),
    ("u", "u takes the last step back, whatever it was"),
    ("question_mark", "? explains the screen that you are on, and its keys"),
)
"""The keys of the tour, each with what it does."""


class TouringApp(LeavableApp):
    """An app with a tour; `tour_step` is the position of the next key, None for no tour."""

    tour_step: int | None = None
    BINDINGS: ClassVar = [Binding("T", "turn_tour", "Tour of five keys", show=False)]

    async def on_event(self, event: Event) -> None:
        """Goes on with the tour when its key is pressed."""
        step = self.tour_step
        if isinstance(event, Key) and step is not None and event.key == TOUR_KEYS[step][0]:
            self.show_tour(step + 1 if step + 1 < len(TOUR_KEYS) else None)
        await super().on_event(event)

    def action_turn_tour(self) -> None:
        """Begins the tour, or ends it."""
        self.show_tour(0 if self.tour_step is None else None)

    def show_tour(self, step: int | None) -> None:
        """Shows what to press next; None ends the tour."""
        self.tour_step = step
        for screen in self.screen_stack:
            for line in screen.query(TourLine):
                line.show_step()


class TourLine(PictureWidget):
    """What to press next, while there is a tour."""

    DEFAULT_CSS = "TourLine { height: 1; display: none; }"

    def on_mount(self) -> None:
        """Shows the step that the tour is at."""
        self.show_step()

    def show_step(self) -> None:
        """Appears with the tour and goes with it."""
        self.display = _find_step(self.app) is not None
        self.redraw(anew=True)

    def make_picture(self, columns: int, rows: int) -> Picture | None:
        """One line: the step, what to press, and how to end it."""
        step = _find_step(self.app)
        if step is None:
            return None
        head = f" First steps, {step + 1} of {len(TOUR_KEYS)}: "
        room = columns - len(head) - 9
        text = clip_columns(TOUR_KEYS[step][1], room)
        spans = (Span(head, "accent bold"), Span(text, "bold"), Span("  T ends", "dim"))
        return Picture((spans,))


def _find_step(app: App[object]) -> int | None:
    return cast("TouringApp", app).tour_step
