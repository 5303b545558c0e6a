"""Puts the tables of a scenario's other files in their place."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Any

from lotdesign.faults import Fault, InputFaults, nearest
from lotdesign.files import reading
from lotdesign.scenario.csv_source import csv_cells
from lotdesign.scenario.grid import Table, table_of
from lotdesign.scenario.keys import Model, tables_in
from lotdesign.scenario.raw import Loc, Raw
from lotdesign.scenario.workbook_source import workbook_cells


@dataclass(frozen=True, slots=True)
class Main:
    """The scenario's own file: what it is called, where its tables are looked for."""

    name: str
    file: str
    folder: Path
    data: bytes


class TableFiles:
    """Puts the tables of other files into the values, collecting faults on the way.

    `root` is the model of the values, which says what tables there are.
    """

    def __init__(self, main: Main, values: dict[str, Any], root: Model) -> None:
        self.main = main
        self.values = dict(values)
        self.root = root
        self._tables = tables_in(root)
        self.faults: list[Fault] = []
        self._found: dict[str, Table] = {}
        self._bad: set[Loc] = set()
        self._parts = [("scenario", main.data)]

    def raw(self) -> Raw:
        """The values as they stand now."""
        return Raw(
            name=self.main.name,
            file=self.main.file,
            values=self.values,
            root=self.root,
            origins={name: table.origin for name, table in self._found.items()},
            bad=frozenset(self._bad),
            parts=tuple(self._parts),
        )

    def read(self) -> None:
        """Every table that [data] names, from its CSV file or the workbook."""
        for name, file in self._named():
            if name == "workbook":
                self._read_workbook(file)
            else:
                self._read_csv(name, file)

    def _named(self) -> Iterator[tuple[str, str]]:
        """What [data] names, in the fixed order of the tables, the workbook last."""
        data = self.values.get("data")
        for name in (*self._tables, "workbook"):
            file = data.get(name) if isinstance(data, dict) else None
            if isinstance(file, str) and file.strip():
                yield name, file.strip()

    def _read_csv(self, name: str, file: str) -> None:
        if self._is_new(name, f"data.{name}"):
            try:
                data = self._bytes(name, file)
                self._put(name, _csv_table(self._tables[name], file, data))
            except InputFaults as error:
                self._give_up([name], error)

    def _read_workbook(self, file: str) -> None:
        try:
            sheets = workbook_cells(file, self._bytes("workbook", file), self._tables)
        except InputFaults as error:
            self._give_up([name for name in self._tables if name not in self.values], error)
            return
        for name in (name for name in self._tables if name in sheets):
            if self._is_new(name, f"sheet {name} of data.workbook"):
                model = self._tables[name]
                try:
                    self._put(name, table_of(model, f"{file}, sheet {name}", sheets[name]))
                except InputFaults as error:
                    self._give_up([name], error)

    def _is_new(self, name: str, also: str) -> bool:
        if name in self.values:
            right = f"this table is given twice, here and by {also}; keep one"
            self.faults.append(Fault(f"{self.main.file}, {name}", right))
        return name not in self.values

    def _put(self, name: str, table: Table) -> None:
        self._found[name] = table
        self.values[name] = table.rows
        self.faults += table.faults
        self._bad |= {(name, i) for i in table.bad} | (set() if table.named else {(name,)})

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
            data = reading(path).read_bytes()
        except FileNotFoundError:
            beside = [p.name for p in self.main.folder.iterdir() if p.suffix in (".csv", ".xlsx")]
            raise InputFaults(
                [Fault(where, f"there is no such file; {nearest(file, beside)}", file)]
            ) from None
        except (OSError, ValueError) as error:
            why = error.strerror if isinstance(error, OSError) else "not the name of a file"
            raise InputFaults([Fault(where, f"cannot be read: {why}".lower(), file)]) from None
        self._parts.append((key, data))
        return data


@lru_cache(maxsize=64)
def _csv_table(rows: Model, file: str, data: bytes) -> Table:
    """The table in these bytes, read once: a scenario is loaded anew for every change of it."""
    return table_of(rows, file, csv_cells(file, data))


def _stays_inside(file: str) -> bool:
    """Text from a file never leads out of the scenario's folder."""
    windows, posix = PureWindowsPath(file), PurePosixPath(file)
    return not (windows.drive or windows.root or posix.is_absolute() or ".." in windows.parts)
