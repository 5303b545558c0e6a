"""The page on commands: each with what it says of itself when asked for help."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lotdesign.app.cli.exit_codes import EXIT_MEANINGS
from lotdesign.app.cli.registry import build_command
from tests.docs.reference.words import wrap, write_table

INTRODUCTION = """\
# The commands

`lotdesign COMMAND --help` says on the screen what stands here. The page is written from the program
itself by `make docs`, and a test fails where the two differ.

The result goes to stdout and nothing else does; progress, remarks and faults go to stderr. `-`
stands for stdin or stdout. `NO_COLOR` is honoured. No file that a command reads is overwritten.
"""


def write_commands_page(_folder: Path) -> str:
    """The page as Markdown."""
    commands: dict[str, Any] = build_command([]).commands  # type: ignore[attr-defined]
    lines = [*INTRODUCTION.splitlines(), ""]
    lines += write_table(
        ("Command", "In short"),
        ((f"[`{name}`](#{name})", _summarise(each)) for name, each in commands.items()),
    )
    for name, each in commands.items():
        lines += ["", *_write_command(name, each)]
    lines += ["", *_write_exit_codes()]
    return "\n".join(lines) + "\n"


def _summarise(command: Any) -> str:
    return str(command.help).split("\n\n")[0].replace("\n", " ")


def _write_command(name: str, command: Any) -> Iterator[str]:
    context = command.context_class(command, info_name=f"lotdesign {name}", max_content_width=100)
    pieces = [piece.strip("{}") for piece in command.collect_usage_pieces(context)]
    yield from (f"## {name}", "", f"`lotdesign {name} {' '.join(pieces)}`")
    for paragraph in str(command.help).split("\n\n"):
        yield from ("", *wrap(_escape(" ".join(paragraph.split()))))
    records = [record for each in command.params if (record := each.get_help_record(context))]
    if records:
        yield ""
        rows = ((f"`{_mark(names)}`", _escape(text)) for names, text in records)
        yield from write_table(("Argument or flag", "What it says"), rows)


def _mark(names: str) -> str:
    """A bar stands between choices, and would end a cell of a table."""
    return names.replace("|", r"\|")


def _escape(text: str) -> str:
    """Text as text: no mark of Markdown, no bar that would end a cell."""
    for mark in ("\\", "|", "*", "_", "<", "["):
        text = text.replace(mark, f"\\{mark}")
    return text


def _write_exit_codes() -> Iterator[str]:
    yield from ("## Exit codes", "")
    yield from wrap(
        "Scripts may rely on these numbers; [docs/ci.md](ci.md) has a workflow that does."
    )
    yield ""
    yield from write_table(
        ("exit", "meaning"), ((str(code.value), text) for code, text in EXIT_MEANINGS.items())
    )
