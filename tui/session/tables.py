"""Units and providers as people wrote them, with the edits of the session.

The options of a scenario follow units that are added or left out.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from lotdesign.faults import InputFaults
from lotdesign.input.document import SCENARIO_TABLES
from lotdesign.input.keys import list_fields, list_required
from lotdesign.input.raw import RawDocument, write_raw_value
from lotdesign.input.settings import apply_settings
from lotdesign.input.sources import read_scenario_files
from lotdesign.scenario.sections import DesignOption
from tui.session.edits import Edits, write_inline_table

EDITABLE_TABLES = ("units", "providers")
"""The tables on the data screen."""


@dataclass(frozen=True, slots=True)
class TableEntry:
    """A row of a table: its id, and its cells as text by column.

    `added`, `left_out` and `edited` (columns) say what the edits change; `base` has the cells of
    the files.
    """

    id: str
    cells: dict[str, str]
    added: bool
    left_out: bool
    edited: frozenset[str]
    base: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class EditableTable:
    """A table of the scenario, with every column that it may have.

    `about` describes the columns, `needed` are those that must not be blank.
    """

    name: str
    columns: tuple[str, ...]
    about: dict[str, str]
    needed: tuple[str, ...]
    rows: tuple[TableEntry, ...]


@lru_cache(maxsize=8)
def read_tables(path: str, edits: Edits, version: int = 0) -> tuple[EditableTable, ...]:
    """The tables under the edits; none where the files cannot be read.

    They are cached: after a change of the files give another `version`.
    """
    try:
        raw, _ = read_scenario_files(path)
    except InputFaults:
        return ()
    after, _ = apply_settings(raw, edits.as_settings)
    return tuple(_read_table(name, raw, after, edits) for name in EDITABLE_TABLES)


def _read_table(name: str, raw: RawDocument, after: RawDocument, edits: Edits) -> EditableTable:
    """A table under the edits: `raw` without them, `after` with them."""
    known = list_fields(SCENARIO_TABLES[name])
    before = len(raw.values.get(name) or ())
    rows = []
    for i, entry in enumerate(after.values.get(name) or ()):
        if not isinstance(entry, dict):
            continue
        id_ = str(entry.get("id", "")).strip()
        cells = {column: _format_cell(entry.get(column)) for column in known}
        edited = frozenset(
            str(loc[2]) for loc in after.changed_by if loc[:2] == (name, i) and len(loc) > 2
        )
        left_out = f"{name}.{id_}" in edits.off
        base = _read_base_cells(raw, name, i, known)
        rows.append(TableEntry(id_, cells, i >= before, left_out, edited, base))
    about = {column: field.description or "" for column, field in known.items()}
    columns = sorted(known, key=_rank_column)
    return EditableTable(
        name, tuple(columns), about, list_required(SCENARIO_TABLES[name]), tuple(rows)
    )


def _read_base_cells(
    raw: RawDocument, table: str, position: int, columns: Iterable[str]
) -> dict[str, str]:
    """The cells of a row in the files; empty for a row that edits add."""
    rows = raw.values.get(table) or ()
    entry = rows[position] if position < len(rows) else None
    if not isinstance(entry, dict):
        return {}
    return {column: _format_cell(entry.get(column)) for column in columns}


def _rank_column(column: str) -> int:
    """Sorts names first and the sources of figures last."""
    first, last = ("id", "name"), ("basis", "source")
    return first.index(column) if column in first else 3 if column in last else 2


def set_cell(
    edits: Edits, table: EditableTable, entry: TableEntry, column: str, text: str
) -> Edits:
    """The edits with a cell changed; a cell of an added row changes the edit that adds it.

    What the files say already is no edit.
    """
    if entry.added:
        return add_entry(edits, table.name, {**entry.cells, column: text})
    if text == entry.base.get(column):
        return edits.unset(f"{table.name}.{entry.id}.{column}")
    return edits.set(f"{table.name}.{entry.id}.{column}", text)


def add_entry(edits: Edits, table: str, cells: dict[str, str]) -> Edits:
    """The edits with a new row, or another one for an added row; blank cells are left out."""
    filled = {key: value for key, value in cells.items() if value.strip() and key != "id"}
    return edits.set(f"{table}.{cells['id']}", write_inline_table(dict(filled)))


def toggle_left_out(edits: Edits, table: EditableTable, entry: TableEntry) -> Edits:
    """The edits with a row left out, or back in; an added row is removed."""
    path = f"{table.name}.{entry.id}"
    if entry.added:
        return edits.unset(path)
    return edits.switch_on(path) if entry.left_out else edits.switch_off(path)


def keep_table_edits(edits: Edits) -> Edits:
    """The edits that change tables, with those of options, which follow from them."""
    return Edits(
        tuple(each for each in edits.settings if _is_table_edit(each[0])),
        tuple(name for name in edits.off if _is_table_edit(name)),
    )


def _is_table_edit(path: str) -> bool:
    if path.startswith("option.") and path.endswith(".lots"):
        return True
    return path.partition(".")[0] in (*EDITABLE_TABLES, "localities", "neighbours")


def make_entry_id(name: str, taken: set[str]) -> str:
    """A short id made of a name, different from those taken."""
    plain = "".join(c if c.isalnum() and c.isascii() else "-" for c in name.strip().lower())
    short = "-".join(filter(None, plain.split("-")))[:30] or "new"
    return next(i for i in (short, *(f"{short}-{n}" for n in range(2, 10_000))) if i not in taken)


def _format_cell(value: Any) -> str:
    if isinstance(value, list):
        return ";".join(map(str, value))
    return "" if value is None else write_raw_value(value)


def add_unit_to_options(edits: Edits, options: tuple[DesignOption, ...], unit: str) -> Edits:
    """The edits with a unit in a lot of its own in every option."""
    for option in options:
        edits = _set_option_lots(edits, option, [*_read_option_lots(edits, option), [unit]])
    return edits


def remove_unit_from_options(edits: Edits, options: tuple[DesignOption, ...], unit: str) -> Edits:
    """The edits with a unit in no option; a lot that becomes empty is removed."""
    for option in options:
        lots = [[each for each in lot if each != unit] for lot in _read_option_lots(edits, option)]
        edits = _set_option_lots(edits, option, [lot for lot in lots if lot])
    return edits


def _read_option_lots(edits: Edits, option: DesignOption) -> list[list[str]]:
    text = edits.find(f"option.{option.id}.lots")
    if text is None:
        return [list(lot) for lot in option.lots]
    lots: list[list[str]] = json.loads(text)
    return lots


def _set_option_lots(edits: Edits, option: DesignOption, lots: list[list[str]]) -> Edits:
    path = f"option.{option.id}.lots"
    if lots == [list(lot) for lot in option.lots]:
        return edits.unset(path)
    return edits.set(path, json.dumps(lots, ensure_ascii=False))
