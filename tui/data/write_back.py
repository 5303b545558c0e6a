"""Edits written into a scenario's own files."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lotdesign.cli.output import write_file
from lotdesign.faults import InputFaults
from lotdesign.scenario.raw import Loc, Raw, written
from lotdesign.scenario.settings import apply
from lotdesign.scenario.sources import MAIN, read_scenario
from tui.data import csv_text, toml_text
from tui.session.edits import Edits


class NotWritable(Exception):
    """Why the edits cannot be written, in words."""


@dataclass(frozen=True, slots=True)
class Written:
    """New texts of files."""

    texts: dict[Path, str]

    def store(self) -> None:
        """Writes every file, each in one go; raises OSError."""
        for path, text in self.texts.items():
            write_file(path, text)


def written_back(path: str | Path, edits: Edits) -> Written:
    """The files with the edits in them; raises NotWritable."""
    raw, faults = read_scenario(path)
    after, unfit = apply(raw, edits.as_settings)
    if faults or unfit:
        raise NotWritable(str(InputFaults([*faults, *unfit])))
    given = Path(path)
    main = given / MAIN if given.is_dir() else given
    texts: dict[Path, str] = {}
    for table, changes in _tables(raw, after, edits).items():
        file = main.parent / raw.origins[table].file
        if file.suffix.lower() != ".csv":
            raise NotWritable(f"{raw.origins[table].file} is a workbook; change it there")
        texts[file] = csv_text.changed(_read(file), changes)
    values, left_out = _toml(raw, after, edits)
    if values or left_out:
        texts[main] = toml_text.changed(_read(main), values, left_out)
    return Written(texts)


def _read(path: Path) -> str:
    with open(path, encoding="utf-8", newline="") as file:
        return file.read()


def _tables(raw: Raw, after: Raw, edits: Edits) -> dict[str, csv_text.Changes]:
    """What changes in the tables that stand in files of their own."""
    found: dict[str, csv_text.Changes] = {}
    gone = _left_out(after, edits)
    for table, origin in raw.origins.items():
        cells = {
            (origin.rows[int(loc[1])], str(loc[2])): _cell(_value(after, loc))
            for loc in after.changed
            if loc[0] == table and len(loc) == 3 and int(loc[1]) < len(origin.rows)
        }
        left = {i for name, i in gone if name == table}
        added = [
            {key: _cell(value) for key, value in entry.items()}
            for i, entry in enumerate(after.values[table])
            if i >= len(origin.rows) and i not in left
        ]
        rows = frozenset(origin.rows[i] for i in left if i < len(origin.rows))
        if cells or rows or added:
            found[table] = csv_text.Changes(cells, rows, added)
    return found


def _toml(raw: Raw, after: Raw, edits: Edits) -> tuple[dict[Loc, Any], list[tuple[str, int]]]:
    """What changes in scenario.toml itself."""
    values = {loc: _value(after, loc) for loc in after.changed if str(loc[0]) not in raw.origins}
    rules = {str(rule.get("id")): i for i, rule in enumerate(after.values.get("rule", []))}
    for name in edits.off:
        if name in rules:
            values[("rule", rules[name], "status")] = "off"
    gone = [each for each in _left_out(after, edits) if each[0] not in raw.origins]
    return values, gone


def _left_out(after: Raw, edits: Edits) -> list[tuple[str, int]]:
    found = []
    for name in edits.off:
        table, _, entry = name.partition(".")
        for i, row in enumerate(after.values.get(table) or ()):
            if isinstance(row, dict) and str(row.get("id", "")).strip() == entry:
                found.append((table, i))
    return found


def _value(raw: Raw, loc: Loc) -> Any:
    value: Any = raw.values
    for part in loc:
        value = value[part]
    return value


def _cell(value: Any) -> str:
    """A value as a cell of a table has it; names are parted by semicolons."""
    if isinstance(value, list):
        return ";".join(map(str, value))
    return written(value)
