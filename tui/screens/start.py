"""The first screen: recent scenarios, examples, and the faults of a file."""

from pathlib import Path
from typing import ClassVar, cast

from textual.app import ComposeResult
from textual.binding import Binding
from textual.events import Click, Paste

from tui.canvas.picture import Picture
from tui.messages import ScenarioCopied, ScenarioOpened
from tui.pictures.start import draw_scenarios, list_scenarios
from tui.screens.base import BaseScreen
from tui.widgets.bars import KeyBar, TitleBar
from tui.widgets.dialogs import TextDialog
from tui.widgets.picture_widget import PictureWidget


class ScenarioList(PictureWidget, can_focus=True):
    """The scenarios to choose from, and below them the faults of one that cannot be opened."""

    BINDINGS: ClassVar = [
        Binding("up", "step(-1)", "Up", show=False),
        Binding("down", "step(1)", "Down", show=False),
        Binding("enter", "open", "Open"),
        Binding("o", "type", "Open a path"),
        Binding("n", "new", "Copy as my own"),
        Binding("i", "import", "Import files"),
    ]

    def __init__(self) -> None:
        super().__init__(id="choices")
        self.choices = list_scenarios()
        self.cursor = 0

    def make_picture(self, columns: int, rows: int) -> Picture:
        """The list in its frame."""
        faults = cast("StartScreen", self.screen).faults
        return draw_scenarios(
            self.choices, self.cursor, faults, columns, rows, self.has_focus, self.glyphs
        )

    def on_click(self, event: Click) -> None:
        """Moves the cursor to what was clicked; a double click opens it."""
        items = self._picture.items
        item = items[event.y] if event.y < len(items) else None
        if item is not None:
            self.cursor = item
            self.redraw()
            if event.chain == 2:
                self.action_open()

    def on_paste(self, event: Paste) -> None:
        """Asks whether to open the path that was pasted."""
        event.stop()
        lines = event.text.strip().splitlines()
        self._ask_path(lines[0].strip() if lines else "")

    def action_step(self, by: int) -> None:
        """Moves the cursor."""
        self.cursor = max(0, min(len(self.choices) - 1, self.cursor + by))
        self.redraw()

    def action_open(self) -> None:
        """Opens the scenario with the cursor."""
        if self.choices:
            self.app.post_message(ScenarioOpened(self.choices[self.cursor].path))

    def action_type(self) -> None:
        """Asks for a path and opens it."""
        self._ask_path("")

    def _ask_path(self, path: str) -> None:
        def open_path(path: str | None) -> None:
            if path and path.strip():
                self.app.post_message(ScenarioOpened(str(Path(path.strip()).expanduser())))

        question = "Folder with scenario.toml, or a .toml file"
        self.app.push_screen(TextDialog(question, path), open_path)

    def action_new(self) -> None:
        """Asks for a folder, copies the scenario with the cursor there and opens the copy."""
        if not self.choices:
            return
        source = Path(self.choices[self.cursor].path)

        def copy(folder: str | None) -> None:
            if folder and folder.strip():
                target = Path(folder.strip()).expanduser()
                self.app.post_message(ScenarioCopied(source, target))

        self.app.push_screen(TextDialog("Copy into a new folder", "my-procurement"), copy)

    def action_import(self) -> None:
        """Makes a scenario of a council's files."""
        from tui.screens.import_files import ask_for_files  # loads what no other screen needs

        ask_for_files(self.app)


class StartScreen(BaseScreen):
    """Where a first run begins; `faults` are those of the last file that could not be opened."""

    AUTO_FOCUS = "ScenarioList"
    is_of_scenario = False
    about = (
        "Choose a scenario with the arrows and enter; o opens any other path, and i makes a "
        "scenario of files as councils have them."
    )

    def __init__(self) -> None:
        super().__init__(classes="-start")
        self.faults: tuple[str, ...] = ()

    def compose(self) -> ComposeResult:
        """The list between the bars."""
        yield TitleBar()
        yield ScenarioList()
        yield KeyBar()

    def show_faults(self, faults: tuple[str, ...]) -> None:
        """Shows why a file cannot be opened; none for a file that was."""
        self.faults = faults
        self.redraw()
