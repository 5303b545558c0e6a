"""The scenarios that can be opened, and the faults of a file that cannot."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path

from lotdesign.file_guard import note_reading
from lotdesign.shipped_examples import list_example_scenarios
from lotdesign.user_state import read_recent
from tui.canvas.glyphs import Glyphs
from tui.canvas.picture import (
    Line,
    Picture,
    Span,
    describe_hidden,
    draw_frame,
)
from tui.safe_text import clip_columns, fit_columns, make_safe, wrap_text


@dataclass(frozen=True, slots=True)
class ScenarioChoice:
    """A scenario that can be opened: under which heading it stands, its path, name and title."""

    group: str
    path: str
    name: str
    title: str


def list_scenarios() -> list[ScenarioChoice]:
    """The scenarios opened last, then every scenario file of the examples."""
    choices = [ScenarioChoice("Recent", each.path, each.path, each.title) for each in read_recent()]
    for example in list_example_scenarios():
        for file in sorted(example.path.glob("*.toml"), key=lambda p: p.name != "scenario.toml"):
            main = file.name == "scenario.toml"
            path = example.path if main else file
            name = example.name if main else f"{example.name}/{file.name}"
            title = example.title if main else _read_first_comment(file)
            choices.append(ScenarioChoice("Examples", str(path), name, title))
    return choices


def _read_first_comment(file: Path) -> str:
    """The comment that a file begins with, in one line."""
    try:
        lines = note_reading(file).read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError):
        return ""
    comment = takewhile(lambda line: line.startswith("#"), lines)
    return " ".join(line.lstrip("# ") for line in comment)


def draw_scenarios(
    choices: Sequence[ScenarioChoice],
    cursor: int,
    faults: Sequence[str],
    columns: int,
    rows: int,
    focused: bool,
    glyphs: Glyphs,
) -> Picture:
    """The choices under their headings, in a frame; faults take the room that they need below."""
    fault_lines = _draw_faults(faults, columns - 4, glyphs)[: max(0, rows - 8)]
    drawn = _draw_choices(choices, cursor, columns - 4, glyphs)
    body = [line for line, _ in drawn]
    room = rows - 2 - (len(fault_lines) + 1 if fault_lines else 0)
    headings = len({each.group for each in choices[: cursor + 1]})
    cursor_line = cursor + 2 * headings
    top = max(0, cursor_line - room + 2) if len(body) > room else 0
    lines: list[Line] = [(Span(" "), *line) for line in body[top : top + room]]
    lines += [()] * (room - len(lines))
    if fault_lines:
        lines += [(), *((Span(" "), *line) for line in fault_lines)]
    title = "This file cannot be opened yet" if fault_lines else "Open a scenario"
    items = tuple(item for _, item in drawn[top : top + room])
    hidden = describe_hidden(items, range(len(choices)))
    return draw_frame(Picture(tuple(lines), items), columns, rows, title, hidden, focused, glyphs)


def _draw_choices(
    choices: Sequence[ScenarioChoice], cursor: int, columns: int, glyphs: Glyphs
) -> list[tuple[Line, int | None]]:
    """The lines, each with the position of the choice on it, None for a heading."""
    lines: list[tuple[Line, int | None]] = []
    group = ""
    half = max(20, columns // 2)
    for i, each in enumerate(choices):
        if each.group != group:
            group = each.group
            lines += [((), None), ((Span(group.upper(), "heading"),), None)]
        here = i == cursor
        name = fit_columns(_cut_path(make_safe(each.name), half), half)
        line = (
            Span(f"{glyphs.cursor if here else ' '} ", "accent"),
            Span(name, "bold accent" if here else ""),
            Span(" "),
            Span(clip_columns(make_safe(each.title), columns - half - 3), "dim"),
        )
        lines.append((line, i))
    if not lines:
        text = "Type o and the path of a folder with scenario.toml."
        lines.append(((Span(text, "dim"),), None))
    return lines


def _draw_faults(faults: Sequence[str], columns: int, glyphs: Glyphs) -> list[Line]:
    lines: list[Line] = []
    for fault in faults:
        for i, piece in enumerate(wrap_text(make_safe(fault), columns - 2)):
            lines.append((Span(f"{' ' if i else glyphs.no} ", "bad"), Span(piece)))
    return lines


def _cut_path(path: str, columns: int) -> str:
    """The end of a path, which tells it apart from others."""
    return path if len(path) <= columns else "…" + path[-(columns - 1) :]
