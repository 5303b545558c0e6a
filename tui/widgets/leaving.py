"""An app that is left, suspended, and turned from dark to light."""

from abc import abstractmethod
from collections.abc import Callable
from typing import ClassVar

from textual.binding import Binding

from tui.snapshot import Snapshot
from tui.widgets.dialogs import LeaveDialog
from tui.widgets.key_holding import KeyHoldingApp


class LeavableApp(KeyHoldingApp):
    """An app that asks before it is left; `snapshot` is None while nothing is open."""

    snapshot: Snapshot | None
    find_save_fault: Callable[[], str]
    """Finds why not everything is saved, "" where it is."""

    BINDINGS: ClassVar = [
        Binding("ctrl+t", "turn_theme", "Light/dark", show=False),
        Binding("ctrl+c", "quit", "Quit", show=False, priority=True),
        Binding("q", "quit", "Quit", show=False),
        Binding("ctrl+z", "suspend_process", "Suspend", show=False, priority=True),
    ]

    @abstractmethod
    def shut_down(self) -> None:
        """Ends what runs beside the app, and saves."""

    def action_turn_theme(self) -> None:
        """Turns from dark to light, or back."""
        self.theme = "textual-light" if self.current_theme.dark else "textual-dark"

    async def action_quit(self) -> None:
        """Asks whether to leave; asked for again, or with nothing open, it leaves at once."""
        if self.snapshot is None or isinstance(self.screen, LeaveDialog):
            self.leave()
        else:
            self.ask_soon(self._ask_to_leave)

    def _ask_to_leave(self) -> None:
        self.push_screen(
            LeaveDialog(self.find_save_fault()), lambda leaves: self.leave() if leaves else None
        )

    def leave(self) -> None:
        """Leaves, whatever the worker does."""
        self.shut_down()
        self.exit()
