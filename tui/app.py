"""The app: opens scenarios and goes from screen to screen."""

import shutil
import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import ClassVar

from textual.app import SystemCommand
from textual.binding import Binding
from textual.screen import Screen

from lotdesign.cli.recent import remember
from lotdesign.faults import InputFaults
from lotdesign.scenario.load import load
from lotdesign.scenario.scenario import Scenario
from tui.bridge.link import Link
from tui.bridge.saver import Saver
from tui.canvas.glyphs import UNICODE, Glyphs
from tui.panes.sight import Sight
from tui.seeing import WIDE
from tui.session import actions, store
from tui.session.session import Session
from tui.studying import Studying


class Interface(Studying):
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
        link: Link | None = None,
    ) -> None:
        super().__init__(glyphs, clock, link)
        self.HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (WIDE, "-wide")]
        self._path = path
        self._keep = keep

    def on_mount(self) -> None:
        """Opens the scenario that was named, or offers some."""
        from tui.screens.start import Start

        self.push_screen(Start())
        if self._path is not None:
            self.open(self._path)

    def open(self, path: str) -> bool:
        """Opens a scenario on the workbench; its faults are told on the start screen."""
        from tui.screens.workbench import Workbench

        try:
            base = load(path)
        except InputFaults as error:
            self.faults = tuple(map(str, error.faults))
            self.redraw()
            return False
        self.faults = ()
        session = self._begin(path, base)
        self.sight = Sight(session, base, base, glyphs=self.glyphs, now=self.clock())
        self._asked = None
        self._follow()
        self.push_screen(Workbench())
        return True

    def _begin(self, path: str, base: Scenario) -> Session:
        if not self._keep:
            return Session(path)
        if self._saver is not None:
            self._saver.close()
        file = store.place_of(path)
        self._saver = Saver(file)
        session = store.load(path, file)
        authority = base.authority
        remember(path, ", ".join(each for each in (authority.title, authority.name) if each))
        return session

    def copy(self, source: Path, folder: Path) -> None:
        """Copies a scenario's folder and opens the copy."""
        try:
            shutil.copytree(folder_of(str(source)), folder, dirs_exist_ok=False)
        except OSError as error:
            why = (error.strerror or "unknown reason").lower()
            self.faults = (f"{folder} cannot be written: {why}",)
            self.redraw()
            return
        self.open(str(folder if source.is_dir() else folder / source.name))

    def reload(self) -> None:
        """Reads the scenario's files again, after they were written."""
        if self.sight is None:
            return
        try:
            base = load(self.sight.session.path)
        except InputFaults as error:
            self.sight = replace(self.sight, faults=tuple(map(str, error.faults)))
        else:
            self.sight = replace(self.sight, base=base, studies={})
            self._asked = None
            self._follow()
        self.redraw()

    async def action_quit(self) -> None:
        """Leaves at once; the worker goes too."""
        self.leave()
        self.exit()

    def open_lot(self) -> None:
        """Opens the lot with the cursor."""
        from tui.screens.lot import LotScreen

        if self.sight is not None and self.sight.lots:
            self.push_screen(LotScreen())

    def ask_note(self, entry: int) -> None:
        """Asks what to note of an entry."""
        from tui.screens.prompt import Prompt

        if self.sight is None:
            return

        def noted(text: str | None) -> None:
            if text is not None:
                self.do(actions.Note(entry, text))

        self.push_screen(Prompt("Note", self.sight.session.note(entry)), noted)

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Every action of the screen stands in the palette, with its key."""
        from tui.widgets.bars import key_name

        yield from super().get_system_commands(screen)
        seen: set[str] = set()
        for each in screen.active_bindings.values():
            binding = each.binding
            if not each.enabled or not binding.description or binding.description in seen:
                continue
            seen.add(binding.description)

            def run(action: str = binding.action, node: object = each.node) -> None:
                self.call_later(self.run_action, action, node)

            yield SystemCommand(binding.description, f"key {key_name(binding)}", run)


def folder_of(path: str) -> Path:
    """The folder that a scenario lies in."""
    given = Path(path)
    return given if given.is_dir() else given.parent
