"""What every screen shares: the title, the keys, undo, help."""

from typing import TYPE_CHECKING, ClassVar, cast

from textual.binding import Binding
from textual.screen import Screen

from tui.session.actions import Draw, Redo, Show, Undo

if TYPE_CHECKING:
    from tui.app import Interface


class Sheet(Screen[None]):
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
    def desk(self) -> "Interface":
        """The app."""
        return cast("Interface", self.app)

    def on_screen_resume(self) -> None:
        """What changed meanwhile is drawn."""
        self.desk.footer()

    def action_undo(self) -> None:
        """Takes the last step back."""
        self.desk.do(Undo())

    def action_redo(self) -> None:
        """Does it again."""
        self.desk.do(Redo())

    def action_best(self) -> None:
        """Follows the best design again."""
        sight = self.desk.sight
        if sight is not None and sight.session.desk.hand is not None:
            self.desk.do(Draw(None, "return to the best design"))
        elif sight is not None and sight.session.desk.showing is not None:
            self.desk.do(Show(None))

    def action_help(self) -> None:
        """Help from the live keys."""
        from tui.screens.help import Help

        self.desk.push_screen(Help(self))

    def action_export(self) -> None:
        """Writes what is on screen to files."""
        from tui.screens.export import ask_export

        ask_export(self.desk, self)
