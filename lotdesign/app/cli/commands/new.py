"""`lotdesign new`, `schema`: a scenario to start from, and its JSON Schema for editors."""

import json
import shutil
from pathlib import Path
from shlex import quote
from typing import Annotated

import typer

from lotdesign.app.cli.exit_codes import ExitCode
from lotdesign.app.cli.options import OutOption
from lotdesign.app.cli.output import check_target, deliver_text, write_stdout
from lotdesign.faults import UsageError, make_printable, quote_text, suggest_name
from lotdesign.shipped_examples import (
    ShippedExample,
    list_example_frameworks,
    list_example_scenarios,
)


def new(
    folder: Annotated[str, typer.Argument(metavar="DIR", help="A folder to make.")],
    example: Annotated[str, typer.Option(metavar="NAME", help="The example to copy.")] = "tiny",
) -> ExitCode:
    """Copy an example into a new folder."""
    chosen = _find_example(example)
    target = Path(folder)
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise UsageError(f"{quote_text(folder)} is not an empty folder; nothing was written")
    try:
        shutil.copytree(chosen.path, target, dirs_exist_ok=True)
    except OSError as error:
        why = (error.strerror or "unknown reason").lower()
        raise UsageError(f"{quote_text(folder)} cannot be written: {why}") from None
    write_stdout(f"{quote_text(folder)} now holds the example {chosen.name}. Next:\n")
    write_stdout(f"  lotdesign {chosen.command} {quote(make_printable(folder, 300))}\n")
    return ExitCode.DONE


def _find_example(name: str) -> ShippedExample:
    known = {each.name: each for each in (*list_example_scenarios(), *list_example_frameworks())}
    if name not in known:
        raise UsageError(f"--example {quote_text(name)}: {suggest_name(name, known)}")
    return known[name]


def schema(
    framework: Annotated[
        bool,
        typer.Option("--framework", help="That of framework.toml instead."),
    ] = False,
    out: OutOption = None,
) -> ExitCode:
    """Print the JSON Schema of a scenario, or of a framework.

    Editors use it to complete and check keys.
    """
    from lotdesign.frameworks.document import build_framework_schema
    from lotdesign.input.schema import build_scenario_schema

    check_target(out)
    body = build_framework_schema() if framework else build_scenario_schema()
    deliver_text(json.dumps(body, indent=2, ensure_ascii=False) + "\n", out)
    return ExitCode.DONE
