"""The units of an import as their file has them."""

from collections.abc import Mapping
from dataclasses import dataclass

from lotdesign.faults import Fault
from lotdesign.importing.column_maps import UNIT_COLUMNS, ColumnMap, find_columns
from lotdesign.importing.decisions import MappedUnits
from lotdesign.importing.made_ids import make_id, make_ids
from lotdesign.importing.notes import ImportNotes
from lotdesign.importing.questions import ImportQuestion
from lotdesign.importing.source_tables import SourceTable, take_rows
from lotdesign.scenario.name_values import parse_id
from lotdesign.words import format_count


@dataclass(frozen=True, slots=True)
class ListedUnit:
    """A unit: its id, its row in the file, and what the file says by our columns."""

    id: str
    name: str
    service: str
    row: int
    cells: Mapping[str, str]


def list_units(
    table: SourceTable, mapped: MappedUnits, notes: ImportNotes
) -> tuple[ColumnMap, tuple[ListedUnit, ...]]:
    """The units of a table; questions, guesses and faults go to the notes."""
    found = find_columns("units", notes.map_file, table, mapped, UNIT_COLUMNS)
    columns = notes.add_columns("units", table, found)
    if not (columns.has("name") or columns.has("id")):
        free = tuple(name for name in table.columns if name)
        notes.questions.append(
            ImportQuestion(
                ("units", "columns", "name"), f"which column of {table.file} holds the name?", free
            )
        )
        return columns, ()
    rows = [row for row in take_rows(table) if columns.is_wanted(row)]
    named = [row for row in rows if columns.read(row, "name") or columns.read(row, "id")]
    if len(named) < len(rows):
        what = format_count(len(rows) - len(named), "row")
        notes.left_out.append(f"{table.file}: {what} without a name.")
    names = [columns.read(row, "name") or columns.read(row, "id") for row in named]
    made = not columns.has("id")
    ids = make_ids(names) if made else [columns.read(row, "id") for row in named]
    faults: list[Fault] = []
    units, seen = [], dict[str, int]()
    for short, name, row in zip(ids, names, named, strict=True):
        where = f"{table.file}, row {row.number}"
        try:
            parse_id(short)
        except ValueError as error:
            faults.append(Fault(f"{where}, column id", str(error), short))
        if short in seen:
            right = f"this id is taken by row {seen[short]}; ids must differ"
            faults.append(Fault(f"{where}, column id", right, short))
        seen.setdefault(short, row.number)
        service = columns.read(row, "service")
        if not service and columns.has("service"):
            faults.append(Fault(f"{where}, column service", "is blank; every unit has a service"))
        cells = {column: columns.read(row, column) for column in UNIT_COLUMNS}
        units.append(ListedUnit(short, name, make_id(service, "_"), row.number, cells))
    notes.add_row_faults(faults, table.file)
    notes.read.append(f"{table.file}: {format_count(len(units), 'unit')}.")
    if made:
        notes.remarks.append(f"{table.file}: ids were made from names.")
    return columns, tuple(units)
