"""What every screen shares: the title, the keys, undo and redo, help, export."""

from typing import TYPE_CHECKING, ClassVar, cast

from textual.binding import Binding
from textual.screen import Screen

from tui.session.actions import SetDesign, ShowEntry
from tui.session.undo import Redo, Undo

if TYPE_CHECKING:
    from tui.app import LotDesignApp


class BaseScreen(Screen[None]):
    """A screen with a title line, a body and a line of keys."""

    AUTO_FOCUS = ""
    about: ClassVar[str] = ""
    BINDINGS: ClassVar = [
        Binding("u,ctrl+z", "undo", "Undo"),
        Binding("U,ctrl+y,ctrl+r", "redo", "Redo", show=False),
        Binding("h", "best", "Best again", show=False),
        Binding("question_mark,f1", "help", "Help", show=False),
        Binding("E,ctrl+e", "export", "Export", show=False),
    ]

    @property
    def lotdesign_app(self) -> "LotDesignApp":
        """The app."""
        return cast("LotDesignApp", self.app)

    def on_screen_resume(self) -> None:
        """What changed meanwhile is drawn."""
        self.lotdesign_app.redraw_after_refresh()

    def action_undo(self) -> None:
        """Takes the last step back."""
        self.lotdesign_app.perform(Undo())

    def action_redo(self) -> None:
        """Does it again."""
        self.lotdesign_app.perform(Redo())

    def action_best(self) -> None:
        """Follows the best design again."""
        sight = self.lotdesign_app.snapshot
        if sight is not None and sight.session.state.hand is not None:
            self.lotdesign_app.perform(SetDesign(None, "return to the best design"))
        elif sight is not None and sight.session.state.showing is not None:
            self.lotdesign_app.perform(ShowEntry(None))

    def action_help(self) -> None:
        """Help from the live keys."""
        from tui.screens.help import HelpScreen

        self.lotdesign_app.push_screen(HelpScreen(self))

    def action_export(self) -> None:
        """Writes what is on screen to files."""
        from tui.screens.export import ask_export

        ask_export(self.lotdesign_app, self)
