"""Reads the files of a scenario, or of another document: a TOML file, the tables beside it."""

import sys
from pathlib import Path

from lotdesign.faults import Fault, InputFaults, shown
from lotdesign.files import reading, reading_stdin
from lotdesign.scenario.document import Document
from lotdesign.scenario.keys import Model
from lotdesign.scenario.raw import Raw
from lotdesign.scenario.table_files import Main, TableFiles
from lotdesign.scenario.toml_source import parse_toml

MAIN = "scenario.toml"
STDIN = "-"


def read_scenario(path: str | Path) -> tuple[Raw, list[Fault]]:
    """What stands in the files of a scenario, as `read_document`."""
    return read_document(path, Document, MAIN)


def read_document(path: str | Path, root: Model, usual: str) -> tuple[Raw, list[Fault]]:
    """What stands in the files of a document with these keys, and the faults of its tables.

    `path` is a folder that holds the file with the usual name, a TOML file, or `-` for TOML on
    stdin, whose tables are looked for in the working folder. Raises InputFaults when the TOML
    cannot be read at all.
    """
    main = _main(path, usual)
    tables = TableFiles(main, parse_toml(main.file, main.data), root)
    tables.read()
    return tables.raw(), tables.faults


def _main(path: str | Path, usual: str) -> Main:
    if str(path) == STDIN:
        reading_stdin()
        return Main("stdin", "stdin", Path(), sys.stdin.buffer.read())
    given = Path(path)
    file = given / usual if given.is_dir() else given
    name = shown(given.resolve().name if given.is_dir() else given.stem)
    if file.suffix != ".toml":
        raise InputFaults([Fault(str(given), f"give a folder that holds {usual}, or a .toml file")])
    try:
        return Main(name, file.name, file.parent, reading(file).read_bytes())
    except OSError as error:
        why = f"cannot be read: {(error.strerror or 'unknown reason').lower()}"
        raise InputFaults([Fault(str(file), why)]) from None
