"""`lotdesign new`: a scenario to start from."""

import shutil
from pathlib import Path
from shlex import quote
from typing import Annotated

import typer

from lotdesign.cli.exits import Exit, UsageError
from lotdesign.cli.guard import guarded
from lotdesign.cli.output import write_stdout
from lotdesign.faults import nearest, quoted, shown
from lotdesign.shipped import Example, examples, frameworks


@guarded
def new(
    folder: Annotated[str, typer.Argument(metavar="DIR", help="A folder to make.")],
    example: Annotated[str, typer.Option(metavar="NAME", help="The example to copy.")] = "tiny",
) -> Exit:
    """Copy an example into a new folder."""
    chosen = _example(example)
    target = Path(folder)
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise UsageError(f"{quoted(folder)} is not an empty folder; nothing was written")
    try:
        shutil.copytree(chosen.path, target, dirs_exist_ok=True)
    except OSError as error:
        why = (error.strerror or "unknown reason").lower()
        raise UsageError(f"{quoted(folder)} cannot be written: {why}") from None
    write_stdout(f"{quoted(folder)} now holds the example {chosen.name}. Next:\n")
    write_stdout(f"  lotdesign {chosen.command} {quote(shown(folder, 300))}\n")
    return Exit.DONE


def _example(name: str) -> Example:
    known = {each.name: each for each in (*examples(), *frameworks())}
    if name not in known:
        raise UsageError(f"--example {quoted(name)}: {nearest(name, known)}")
    return known[name]
