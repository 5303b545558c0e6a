"""Commands with their output, as pages show them.

In a block fenced as ```console a line that begins with "$ " is a command, and what follows it is
its output, on the screen as a whole; a line "..." stands for any lines that are left out.
"""

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.cli.run import ROOT, run

_BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LEFT_OUT = "..."

TELLING = (
    "solve",
    "explain",
    "price",
    "standards",
    "appraise",
    "alternatives",
    "frontier",
    "stress",
    "robust",
    "sweep",
    "export",
    "backtest",
    "atlas",
    "report",
)
"""Commands that tell of their progress."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A command of `lotdesign` on a page, and the lines that the page shows."""

    page: str
    command: str
    lines: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.page}: {self.command}"


def shown(page: Path) -> Iterator[Shown]:
    """The commands of `lotdesign` on a page."""
    for block in _BLOCK.findall(page.read_text(encoding="utf-8")):
        command, lines = "", []
        for line in [*block.splitlines(), "$ "]:
            if line.startswith("$ "):
                if command.startswith("lotdesign "):
                    yield Shown(titled(page), command, tuple(lines))
                command, lines = line.removeprefix("$ "), []
            else:
                lines.append(line)


def find_differences(page: Path) -> list[str]:
    """Run the commands of a page one after the other, where the reader would; say what differs."""
    ran = ((each, output(each.command)) for each in shown(page))
    return [
        "\n".join((f"{each} says", *found)) for each, found in ran if not agrees(each.lines, found)
    ]


def pages() -> list[Path]:
    """The README, all pages and the READMEs of the examples, in order."""
    docs, examples = (ROOT / "docs").glob("*.md"), (ROOT / "examples").glob("*/README.md")
    return [ROOT / "README.md", *sorted(docs), *sorted(examples)]


def titled(page: Path) -> str:
    """A page by its name; the README of an example by its folder too."""
    return f"{page.parent.name}/{page.name}" if page.parent.parent.name == "examples" else page.name


def output(command: str) -> list[str]:
    """What the command writes, the result before any remarks; no progress."""
    _, *arguments = shlex.split(command)
    answer = run(*arguments, "--quiet") if _is_told(arguments) else run(*arguments)
    return (answer.out + answer.err).splitlines()


def _is_told(arguments: list[str]) -> bool:
    """Whether the command would tell of its progress, which differs from run to run."""
    return arguments[0] in TELLING


def agrees(expected: tuple[str, ...], found: list[str]) -> bool:
    """Whether the lines are the same, where nothing is left out."""
    parts: list[list[str]] = [[]]
    for line in (each.rstrip() for each in expected):
        if line == LEFT_OUT:
            parts.append([])
        else:
            parts[-1].append(line)
    while parts[-1] and not parts[-1][-1]:
        parts[-1].pop()
    lines = [each.rstrip() for each in found]
    if len(parts) == 1:
        return lines == parts[0]
    first, *middle, last = parts
    if lines[: len(first)] != first or (last and lines[-len(last) :] != last):
        return False
    lines = lines[len(first) : len(lines) - len(last)]
    for part in middle:
        starts = range(len(lines) - len(part) + 1)
        at = next((i for i in starts if lines[i : i + len(part)] == part), None)
        if at is None:
            return False
        lines = lines[at + len(part) :]
    return True
