"""Units and providers as people wrote them, with the edits of the session in them."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from lotdesign.faults import InputFaults
from lotdesign.scenario.keys import fields, required
from lotdesign.scenario.raw import Raw, written
from lotdesign.scenario.settings import apply
from lotdesign.scenario.sources import read_scenario
from lotdesign.scenario.tables import TABLES
from tui.session.edits import Edits, inline

SHOWN = ("units", "providers")
"""Tables that can be changed on the Data screen."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A row: its id and its cells as text by column.

    `added`, `left_out` and `edited` say what the session did to it, the last by columns.
    """

    id: str
    cells: dict[str, str]
    added: bool
    left_out: bool
    edited: frozenset[str]


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the scenario: every column that it may have, in the order of declaration."""

    name: str
    columns: tuple[str, ...]
    about: dict[str, str]
    needed: tuple[str, ...]
    rows: tuple[Entry, ...]


@lru_cache(maxsize=8)
def tables(path: str, edits: Edits, version: int = 0) -> tuple[Table, ...]:
    """The tables; a file that cannot be read has none. Another `version` reads anew."""
    try:
        raw, _ = read_scenario(path)
    except InputFaults:
        return ()
    after, _ = apply(raw, edits.as_settings)
    return tuple(_table(name, raw, after, edits) for name in SHOWN)


def _table(name: str, raw: Raw, after: Raw, edits: Edits) -> Table:
    known = fields(TABLES[name])
    before = len(raw.values.get(name) or ())
    rows = []
    for i, entry in enumerate(after.values.get(name) or ()):
        if not isinstance(entry, dict):
            continue
        id_ = str(entry.get("id", "")).strip()
        cells = {column: _text(entry.get(column)) for column in known}
        own = frozenset(
            str(loc[2]) for loc in after.changed if loc[:2] == (name, i) and len(loc) > 2
        )
        rows.append(Entry(id_, cells, i >= before, f"{name}.{id_}" in edits.off, own))
    about = {column: field.description or "" for column, field in known.items()}
    columns = sorted(known, key=_rank)
    return Table(name, tuple(columns), about, required(TABLES[name]), tuple(rows))


def _rank(column: str) -> int:
    """What it is called comes first, where its figures come from last."""
    first, last = ("id", "name"), ("basis", "source")
    return first.index(column) if column in first else 3 if column in last else 2


def set_cell(edits: Edits, table: Table, entry: Entry, column: str, text: str) -> Edits:
    """With a cell changed; that of a row added here is changed in the row itself."""
    if entry.added:
        return added(edits, table.name, {**entry.cells, column: text})
    return edits.set(f"{table.name}.{entry.id}.{column}", text)


def added(edits: Edits, table: str, cells: dict[str, str]) -> Edits:
    """With a new row; blank cells are left out."""
    filled = {key: value for key, value in cells.items() if value.strip() and key != "id"}
    return edits.set(f"{table}.{cells['id']}", inline(dict(filled)))


def left_out(edits: Edits, table: Table, entry: Entry) -> Edits:
    """Without a row, or with it again; a row added here just goes."""
    path = f"{table.name}.{entry.id}"
    if entry.added:
        return edits.unset(path)
    return edits.switched_on(path) if entry.left_out else edits.switched_off(path)


def is_data(path: str) -> bool:
    """Whether an edit changes a table."""
    return path.partition(".")[0] in (*SHOWN, "localities", "neighbours")


def _text(value: Any) -> str:
    if isinstance(value, list):
        return ";".join(map(str, value))
    return "" if value is None else written(value)
