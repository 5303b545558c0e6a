"""Edits written back into a scenario's own files."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lotdesign.atomic_files import write_file
from lotdesign.faults import InputFaults
from lotdesign.input.raw import RawDocument, ValuePath, write_raw_value
from lotdesign.input.settings import apply_settings
from lotdesign.input.sources import SCENARIO_FILE, read_scenario_files
from tui.data import file_edits as csv_text
from tui.data import file_edits as toml_text
from tui.session.edits import Edits


class NotWritable(Exception):
    """Why the edits cannot be written, in words."""


@dataclass(frozen=True, slots=True)
class EditedFiles:
    """New texts of files."""

    texts: dict[Path, str]

    def store_files(self) -> None:
        """Writes every file, each in one go; raises OSError."""
        for path, text in self.texts.items():
            write_file(path, text)


def write_edits_back(path: str | Path, edits: Edits) -> EditedFiles:
    """The files with the edits in them; raises NotWritable."""
    raw, faults = read_scenario_files(path)
    after, unfit = apply_settings(raw, edits.as_settings)
    if faults or unfit:
        raise NotWritable(str(InputFaults([*faults, *unfit])))
    given = Path(path)
    main = given / SCENARIO_FILE if given.is_dir() else given
    texts: dict[Path, str] = {}
    for table, changes in _find_table_changes(raw, after, edits).items():
        file = main.parent / raw.origins[table].file
        if file.suffix.lower() != ".csv":
            raise NotWritable(f"{raw.origins[table].file} is a workbook; change it there")
        texts[file] = csv_text.edit_csv(_read_file(file), changes)
    values, left_out = _find_toml_changes(raw, after, edits)
    if values or left_out:
        texts[main] = toml_text.edit_toml(_read_file(main), values, left_out)
    return EditedFiles(texts)


def _read_file(path: Path) -> str:
    with open(path, encoding="utf-8", newline="") as file:
        return file.read()


def _find_table_changes(
    raw: RawDocument, after: RawDocument, edits: Edits
) -> dict[str, csv_text.CsvChanges]:
    """What changes in the tables that stand in files of their own."""
    found: dict[str, csv_text.CsvChanges] = {}
    gone = _find_left_out(after, edits)
    for table, origin in raw.origins.items():
        cells = {
            (origin.rows[int(loc[1])], str(loc[2])): _format_value(_value_at(after, loc))
            for loc in after.changed_by
            if loc[0] == table and len(loc) == 3 and int(loc[1]) < len(origin.rows)
        }
        left = {i for name, i in gone if name == table}
        added = [
            {key: _format_value(value) for key, value in entry.items()}
            for i, entry in enumerate(after.values[table])
            if i >= len(origin.rows) and i not in left
        ]
        rows = frozenset(origin.rows[i] for i in left if i < len(origin.rows))
        if cells or rows or added:
            found[table] = csv_text.CsvChanges(cells, rows, added)
    return found


def _find_toml_changes(
    raw: RawDocument, after: RawDocument, edits: Edits
) -> tuple[dict[ValuePath, Any], list[tuple[str, int]]]:
    """What changes in scenario.toml itself."""
    values = {
        loc: _value_at(after, loc) for loc in after.changed_by if str(loc[0]) not in raw.origins
    }
    rules = {str(rule.get("id")): i for i, rule in enumerate(after.values.get("rule", []))}
    for name in edits.off:
        if name in rules:
            values[("rule", rules[name], "status")] = "off"
    gone = [each for each in _find_left_out(after, edits) if each[0] not in raw.origins]
    return values, gone


def _find_left_out(after: RawDocument, edits: Edits) -> list[tuple[str, int]]:
    found = []
    for name in edits.off:
        table, _, entry = name.partition(".")
        for i, row in enumerate(after.values.get(table) or ()):
            if isinstance(row, dict) and str(row.get("id", "")).strip() == entry:
                found.append((table, i))
    return found


def _value_at(raw: RawDocument, loc: ValuePath) -> Any:
    value: Any = raw.values
    for part in loc:
        value = value[part]
    return value


def _format_value(value: Any) -> str:
    """A value as a cell of a table has it; names are parted by semicolons."""
    if isinstance(value, list):
        return ";".join(map(str, value))
    return write_raw_value(value)
