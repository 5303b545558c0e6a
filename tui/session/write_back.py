"""Edits written into a scenario's own CSV and TOML files.

Rows, comments, order and layout that no edit touches stay as they were.
"""

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any

import tomlkit
from tomlkit.exceptions import ParseError
from tomlkit.items import AoT

from lotdesign.atomic_files import encode_text, write_together
from lotdesign.faults import Fault, InputFaults
from lotdesign.input.document import SCENARIO_TABLES
from lotdesign.input.keys import list_required
from lotdesign.input.raw import RawDocument, ValuePath, write_raw_value
from lotdesign.input.settings import apply_settings
from lotdesign.input.sources import SCENARIO_FILE, read_scenario_files
from tui.session.edits import Edits


@dataclass(frozen=True, slots=True)
class CsvChanges:
    """Cells by row number and column, rows to leave out, and new rows.

    Rows are numbered as in a spreadsheet: the header is row 1.
    """

    cells: Mapping[tuple[int, str], str]
    left_out: frozenset[int] = frozenset()
    added: Sequence[Mapping[str, str]] = ()


def edit_csv(text: str, changes: CsvChanges) -> str:
    """The text of a CSV file with changes; new columns come last."""
    records = _split_records(text)
    end = "\r\n" if "\r\n" in text else "\n"
    header = next(csv.reader(StringIO(records[0]))) if records else []
    columns = [column.strip().removeprefix("\ufeff") for column in header]
    used = [column for _, column in changes.cells] + [k for row in changes.added for k in row]
    new = [column for column in dict.fromkeys(used) if column not in columns]
    every = [*columns, *new]
    kept: list[str] = []
    for number, record in enumerate(records, 1):
        if number in changes.left_out:
            continue
        own = {column: v for (row, column), v in changes.cells.items() if row == number}
        kept.append(_edit_record(record, number, every, own, new))
    text_of_new = [_join_cells([row.get(c, "") for c in every], end) for row in changes.added]
    if text_of_new and kept and not kept[-1].endswith(("\n", "\r")):
        kept[-1] += end
    return "".join([*kept, *text_of_new])


def _edit_record(
    record: str,
    number: int,
    columns: Sequence[str],
    own: Mapping[str, str],
    new: list[str],
) -> str:
    """A row with its changed cells (`own`), and blank ones for `new` columns."""
    if number == 1:
        return record if not new else _append_cells(record, new)
    if not record.strip():
        return record
    if not own:
        body = record.rstrip("\r\n")
        return body + "," * len(new) + record[len(body) :]
    cells = next(csv.reader(StringIO(record)), [])
    cells += [""] * (len(columns) - len(cells))
    for column, value in own.items():
        cells[columns.index(column)] = value
    body = record.rstrip("\r\n")
    return _join_cells(cells, record[len(body) :] or "")


def _append_cells(record: str, cells: Sequence[str]) -> str:
    body = record.rstrip("\r\n")
    return body + "," + _join_cells(cells, "") + record[len(body) :]


def _join_cells(cells: Sequence[str], end: str) -> str:
    out = StringIO()
    csv.writer(out).writerow(cells)
    return out.getvalue().removesuffix("\r\n") + end


def _split_records(text: str) -> list[str]:
    """The text of each row with its line end; a quoted cell may hold line ends."""
    lines = StringIO(text, newline="").readlines()
    reader = csv.reader(iter(lines))
    records, start = [], 0
    for _ in reader:
        records.append("".join(lines[start : reader.line_num]))
        start = reader.line_num
    return records


def edit_toml(
    text: str, values: Mapping[ValuePath, Any], left_out: Iterable[tuple[str, int]] = ()
) -> str:
    """The text of a TOML file with values set and entries of lists left out.

    A position after the last entry of a list appends to it.
    """
    document: Any = tomlkit.parse(text)
    for loc, value in values.items():
        _put_value(document, loc, value)
    for table, position in sorted(left_out, reverse=True):
        del document[table][position]
    return tomlkit.dumps(document)


def _put_value(document: Any, loc: ValuePath, value: Any) -> None:
    """Sets a value by its path, and makes the tables above it that are missing."""
    container = document
    for part in loc[:-1]:
        if isinstance(part, str) and part not in container:
            container[part] = tomlkit.table()
        container = container[part]
    last = loc[-1]
    if isinstance(last, int) and last >= len(container):
        container.append(_make_entry(container, value))
    else:
        container[last] = _make_item(value)


def _make_entry(entries: Any, value: Any) -> Any:
    """A table in the layout of the list: with a heading of its own, or in one line."""
    table = tomlkit.table() if isinstance(entries, AoT) else tomlkit.inline_table()
    for key, each in value.items():
        table[key] = _make_item(each)
    return table


def _make_item(value: Any) -> Any:
    if isinstance(value, list):
        array = tomlkit.array()
        array.extend(_make_item(each) for each in value)
        return array
    if isinstance(value, int | str):
        return value
    try:
        return tomlkit.value(str(value))
    except ParseError:
        return str(value)


class NotWritable(Exception):
    """Why edits cannot be written, as people read it."""


@dataclass(frozen=True, slots=True)
class EditedFiles:
    """The new texts of files, and what is in these files `before`."""

    texts: dict[Path, str]
    before: dict[Path, bytes]

    def store_files(self) -> None:
        """Replaces all files or none.

        Raises NotWritable where somebody else changed one of them meanwhile, OSError where one
        cannot be written.
        """
        texts = {path: encode_text(text) for path, text in self.texts.items()}
        write_together(texts, self._check_unchanged)

    def _check_unchanged(self) -> None:
        for path, data in self.before.items():
            if path.read_bytes() != data:
                raise NotWritable(f"{path.name} was changed meanwhile; w shows what there is now")


def write_edits_back(path: str | Path, edits: Edits) -> EditedFiles:
    """The files with the edits in them, not yet written; raises NotWritable."""
    raw, faults = read_scenario_files(path)
    files = _edit_files(path, raw, faults, edits)
    if read_scenario_files(path)[0].values != raw.values:
        raise NotWritable("the files are being changed by somebody else; try again")
    return files


def _edit_files(
    path: str | Path, raw: RawDocument, faults: Sequence[Fault], edits: Edits
) -> EditedFiles:
    after, unfit_settings = apply_settings(raw, edits.as_settings)
    if faults or unfit_settings:
        raise NotWritable(str(InputFaults([*faults, *unfit_settings])))
    main = Path(path) / SCENARIO_FILE if Path(path).is_dir() else Path(path)
    texts: dict[Path, str] = {}
    before: dict[Path, bytes] = {}
    for table, changes in _find_table_changes(raw, after, edits).items():
        origin = raw.origins[table]
        file = main.parent / origin.file
        if file.suffix.lower() != ".csv":
            what = "a map" if origin.row_word == "feature" else "a workbook"
            raise NotWritable(f"{origin.file} is {what}; change it there")
        before[file] = file.read_bytes()
        text = before[file].decode("utf-8")
        if not _begins_with_columns(text, table):
            raise NotWritable(
                f"row 1 of {origin.file} does not name the columns as here; change it there"
            )
        texts[file] = edit_csv(text, changes)
    values, left_out = _find_toml_changes(raw, after, edits)
    if values or left_out:
        before[main] = main.read_bytes()
        texts[main] = edit_toml(before[main].decode("utf-8"), values, left_out)
    return EditedFiles(texts, before)


def _begins_with_columns(text: str, table: str) -> bool:
    """Whether the first row has the columns of the table, under no title and no other names."""
    named = next(csv.reader(StringIO(text)), [])
    columns = {column.strip().removeprefix("\ufeff") for column in named}
    return columns.issuperset(list_required(SCENARIO_TABLES[table]))


def _find_table_changes(
    raw: RawDocument, after: RawDocument, edits: Edits
) -> dict[str, CsvChanges]:
    """Table name -> changes, for the tables in files of their own."""
    changes: dict[str, CsvChanges] = {}
    left_out = _find_left_out(after, edits)
    for table, origin in raw.origins.items():
        cells = {
            (origin.rows[int(loc[1])], str(loc[2])): _format_value(_value_at(after, loc))
            for loc in after.changed_by
            if loc[0] == table and len(loc) == 3 and int(loc[1]) < len(origin.rows)
        }
        left = {i for name, i in left_out if name == table}
        added = [
            {key: _format_value(value) for key, value in entry.items()}
            for i, entry in enumerate(after.values[table])
            if i >= len(origin.rows) and i not in left
        ]
        rows = frozenset(origin.rows[i] for i in left if i < len(origin.rows))
        if cells or rows or added:
            changes[table] = CsvChanges(cells, rows, added)
    return changes


def _find_toml_changes(
    raw: RawDocument, after: RawDocument, edits: Edits
) -> tuple[dict[ValuePath, Any], list[tuple[str, int]]]:
    """Values by their place in the main file, and entries of its lists to leave out."""
    values = {
        loc: _value_at(after, loc) for loc in after.changed_by if str(loc[0]) not in raw.origins
    }
    rules = {str(rule.get("id")): i for i, rule in enumerate(after.values.get("rule", []))}
    for name in edits.off:
        if name in rules:
            values[("rule", rules[name], "status")] = "off"
    left_out = [each for each in _find_left_out(after, edits) if each[0] not in raw.origins]
    return values, left_out


def _find_left_out(after: RawDocument, edits: Edits) -> list[tuple[str, int]]:
    """(table, position) of each entry that the edits leave out."""
    positions = []
    for name in edits.off:
        table, _, entry = name.partition(".")
        for i, row in enumerate(after.values.get(table) or ()):
            if isinstance(row, dict) and str(row.get("id", "")).strip() == entry:
                positions.append((table, i))
    return positions


def _value_at(raw: RawDocument, loc: ValuePath) -> Any:
    value: Any = raw.values
    for part in loc:
        value = value[part]
    return value


def _format_value(value: Any) -> str:
    """A value as the text of a cell; the items of a list are separated by semicolons."""
    if isinstance(value, list):
        return ";".join(map(str, value))
    return write_raw_value(value)
