"""The app: opens scenarios, goes from screen to screen, and offers every action in the command

palette.
"""

import shutil
import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import ClassVar

from textual.app import SystemCommand
from textual.binding import Binding
from textual.screen import Screen

from lotdesign.faults import InputFaults
from lotdesign.input.load import load
from lotdesign.scenario.scenario import Scenario
from lotdesign.user_state import remember_scenario
from tui.canvas.glyphs import UNICODE, Glyphs
from tui.services.studies import StudyingApp
from tui.services.view import WIDE_COLUMNS
from tui.session import actions
from tui.session import session_file as store
from tui.session.session import Session
from tui.session.session_file import SessionSaver
from tui.snapshot import Snapshot
from tui.worker.link import WorkerLink


class LotDesignApp(StudyingApp):
    """The terminal interface of lotdesign."""

    CSS_PATH = "app.tcss"
    TITLE = "lotdesign"
    ENABLE_COMMAND_PALETTE = True
    BINDINGS: ClassVar = [
        Binding("ctrl+c", "quit", "Quit", show=False, priority=True),
        Binding("q", "quit", "Quit", show=False),
    ]

    def __init__(
        self,
        path: str | None = None,
        glyphs: Glyphs = UNICODE,
        keep: bool = True,
        clock: Callable[[], float] = time.monotonic,
        link: WorkerLink | None = None,
    ) -> None:
        super().__init__(glyphs, clock, link)
        self.HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (WIDE_COLUMNS, "-wide")]
        self._path = path
        self._keep = keep

    def on_mount(self) -> None:
        """Opens the scenario that was named, or offers some."""
        from tui.screens.start import StartScreen

        self.push_screen(StartScreen())
        if self._path is not None:
            self.open_scenario(self._path)

    def open_scenario(self, path: str) -> bool:
        """Opens a scenario on the workbench; its faults are told on the start screen."""
        from tui.screens.workbench import Workbench

        try:
            base = load(path)
        except InputFaults as error:
            self.faults = tuple(map(str, error.faults))
            self.redraw()
            return False
        self.faults = ()
        session = self._load_session(path, base)
        self.snapshot = Snapshot(session, base, base, glyphs=self.glyphs, now=self.clock())
        self._last_asked = None
        self._solve_if_changed()
        self.push_screen(Workbench())
        return True

    def _load_session(self, path: str, base: Scenario) -> Session:
        if not self._keep:
            return Session(path)
        if self._saver is not None:
            self._saver.close()
        file = store.find_session_file(path)
        self._saver = SessionSaver(file)
        session = store.load_session(path, file)
        authority = base.authority
        remember_scenario(
            path, ", ".join(each for each in (authority.title, authority.name) if each)
        )
        return session

    def copy_scenario(self, source: Path, folder: Path) -> None:
        """Copies a scenario's folder and opens the copy."""
        try:
            shutil.copytree(find_scenario_folder(str(source)), folder, dirs_exist_ok=False)
        except OSError as error:
            why = (error.strerror or "unknown reason").lower()
            self.faults = (f"{folder} cannot be written: {why}",)
            self.redraw()
            return
        self.open_scenario(str(folder if source.is_dir() else folder / source.name))

    def reload_scenario(self) -> None:
        """Reads the scenario's files again, after they were written."""
        if self.snapshot is None:
            return
        try:
            base = load(self.snapshot.session.path)
        except InputFaults as error:
            self.snapshot = replace(self.snapshot, faults=tuple(map(str, error.faults)))
        else:
            self.snapshot = replace(self.snapshot, base=base, studies={})
            self._last_asked = None
            self._solve_if_changed()
        self.redraw()

    async def action_quit(self) -> None:
        """Leaves at once; the worker goes too."""
        self.shut_down()
        self.exit()

    def open_lot(self) -> None:
        """Opens the lot with the cursor."""
        from tui.screens.lot import LotScreen

        if self.snapshot is not None and self.snapshot.lot_count:
            self.push_screen(LotScreen())

    def ask_note(self, entry: int) -> None:
        """Asks what to note of an entry."""
        from tui.widgets.dialogs import TextDialog

        if self.snapshot is None:
            return

        def noted(text: str | None) -> None:
            if text is not None:
                self.perform(actions.WriteNote(entry, text))

        self.push_screen(TextDialog("Note", self.snapshot.session.find_note(entry)), noted)

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Every action of the screen stands in the palette, with its key."""
        from tui.widgets.bars import format_key

        yield from super().get_system_commands(screen)
        seen: set[str] = set()
        for each in screen.active_bindings.values():
            binding = each.binding
            if not each.enabled or not binding.description or binding.description in seen:
                continue
            seen.add(binding.description)

            def run(action: str = binding.action, node: object = each.node) -> None:
                self.call_later(self.run_action, action, node)

            yield SystemCommand(binding.description, f"key {format_key(binding)}", run)


def find_scenario_folder(path: str) -> Path:
    """The folder that a scenario lies in."""
    given = Path(path)
    return given if given.is_dir() else given.parent
