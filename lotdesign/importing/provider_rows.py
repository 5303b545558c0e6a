"""The table of providers, from a list of organisations."""

from collections.abc import Mapping
from typing import get_args

from lotdesign.faults import Fault, make_printable
from lotdesign.importing.column_maps import PROVIDER_COLUMNS, ColumnMap, find_columns
from lotdesign.importing.decisions import MappedProviders
from lotdesign.importing.made_ids import make_id, make_ids
from lotdesign.importing.map_reading import ImportedMap
from lotdesign.importing.name_groups import NameGroups
from lotdesign.importing.notes import ImportNotes
from lotdesign.importing.source_tables import SourceTable, take_rows
from lotdesign.input.sheet import SheetRow
from lotdesign.scenario.rows import ProviderKind
from lotdesign.scenario.values import parse_optional_pounds
from lotdesign.words import format_count

KNOWN_KINDS: tuple[str, ...] = get_args(ProviderKind)
_MONEY = ("annual_turnover", "capacity")


class ProviderList:
    """Rows of providers, one an organisation, in the order of the file."""

    def __init__(
        self, table: SourceTable, mapped: MappedProviders, groups: NameGroups, notes: ImportNotes
    ) -> None:
        self._mapped, self._groups, self._notes = mapped, groups, notes
        found = find_columns("providers", notes.map_file, table, mapped, PROVIDER_COLUMNS)
        self._columns: ColumnMap = notes.add_columns("providers", table, found)
        self._file = table.file
        self._rows = [row for row in take_rows(table) if self._is_wanted(row)]
        groups.add(self.list_names())

    def _is_wanted(self, row: SheetRow) -> bool:
        return self._columns.is_wanted(row) and bool(self._columns.read(row, "name"))

    def list_names(self) -> list[str]:
        """The names as the file has them."""
        return [self._columns.read(row, "name") for row in self._rows]

    def build(self, services: frozenset[str], places: ImportedMap) -> list[dict[str, str]]:
        """The rows of providers.csv, of these services and localities."""
        first: dict[str, SheetRow] = {}
        for row in self._rows:
            first.setdefault(self._groups.find(self._columns.read(row, "name")), row)
        again = len(self._rows) - len(first)
        told = f"; {format_count(again, 'row')} of names that stood before" if again else ""
        self._notes.read.append(f"{self._file}: {format_count(len(first), 'provider')}{told}.")
        ids = dict(zip(first, make_ids(first), strict=True))
        faults: list[Fault] = []
        built = [
            self._build_row(ids[name], name, row, services, places, faults)
            for name, row in first.items()
        ]
        self._notes.add_row_faults(faults, self._file)
        return built

    def _build_row(
        self,
        short: str,
        name: str,
        row: SheetRow,
        services: frozenset[str],
        places: ImportedMap,
        faults: list[Fault],
    ) -> dict[str, str]:
        read, decided = self._columns.read, self._mapped
        cells = {"id": short, "name": name, "kind": self._find_kind(name, read(row, "kind"))}
        cells["services"] = _match_list(
            read(row, "services"), {make_id(each, "_"): each for each in services}, "_"
        )
        cells["localities"] = ";".join(
            places.find_locality(part.strip()) or part.strip()
            for part in read(row, "localities").split(";")
        )
        for column in ("annual_turnover", "capacity", "staff"):
            if self._columns.has(column):
                cells[column] = read(row, column)
                if column in _MONEY:
                    try:
                        parse_optional_pounds(cells[column])
                    except ValueError as error:
                        where = f"{self._file}, row {row.number}, column {column}"
                        faults.append(Fault(where, str(error), cells[column]))
        said = {*self._columns.constants, *(["kind"] if name in decided.kinds else [])}
        told = ", ".join(sorted(said & {"kind", "services", "localities", "annual_turnover"}))
        cells["basis"] = "assumption" if told else "source"
        cells["source"] = f"{self._file}{f'; decided at the import: {told}' if told else ''}"
        return cells

    def _find_kind(self, name: str, text: str) -> str:
        kind = self._mapped.kinds.get(name, text)
        if kind in KNOWN_KINDS:
            return kind
        if kind.casefold() in KNOWN_KINDS:
            return kind.casefold()
        if self._columns.has("kind") and not kind:
            question = f"which kind is {make_printable(name)}?"
            self._notes.ask(("providers", "kinds", name), question, KNOWN_KINDS)
        elif self._columns.has("kind"):
            loc = ("providers", "rename", "kind", kind)
            if not any(each.loc == loc for each in self._notes.questions):
                question = f"{self._file} says {make_printable(kind)}: which kind is that?"
                self._notes.ask(loc, question, KNOWN_KINDS)
        return ""


def _match_list(text: str, known: Mapping[str, str], mark: str) -> str:
    parts = [part.strip() for part in text.split(";")]
    return ";".join(part if part == "*" else known.get(make_id(part, mark), part) for part in parts)
