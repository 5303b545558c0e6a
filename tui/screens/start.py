"""The first screen: recent scenarios, examples, and the faults of a file."""

from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding

from lotdesign.file_guard import note_reading
from lotdesign.shipped_examples import list_example_scenarios
from lotdesign.user_state import read_recent
from tui.canvas.glyphs import UNICODE
from tui.canvas.picture import Line, Picture, Span, draw_frame
from tui.safe_text import clip_columns, fit_columns, make_safe, wrap_text
from tui.screens.base import BaseScreen
from tui.widgets.bars import KeyBar, TitleBar
from tui.widgets.picture_widget import PictureWidget


@dataclass(frozen=True, slots=True)
class ScenarioChoice:
    """A scenario that can be opened."""

    group: str
    path: str
    name: str
    title: str


def list_scenarios() -> list[ScenarioChoice]:
    """The scenarios looked at last, then every file of the examples."""
    found = [ScenarioChoice("Recent", each.path, each.path, each.title) for each in read_recent()]
    for example in list_example_scenarios():
        for file in sorted(example.path.glob("*.toml"), key=lambda p: p.name != "scenario.toml"):
            main = file.name == "scenario.toml"
            path = example.path if main else file
            name = example.name if main else f"{example.name}/{file.name}"
            title = example.title if main else _read_first_comment(file)
            found.append(ScenarioChoice("Examples", str(path), name, title))
    return found


def _read_first_comment(file: Path) -> str:
    """What the first comment of a file says."""
    try:
        lines = note_reading(file).read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError):
        return ""
    comment = takewhile(lambda line: line.startswith("#"), lines)
    return " ".join(line.lstrip("# ") for line in comment)


class ScenarioList(PictureWidget, can_focus=True):
    """The list, and below it the faults of the file that would not open."""

    BINDINGS: ClassVar = [
        Binding("up", "step(-1)", "Up", show=False),
        Binding("down", "step(1)", "Down", show=False),
        Binding("enter", "open", "Open"),
        Binding("o", "type", "Open a path"),
        Binding("n", "new", "Copy as my own"),
    ]

    def __init__(self) -> None:
        super().__init__(id="choices")
        self.choices = list_scenarios()
        self.at = 0

    def make_picture(self, columns: int, rows: int) -> Picture:
        """Groups with a line a scenario; faults get what room they need."""
        glyphs = self.lotdesign_app.glyphs or UNICODE
        faults = self._faults(columns - 4)[: max(0, rows - 8)]
        body = self._list(columns - 4)
        room = rows - 2 - (len(faults) + 1 if faults else 0)
        top = max(0, self._line() - room + 2) if len(body) > room else 0
        lines = [((Span(" "), *line)) for line in [*body[top : top + room]]]
        lines += [()] * (room - len(lines))
        if faults:
            lines += [(), *(((Span(" "), *line)) for line in faults)]
        title = "This file cannot be opened yet" if faults else "Open a scenario"
        return draw_frame(Picture(tuple(lines)), columns, rows, title, "", self.has_focus, glyphs)

    def _list(self, columns: int) -> list[Line]:
        lines: list[Line] = []
        group = ""
        half = max(20, columns // 2)
        for i, each in enumerate(self.choices):
            if each.group != group:
                group = each.group
                lines += [(), (Span(group.upper(), "heading"),)]
            here = i == self.at
            sign = self.lotdesign_app.glyphs.cursor if here else " "
            name = _cut_path(make_safe(each.name), half)
            lines.append(
                (
                    Span(f"{sign} ", "accent"),
                    Span(fit_columns(name, half), "bold accent" if here else ""),
                    Span(" "),
                    Span(clip_columns(make_safe(each.title), columns - half - 3), "dim"),
                )
            )
        if not lines:
            lines.append((Span("Type o and the path of a folder with scenario.toml.", "dim"),))
        return lines

    def _line(self) -> int:
        """The line of the cursor in the list."""
        groups = len({each.group for each in self.choices[: self.at + 1]})
        return self.at + 2 * groups

    def _faults(self, columns: int) -> list[Line]:
        sign = self.lotdesign_app.glyphs.no
        lines: list[Line] = []
        for fault in self.lotdesign_app.faults:
            pieces = wrap_text(make_safe(fault), columns - 2)
            for i, piece in enumerate(pieces):
                lines.append((Span(f"{sign if not i else ' '} ", "bad"), Span(piece)))
        return lines

    def action_step(self, by: int) -> None:
        """Moves the cursor."""
        self.at = max(0, min(len(self.choices) - 1, self.at + by))
        self.redraw()

    def action_open(self) -> None:
        """Opens the scenario with the cursor."""
        if self.choices:
            self.lotdesign_app.open_scenario(self.choices[self.at].path)

    def action_type(self) -> None:
        """Opens a path that is typed."""
        from tui.widgets.dialogs import TextDialog

        def opened(path: str | None) -> None:
            if path and path.strip():
                self.lotdesign_app.open_scenario(str(Path(path.strip()).expanduser()))

        self.lotdesign_app.push_screen(
            TextDialog("Folder with scenario.toml, or a .toml file"), opened
        )

    def action_new(self) -> None:
        """Copies the example with the cursor into a folder of one's own."""
        from tui.widgets.dialogs import TextDialog

        if not self.choices:
            return
        source = Path(self.choices[self.at].path)

        def copied(folder: str | None) -> None:
            if folder and folder.strip():
                self.lotdesign_app.copy_scenario(source, Path(folder.strip()).expanduser())

        self.lotdesign_app.push_screen(
            TextDialog("Copy into a new folder", "my-procurement"), copied
        )


class StartScreen(BaseScreen):
    """Where a first run begins."""

    AUTO_FOCUS = "ScenarioList"
    about = "Choose a scenario with the arrows and enter; o opens any other path."

    def compose(self) -> ComposeResult:
        """The list."""
        yield TitleBar()
        yield ScenarioList()
        yield KeyBar()

    def on_mount(self) -> None:
        """The title bar says what this is."""
        self.add_class("-start")


def _cut_path(path: str, columns: int) -> str:
    """The end of a path, which tells it apart."""
    return path if len(path) <= columns else "…" + path[-(columns - 1) :]
