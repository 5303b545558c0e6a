"""A document as it was read.

Plain values, where in which file each stands, and flaws by their place.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from pydantic import BaseModel

from lotdesign.faults import Fault, make_printable

ValuePath = tuple[str | int, ...]
"""The way to a value: keys of tables and positions in lists, as ("rule", 0, "lots")."""


SETTING_FLAGS = ("--set", "--off")
"""The parts of an input that are no files."""


@dataclass(frozen=True, slots=True)
class TableOrigin:
    """The file (and sheet) of a table, and the number of each row as a spreadsheet shows it."""

    file: str
    rows: tuple[int, ...]


@dataclass(frozen=True)
class RawDocument:
    """The values of scenario.toml with its tables put in, nothing validated yet.

    `file` is what a fault calls scenario.toml, `root` the model that its keys are declared by.
    `origins` are the tables that came from files
    of their own. `bad` are the tables and rows whose faults are told already. `changed` says
    which setting put a value where it is. `parts` are the bytes read, by what they are.
    """

    name: str
    file: str
    values: dict[str, Any]
    root: type[BaseModel]
    origins: Mapping[str, TableOrigin] = field(default_factory=dict)
    reported: frozenset[ValuePath] = frozenset()
    changed_by: Mapping[ValuePath, str] = field(default_factory=dict)
    parts: tuple[tuple[str, bytes], ...] = ()

    @property
    def sha256(self) -> str:
        """Identifies the exact input: every file and every setting, in a fixed order."""
        return _compute_digest(self.parts)

    @property
    def files_sha256(self) -> str:
        """Identifies the files alone, whatever is set."""
        return _compute_digest(part for part in self.parts if part[0] not in SETTING_FLAGS)

    @property
    def settings(self) -> tuple[str, ...]:
        """What was changed against the files, as the command line takes it."""
        return tuple(
            f"{name} {text.decode()}" for name, text in self.parts if name in SETTING_FLAGS
        )

    def list_entries(self, table: str) -> list[tuple[ValuePath, dict[str, Any]]]:
        """The entries of a list of tables, those alone that are tables."""
        found = self.values.get(table)
        entries = found if isinstance(found, list) else []
        return [((table, i), entry) for i, entry in enumerate(entries) if isinstance(entry, dict)]

    def describe_place(self, loc: ValuePath) -> str:
        """The place of a value as a person finds it again."""
        for length in range(len(loc), 0, -1):
            if loc[:length] in self.changed_by:
                return self.changed_by[loc[:length]]
        if loc and loc[0] in self.origins:
            return _describe_cell(self.origins[str(loc[0])], loc[1:])
        return ", ".join([self.file, *_describe_path(self.values, loc)])


def _compute_digest(parts: Iterable[tuple[str, bytes]]) -> str:
    total = sha256()
    for name, content in parts:
        total.update(f"{name} {len(content)}\n".encode())
        total.update(content)
    return total.hexdigest()


def get_value(values: Any, loc: Iterable[str | int]) -> Any:
    """The value at a place; raises LookupError when nothing stands there."""
    for part in loc:
        match values, part:
            case (dict(), str()) | (list(), int()):
                values = values[part]
            case _:
                raise LookupError(part)
    return values


def read_name(value: object) -> str:
    """A name as text, whatever was written for it; "" for what cannot be one."""
    named = isinstance(value, str | int) and not isinstance(value, bool)
    return str(value).strip() if named else ""


def write_raw_value(value: object) -> str:
    """A value as its writer wrote it; nothing for a whole table."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return f"[{', '.join(map(write_raw_value, value))}]"
    return "" if isinstance(value, Mapping) else str(value)


def _describe_cell(origin: TableOrigin, rest: ValuePath) -> str:
    """units.csv, row 4, column need."""
    row = f", row {origin.rows[rest[0]]}" if rest and isinstance(rest[0], int) else ""
    column = next((f", column {part}" for part in rest if isinstance(part, str)), "")
    return f"{origin.file}{row}{column}"


def _describe_path(values: Any, loc: ValuePath) -> list[str]:
    """money.uplift as one step; the entry of a list by its id or its number, from 1."""
    steps: list[str] = []
    dotted: list[str] = []
    for depth, part in enumerate(loc):
        if isinstance(part, str):
            dotted.append(make_printable(part))
        else:
            steps.append(f"{'.'.join(dotted)} {_describe_entry(values, loc[: depth + 1])}".strip())
            dotted = []
    return [*steps, ".".join(dotted)] if dotted else steps


def _describe_entry(values: Any, loc: ValuePath) -> str:
    try:
        entry = get_value(values, loc)
    except LookupError:
        entry = None
    named = read_name(entry.get("id")) if isinstance(entry, dict) else ""
    return make_printable(named) if named else str(int(loc[-1]) + 1)


@dataclass(frozen=True, slots=True)
class DocumentFlaw:
    """What is wrong at `loc`: what would be right, and the text that was found there."""

    loc: ValuePath
    right: str
    found: str = ""


def locate_faults(flaws: Iterable[DocumentFlaw], raw: RawDocument) -> list[Fault]:
    """The faults in reading order: as the keys stand in the file, tables by row."""
    keys = {key: i for i, key in enumerate(raw.values)}

    def place(flaw: DocumentFlaw) -> tuple[int, int]:
        first = keys.get(str(flaw.loc[0]), len(keys)) if flaw.loc else -1
        entry = flaw.loc[1] if len(flaw.loc) > 1 else -1
        return first, entry if isinstance(entry, int) else -1

    ordered = sorted(dict.fromkeys(flaws), key=place)
    return [Fault(raw.describe_place(flaw.loc), flaw.right, flaw.found) for flaw in ordered]
