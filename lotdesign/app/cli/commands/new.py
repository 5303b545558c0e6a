"""`lotdesign new`, `schema`: a scenario to start from, and its JSON Schema for editors."""

import json
import shutil
from pathlib import Path
from shlex import quote
from typing import Annotated

import typer

from lotdesign.app.cli.exit_codes import ExitCode
from lotdesign.app.cli.options import OutOption
from lotdesign.app.cli.output import check_target, deliver_text
from lotdesign.app.cli.streams import write_stdout
from lotdesign.atomic_files import save_bytes, save_text
from lotdesign.faults import UsageError, make_printable, quote_text, suggest_name
from lotdesign.shipped_examples import (
    SCENARIO_FILE,
    ShippedExample,
    list_example_frameworks,
    list_example_scenarios,
)


def new(
    folder: Annotated[
        str | None, typer.Argument(metavar="DIR", help="A folder to make.", show_default=False)
    ] = None,
    example: Annotated[str, typer.Option(metavar="NAME", help="The example to copy.")] = "tiny",
    xlsx: Annotated[
        str | None,
        typer.Option(
            metavar="FILE",
            help="Write the example's tables as a workbook to fill in; with DIR, inside it.",
        ),
    ] = None,
) -> ExitCode:
    """Copy an example into a new folder, or its tables into a workbook to fill in."""
    chosen = _find_example(example)
    if folder is None and xlsx is None:
        raise UsageError("name a folder to make, or a workbook to write: --xlsx FILE")
    if xlsx is not None:
        return _write_workbook(chosen, folder, xlsx)
    target = _check_new_folder(str(folder))
    try:
        shutil.copytree(chosen.path, target, dirs_exist_ok=True)
    except OSError as error:
        raise _build_unwritable(str(folder), error) from None
    _say_next(chosen, str(folder), f"holds the example {chosen.name}")
    return ExitCode.DONE


def _check_new_folder(folder: str) -> Path:
    target = Path(folder)
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise UsageError(f"{quote_text(folder)} is not an empty folder; nothing was written")
    return target


def _build_unwritable(path: str, error: OSError) -> UsageError:
    why = (error.strerror or "unknown reason").lower()
    return UsageError(f"{quote_text(path)} cannot be written: {why}")


def _say_next(chosen: ShippedExample, folder: str, what: str) -> None:
    write_stdout(f"{quote_text(folder)} now {what}. Next:\n")
    write_stdout(f"  lotdesign {chosen.command} {quote(make_printable(folder, 300))}\n")


def _write_workbook(chosen: ShippedExample, folder: str | None, xlsx: str) -> ExitCode:
    """Write a workbook of the example's tables: alone, or as the tables of a new scenario."""
    from lotdesign.importing.workbook_template import point_to_workbook, write_workbook
    from lotdesign.input.sources import read_scenario_files

    if chosen.command != "solve":
        raise UsageError(f"--example {quote_text(chosen.name)} is no scenario; --xlsx needs one")
    if not xlsx.endswith(".xlsx"):
        raise UsageError(f"--xlsx {quote_text(xlsx)}: give a file that ends in .xlsx")
    raw, _ = read_scenario_files(chosen.path)
    data = write_workbook(raw)
    if folder is None:
        if Path(xlsx).exists():
            raise UsageError(f"{quote_text(xlsx)} is there already; nothing was written")
        save_bytes(data, xlsx)
        write_stdout(
            f"{quote_text(xlsx)} now holds the tables of {chosen.name}, in grey, to write over. "
            "A scenario reads it by:\n"
            f'  [data]\n  workbook = "{make_printable(Path(xlsx).name, 200)}"\n'
        )
        return ExitCode.DONE
    target = _check_new_folder(folder)
    if Path(xlsx).name != xlsx:
        raise UsageError(
            f"--xlsx {quote_text(xlsx)}: give the name of a file in {quote_text(folder)}"
        )
    text = (chosen.path / SCENARIO_FILE).read_text(encoding="utf-8")
    pointed, others = point_to_workbook(text, xlsx)
    try:
        target.mkdir(parents=True, exist_ok=True)
        for name in others:
            shutil.copy(chosen.path / name, target / name)
    except OSError as error:
        raise _build_unwritable(folder, error) from None
    save_bytes(data, target / xlsx)
    save_text(pointed, target / SCENARIO_FILE)
    _say_next(chosen, folder, f"holds {chosen.name}, its tables in {quote_text(xlsx)}")
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
