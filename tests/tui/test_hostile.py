"""Names from files that try to be more than names."""

import csv
from pathlib import Path

from tests.tui.drive import driving, played
from tests.tui.test_text import HOSTILE
from tui.safe_text import count_columns


def _town(folder: Path) -> Path:
    """Places, units and providers with every hostile name."""
    folder.mkdir()
    names = [name.replace("\r", "").replace("\n", " ") for name in HOSTILE]

    def write(file: str, rows: list[list[object]]) -> None:
        with open(folder / file, "w", newline="", encoding="utf-8") as out:
            csv.writer(out).writerows(rows)

    write("localities.csv", [["id", "name"], *([f"p{i}", n] for i, n in enumerate(names))])
    units = [[f"u{i}", n, "youth", 50000 + i, f"p{i}"] for i, n in enumerate(names)]
    write("units.csv", [["id", "name", "service", "annual_budget", "locality"], *units])
    head = ["id", "name", "kind", "services", "localities", "annual_turnover"]
    providers = [[f"v{i}", n, "vcse", "*", "*", 9000000] for i, n in enumerate(names)]
    write("providers.csv", [head, *providers])
    (folder / "scenario.toml").write_text(
        'schema = 1\n[authority]\nname = "Town [/bold] \\u001b[31m"\n[data]\nunits = "units.csv"\n'
        'localities = "localities.csv"\nproviders = "providers.csv"\n'
        '[[rule]]\nid = "[red]size[/]"\n'
        'kind = "lot_size"\nmax = 2\n[[rule]]\nid = "within"\nkind = "alignment"\nmode = "within"\n'
        '[[option]]\nid = "o"\nname = "[@click=app.quit]go[/]"\nlots = ['
        + ", ".join(f'["u{i}"]' for i in range(len(names)))
        + "]\n",
        encoding="utf-8",
    )
    return folder


@played
async def _looked_at(folder: Path, size: tuple[int, int]) -> None:
    async with driving(folder, size) as desk:
        for keys in (
            ("f3",),
            ("enter",),
            ("right", "right", "m"),
            ("escape", "escape", "f4"),
            ("c",),
            ("escape", "d"),
            ("t",),
            ("escape", "e"),
            ("escape", "ctrl+p"),
        ):
            await desk.press(*keys)
            text = desk.text
            assert "\x1b" not in text
            assert all(char.isprintable() or char == "\n" for char in text)
            assert all(count_columns(line) <= size[0] for line in text.splitlines())
            _edges_stand(text)


def _edges_stand(text: str) -> None:
    """The right edges of a pane stand under each other, whatever is in its lines."""
    lines = text.splitlines()
    for y, line in enumerate(lines[:-1]):
        for x, char in enumerate(line):
            below = _at(lines[y + 1], count_columns(line[:x]))
            if char in "╮┓" and below:
                assert below in "│┃╯┛", (line, lines[y + 1])


def _at(line: str, column: int) -> str:
    """The character that stands in a column of the screen."""
    used = 0
    for char in line:
        if used == column:
            return char
        used += count_columns(char)
    return ""


def test_nothing_breaks_and_columns_stay(tmp_path: Path) -> None:
    for size in ((80, 24), (120, 40)):
        _looked_at(_town(tmp_path / f"town{size[0]}"), size)
