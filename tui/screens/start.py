"""The first screen: recent scenarios, examples, and what is wrong with a file."""

from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding

from lotdesign.cli.recent import recent
from lotdesign.files import reading
from lotdesign.shipped import examples
from tui.canvas.frame import framed
from tui.canvas.glyphs import UNICODE
from tui.canvas.spans import Line, Picture, Span
from tui.screens.base import Sheet
from tui.text import clip, fit, safe, wrapped
from tui.widgets.bars import KeyBar, TitleBar
from tui.widgets.pane import Drawn


@dataclass(frozen=True, slots=True)
class Choice:
    """A scenario that can be opened."""

    group: str
    path: str
    name: str
    title: str


def choices() -> list[Choice]:
    """The scenarios looked at last, then every file of the examples."""
    found = [Choice("Recent", each.path, each.path, each.title) for each in recent()]
    for example in examples():
        for file in sorted(example.path.glob("*.toml"), key=lambda p: p.name != "scenario.toml"):
            main = file.name == "scenario.toml"
            path = example.path if main else file
            name = example.name if main else f"{example.name}/{file.name}"
            title = example.title if main else _remark(file)
            found.append(Choice("Examples", str(path), name, title))
    return found


def _remark(file: Path) -> str:
    """What the first comment of a file says."""
    try:
        lines = reading(file).read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError):
        return ""
    comment = takewhile(lambda line: line.startswith("#"), lines)
    return " ".join(line.lstrip("# ") for line in comment)


class Choices(Drawn, can_focus=True):
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
        self.found = choices()
        self.at = 0

    def pictured(self, columns: int, rows: int) -> Picture:
        """Groups with a line a scenario; faults get what room they need."""
        glyphs = self.desk.glyphs or UNICODE
        faults = self._faults(columns - 4)[: max(0, rows - 8)]
        body = self._list(columns - 4)
        room = rows - 2 - (len(faults) + 1 if faults else 0)
        top = max(0, self._line() - room + 2) if len(body) > room else 0
        lines = [((Span(" "), *line)) for line in [*body[top : top + room]]]
        lines += [()] * (room - len(lines))
        if faults:
            lines += [(), *(((Span(" "), *line)) for line in faults)]
        title = "This file cannot be opened yet" if faults else "Open a scenario"
        return framed(Picture(tuple(lines)), columns, rows, title, "", self.has_focus, glyphs)

    def _list(self, columns: int) -> list[Line]:
        lines: list[Line] = []
        group = ""
        half = max(20, columns // 2)
        for i, each in enumerate(self.found):
            if each.group != group:
                group = each.group
                lines += [(), (Span(group.upper(), "heading"),)]
            here = i == self.at
            sign = self.desk.glyphs.cursor if here else " "
            name = _tail(safe(each.name), half)
            lines.append(
                (
                    Span(f"{sign} ", "accent"),
                    Span(fit(name, half), "bold accent" if here else ""),
                    Span(" "),
                    Span(clip(safe(each.title), columns - half - 3), "dim"),
                )
            )
        if not lines:
            lines.append((Span("Type o and the path of a folder with scenario.toml.", "dim"),))
        return lines

    def _line(self) -> int:
        """The line of the cursor in the list."""
        groups = len({each.group for each in self.found[: self.at + 1]})
        return self.at + 2 * groups

    def _faults(self, columns: int) -> list[Line]:
        sign = self.desk.glyphs.no
        lines: list[Line] = []
        for fault in self.desk.faults:
            pieces = wrapped(safe(fault), columns - 2)
            for i, piece in enumerate(pieces):
                lines.append((Span(f"{sign if not i else ' '} ", "bad"), Span(piece)))
        return lines

    def action_step(self, by: int) -> None:
        """Moves the cursor."""
        self.at = max(0, min(len(self.found) - 1, self.at + by))
        self.redraw()

    def action_open(self) -> None:
        """Opens the scenario with the cursor."""
        if self.found:
            self.desk.open(self.found[self.at].path)

    def action_type(self) -> None:
        """Opens a path that is typed."""
        from tui.screens.prompt import Prompt

        def opened(path: str | None) -> None:
            if path and path.strip():
                self.desk.open(str(Path(path.strip()).expanduser()))

        self.desk.push_screen(Prompt("Folder with scenario.toml, or a .toml file"), opened)

    def action_new(self) -> None:
        """Copies the example with the cursor into a folder of one's own."""
        from tui.screens.prompt import Prompt

        if not self.found:
            return
        source = Path(self.found[self.at].path)

        def copied(folder: str | None) -> None:
            if folder and folder.strip():
                self.desk.copy(source, Path(folder.strip()).expanduser())

        self.desk.push_screen(Prompt("Copy into a new folder", "my-procurement"), copied)


class Start(Sheet):
    """Where a first run begins."""

    AUTO_FOCUS = "Choices"
    about = "Choose a scenario with the arrows and enter; o opens any other path."

    def compose(self) -> ComposeResult:
        """The list."""
        yield TitleBar()
        yield Choices()
        yield KeyBar()

    def on_mount(self) -> None:
        """The title bar says what this is."""
        self.add_class("-start")


def _tail(path: str, columns: int) -> str:
    """The end of a path, which tells it apart."""
    return path if len(path) <= columns else "…" + path[-(columns - 1) :]
