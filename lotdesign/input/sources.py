"""Reads the files of a document: the TOML file and the tables that it names."""

from dataclasses import dataclass
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Any

from pydantic import ValidationError

from lotdesign.faults import Fault, InputFaults, make_printable, suggest_name
from lotdesign.input.document import ScenarioDocument
from lotdesign.input.file_bytes import leads_outside, read_file_bytes, read_stdin_bytes
from lotdesign.input.header import join_words_of_cell
from lotdesign.input.keys import ModelClass, is_area_column, list_fields, list_tables
from lotdesign.input.limits import read_limits
from lotdesign.input.raw import RawDocument, ValuePath, read_name
from lotdesign.input.sheet_files import find_table_sheets
from lotdesign.input.table_requests import TableRequest, open_cached, read_table
from lotdesign.input.tables import InputTable
from lotdesign.input.toml_file import parse_toml
from lotdesign.scenario.boundary_files import (
    BOUNDARY_MODELS,
    BOUNDARY_SUFFIXES,
    MAP_TAG,
    BoundaryFile,
    tag_source,
)
from lotdesign.scenario.table_files import TableFile, read_name_alone

SCENARIO_FILE = "scenario.toml"

STDIN_PATH = "-"

TABLE_SUFFIXES = (".csv", ".xlsx", ".ods")
"""How files of tables are called, for what is suggested."""


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
        self.remarks: list[str] = []
        self._found: dict[str, InputTable] = {}
        self._bad: set[ValuePath] = set()
        self._parts = [("scenario", main.data)]
        self._read_once: dict[str, bytes] = {}

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
            remarks=tuple(self.remarks),
        )

    def read(self) -> None:
        """Read every table that [data] names, from its file or the workbook."""
        data = self.values.get("data")
        data = data if isinstance(data, dict) else {}
        for name in self._tables:
            self._read_file(name, data.get(name))
        file = data.get("workbook")
        if isinstance(file, str) and file.strip():
            self._read_workbook(file.strip())

    def _read_file(self, name: str, named: Any) -> None:
        """Read the table whose file [data] names; what is wrong with the naming is found later."""
        if name in BOUNDARY_MODELS and tag_source(named) == MAP_TAG:
            self._read_map(name, named)
            return
        named = read_name_alone(named)
        if not isinstance(named, dict) or "file" not in named:
            return
        if not self._is_new(name, f"data.{name}"):
            return
        try:
            place = TableFile.model_validate(named)
        except ValidationError:
            self._give_up([name], InputFaults([]))
            return
        request = self._request(name, place)
        where = f"{self.main.file}, data.{name}.columns"
        known = [*list_fields(request.model), *request.areas]
        unknown = [column for column in place.columns if column not in known]
        self.faults += [Fault(where, suggest_name(column, known), column) for column in unknown]
        try:
            self._put(name, read_table(request, self._bytes(name, place.file)))
        except InputFaults as error:
            self._give_up([name], error)

    def _read_map(self, name: str, named: Any) -> None:
        """Derive the table from boundaries; what is wrong with their keys is found later."""
        from lotdesign.input.map_sources import (  # most scenarios have no map
            find_misplaced_units,
            list_unit_points,
            read_map_table,
        )

        if not self._is_new(name, f"data.{name}"):
            return
        try:
            place = BOUNDARY_MODELS[name].model_validate(named)
        except ValidationError:
            self._give_up([name], InputFaults([]))
            return
        known = self.values.get("localities")
        ids = [read_name(row.get("id")) for row in known or () if isinstance(row, dict)]
        places = tuple(filter(None, ids)) or None
        try:
            data = self._bytes(name, place.file, BOUNDARY_SUFFIXES)
            self._put(name, read_map_table(place, data, places))
            units = list_unit_points(self.values.get("units"))
            told = find_misplaced_units(place, data, units) if units else ()
            self.remarks += [each for each in told if each not in self.remarks]
        except InputFaults as error:
            self._give_up([name], error)

    def find_boundaries(self) -> tuple[BoundaryFile, bytes] | None:
        """The first file of boundaries that a valid [data] names, and its bytes; None for none."""
        data = self.values.get("data")
        named = data if isinstance(data, dict) else {}
        for name, model in BOUNDARY_MODELS.items():
            if tag_source(named.get(name)) == MAP_TAG:
                place = model.model_validate(named[name])
                return place, self._bytes(name, place.file, BOUNDARY_SUFFIXES)
        return None

    def _request(self, name: str, place: TableFile) -> TableRequest:
        return TableRequest(
            table=name,
            model=self._tables[name],
            file=place.file,
            sheet=place.sheet,
            header=place.header,
            columns=tuple(place.columns.items()),
            areas=self._list_areas(name),
            ignored=frozenset(map(join_words_of_cell, self._list_names("ignore"))),
        )

    def _list_names(self, key: str) -> tuple[str, ...]:
        """The names in a list of [data]; what is wrong with them is found later."""
        data = self.values.get("data")
        named = data.get(key) if isinstance(data, dict) else None
        names = map(read_name, named if isinstance(named, list) else ())
        return tuple(dict.fromkeys(filter(None, names)))

    def _list_areas(self, table: str) -> tuple[str, ...]:
        """The columns of a table that name areas."""
        named = self._list_names("areas") if table == "localities" else ()
        return tuple(column for column in named if is_area_column(column))

    def _read_workbook(self, file: str) -> None:
        try:
            data = self._bytes("workbook", file)
            sheets = find_table_sheets(open_cached(file, data), self._tables)
        except InputFaults as error:
            self._give_up([name for name in self._tables if name not in self.values], error)
            return
        for name in (name for name in self._tables if name in sheets):
            if self._is_new(name, f"sheet {name} of data.workbook"):
                try:
                    place = TableFile(file=file, sheet=name)
                    self._put(name, read_table(self._request(name, place), data))
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
        self.remarks += table.remarks
        self._bad |= {(name, i) for i in table.reported_rows}
        self._bad |= {(name, i, column) for i, column in table.reported_cells}
        self._bad |= set() if table.has_reference_columns else {(name,)}

    def _give_up(self, names: list[str], error: InputFaults) -> None:
        self.faults += error.faults
        for name in names:
            self.values[name] = []
            self._bad.add((name,))

    def _bytes(self, key: str, file: str, suffixes: tuple[str, ...] = TABLE_SUFFIXES) -> bytes:
        where = f"{self.main.file}, data.{key}"
        if not _stays_inside(file):
            right = "name a file beside or below scenario.toml, without .. and drive"
            raise InputFaults([Fault(where, right, file)])
        try:
            if leads_outside(self.main.folder, file):
                right = "leads out of the scenario's folder by a link; copy the file here"
                raise InputFaults([Fault(where, right, file)])
            data = read_file_bytes(self.main.folder / file, file, read_limits().table_bytes)
        except FileNotFoundError:
            beside = [p.name for p in self.main.folder.iterdir() if p.suffix in suffixes]
            raise InputFaults(
                [Fault(where, f"there is no such file; {suggest_name(file, beside)}", file)]
            ) from None
        except (OSError, ValueError) as error:
            why = error.strerror if isinstance(error, OSError) else "not the name of a file"
            raise InputFaults([Fault(where, f"cannot be read: {why}".lower(), file)]) from None
        data = self._read_once.setdefault(file, data)  # a workbook may hold several tables
        self._parts.append((key, data))
        return data


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


def read_boundary_bytes(path: str | Path) -> tuple[BoundaryFile, bytes] | None:
    """The first file of boundaries that a valid scenario at `path` names, and its bytes.

    None where it names none, or came from stdin. Raises InputFaults for a file that is gone.
    """
    if str(path) == STDIN_PATH:
        return None
    main = _read_main_file(path, SCENARIO_FILE)
    return TableReader(main, parse_toml(main.file, main.data), ScenarioDocument).find_boundaries()


def _read_main_file(path: str | Path, usual: str) -> MainFile:
    if str(path) == STDIN_PATH:
        return MainFile("stdin", "stdin", Path(), read_stdin_bytes(read_limits().toml_bytes))
    given = Path(path)
    file = given / usual if given.is_dir() else given
    name = make_printable(given.resolve().name if given.is_dir() else given.stem)
    if file.suffix != ".toml":
        raise InputFaults([Fault(str(given), f"give a folder that holds {usual}, or a .toml file")])
    try:
        data = read_file_bytes(file, str(file), read_limits().toml_bytes)
        return MainFile(name, file.name, file.parent, data)
    except OSError as error:
        why = f"cannot be read: {(error.strerror or 'unknown reason').lower()}"
        raise InputFaults([Fault(str(file), why)]) from None
