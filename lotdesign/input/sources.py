"""Reads the files of a document: the TOML file and the tables that it names."""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Any

from lotdesign.faults import Fault, InputFaults, make_printable, suggest_name
from lotdesign.file_guard import note_reading, note_reading_stdin
from lotdesign.input.document import ScenarioDocument
from lotdesign.input.file_formats import parse_csv_cells, parse_toml, parse_workbook_cells
from lotdesign.input.keys import ModelClass, is_area_column, list_tables
from lotdesign.input.raw import RawDocument, ValuePath, read_name
from lotdesign.input.tables import InputTable, build_table

SCENARIO_FILE = "scenario.toml"

STDIN_PATH = "-"


@dataclass(frozen=True, slots=True)
class MainFile:
    """The TOML file: its scenario's name, its own name in faults, its folder and bytes."""

    name: str
    file: str
    folder: Path
    data: bytes


class TableReader:
    """Reads the tables that the values name into them, and collects faults.

    `root` is the model of the values, which declares the tables.
    """

    def __init__(self, main: MainFile, values: dict[str, Any], root: ModelClass) -> None:
        self.main = main
        self.values = dict(values)
        self.root = root
        self._tables = list_tables(root)
        self.faults: list[Fault] = []
        self._found: dict[str, InputTable] = {}
        self._bad: set[ValuePath] = set()
        self._parts = [("scenario", main.data)]

    def build_raw(self) -> RawDocument:
        """The raw document of the values so far."""
        return RawDocument(
            name=self.main.name,
            file=self.main.file,
            values=self.values,
            root=self.root,
            origins={name: table.origin for name, table in self._found.items()},
            reported=frozenset(self._bad),
            parts=tuple(self._parts),
        )

    def read(self) -> None:
        """Read every table that [data] names, from its CSV file or the workbook."""
        for name, file in self._named():
            if name == "workbook":
                self._read_workbook(file)
            else:
                self._read_csv(name, file)

    def _named(self) -> Iterator[tuple[str, str]]:
        """(table, file) that [data] names, in the fixed order of the tables, the workbook last."""
        data = self.values.get("data")
        for name in (*self._tables, "workbook"):
            file = data.get(name) if isinstance(data, dict) else None
            if isinstance(file, str) and file.strip():
                yield name, file.strip()

    def _list_areas(self, table: str) -> tuple[str, ...]:
        """The columns of a table that name areas; what is wrong with them is found later."""
        data = self.values.get("data")
        named = data.get("areas") if isinstance(data, dict) and table == "localities" else None
        columns = map(read_name, named if isinstance(named, list) else ())
        return tuple(column for column in dict.fromkeys(columns) if is_area_column(column))

    def _read_csv(self, name: str, file: str) -> None:
        if self._is_new(name, f"data.{name}"):
            try:
                data = self._bytes(name, file)
                areas = self._list_areas(name)
                self._put(name, _read_csv_table(self._tables[name], file, data, areas))
            except InputFaults as error:
                self._give_up([name], error)

    def _read_workbook(self, file: str) -> None:
        try:
            sheets = parse_workbook_cells(file, self._bytes("workbook", file), self._tables)
        except InputFaults as error:
            self._give_up([name for name in self._tables if name not in self.values], error)
            return
        for name in (name for name in self._tables if name in sheets):
            if self._is_new(name, f"sheet {name} of data.workbook"):
                model = self._tables[name]
                try:
                    where, areas = f"{file}, sheet {name}", self._list_areas(name)
                    self._put(name, build_table(model, where, sheets[name], areas))
                except InputFaults as error:
                    self._give_up([name], error)

    def _is_new(self, name: str, also: str) -> bool:
        if name in self.values:
            right = f"this table is given twice, here and by {also}; keep one"
            self.faults.append(Fault(f"{self.main.file}, {name}", right))
        return name not in self.values

    def _put(self, name: str, table: InputTable) -> None:
        self._found[name] = table
        self.values[name] = table.rows
        self.faults += table.faults
        self._bad |= {(name, i) for i in table.reported_rows} | (
            set() if table.has_reference_columns else {(name,)}
        )

    def _give_up(self, names: list[str], error: InputFaults) -> None:
        self.faults += error.faults
        for name in names:
            self.values[name] = []
            self._bad.add((name,))

    def _bytes(self, key: str, file: str) -> bytes:
        where = f"{self.main.file}, data.{key}"
        if not _stays_inside(file):
            right = "name a file beside or below scenario.toml, without .. and drive"
            raise InputFaults([Fault(where, right, file)])
        path = self.main.folder / file
        try:
            data = note_reading(path).read_bytes()
        except FileNotFoundError:
            beside = [p.name for p in self.main.folder.iterdir() if p.suffix in (".csv", ".xlsx")]
            raise InputFaults(
                [Fault(where, f"there is no such file; {suggest_name(file, beside)}", file)]
            ) from None
        except (OSError, ValueError) as error:
            why = error.strerror if isinstance(error, OSError) else "not the name of a file"
            raise InputFaults([Fault(where, f"cannot be read: {why}".lower(), file)]) from None
        self._parts.append((key, data))
        return data


@lru_cache(maxsize=64)
def _read_csv_table(rows: ModelClass, file: str, data: bytes, areas: tuple[str, ...]) -> InputTable:
    """The table in these bytes; cached, as a scenario is loaded again for every setting."""
    return build_table(rows, file, parse_csv_cells(file, data), areas)


def _stays_inside(file: str) -> bool:
    """Whether a file name stays in the scenario's folder."""
    windows, posix = PureWindowsPath(file), PurePosixPath(file)
    return not (windows.drive or windows.root or posix.is_absolute() or ".." in windows.parts)


def read_scenario_files(path: str | Path) -> tuple[RawDocument, list[Fault]]:
    """Read the files of a scenario, as `read_document`."""
    return read_document(path, ScenarioDocument, SCENARIO_FILE)


def read_document(
    path: str | Path, root: ModelClass, usual: str
) -> tuple[RawDocument, list[Fault]]:
    """Read the files of a document with these keys: the raw document, and faults of its tables.

    `path` is a folder that holds the file with the usual name, a TOML file, or `-` for TOML on
    stdin, whose tables are looked for in the working folder. Raises InputFaults when the TOML
    cannot be read at all.
    """
    main = _read_main_file(path, usual)
    tables = TableReader(main, parse_toml(main.file, main.data), root)
    tables.read()
    return tables.build_raw(), tables.faults


def _read_main_file(path: str | Path, usual: str) -> MainFile:
    if str(path) == STDIN_PATH:
        note_reading_stdin()
        return MainFile("stdin", "stdin", Path(), sys.stdin.buffer.read())
    given = Path(path)
    file = given / usual if given.is_dir() else given
    name = make_printable(given.resolve().name if given.is_dir() else given.stem)
    if file.suffix != ".toml":
        raise InputFaults([Fault(str(given), f"give a folder that holds {usual}, or a .toml file")])
    try:
        return MainFile(name, file.name, file.parent, note_reading(file).read_bytes())
    except OSError as error:
        why = f"cannot be read: {(error.strerror or 'unknown reason').lower()}"
        raise InputFaults([Fault(str(file), why)]) from None
