"""A scenario as it was read: plain values, and where in which file each of them stands."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from pydantic import BaseModel

from lotdesign.faults import shown

Loc = tuple[str | int, ...]
"""The way to a value: keys of tables and positions in lists, as ("rule", 0, "lots")."""


SETTINGS = ("--set", "--off")
"""The parts of an input that are no files."""


@dataclass(frozen=True, slots=True)
class Origin:
    """The file (and sheet) of a table, and the number of each row as a spreadsheet shows it."""

    file: str
    rows: tuple[int, ...]


@dataclass(frozen=True)
class Raw:
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
    origins: Mapping[str, Origin] = field(default_factory=dict)
    bad: frozenset[Loc] = frozenset()
    changed: Mapping[Loc, str] = field(default_factory=dict)
    parts: tuple[tuple[str, bytes], ...] = ()

    @property
    def sha256(self) -> str:
        """Identifies the exact input: every file and every setting, in a fixed order."""
        return _digest(self.parts)

    @property
    def files_sha256(self) -> str:
        """Identifies the files alone, whatever is set."""
        return _digest(part for part in self.parts if part[0] not in SETTINGS)

    @property
    def settings(self) -> tuple[str, ...]:
        """What was changed against the files, as the command line takes it."""
        return tuple(f"{name} {text.decode()}" for name, text in self.parts if name in SETTINGS)

    def items(self, table: str) -> list[tuple[Loc, dict[str, Any]]]:
        """The entries of a list of tables, those alone that are tables."""
        found = self.values.get(table)
        entries = found if isinstance(found, list) else []
        return [((table, i), entry) for i, entry in enumerate(entries) if isinstance(entry, dict)]

    def where(self, loc: Loc) -> str:
        """The place of a value as a person finds it again."""
        for length in range(len(loc), 0, -1):
            if loc[:length] in self.changed:
                return self.changed[loc[:length]]
        if loc and loc[0] in self.origins:
            return _cell(self.origins[str(loc[0])], loc[1:])
        return ", ".join([self.file, *_steps(self.values, loc)])


def _digest(parts: Iterable[tuple[str, bytes]]) -> str:
    total = sha256()
    for name, content in parts:
        total.update(f"{name} {len(content)}\n".encode())
        total.update(content)
    return total.hexdigest()


def at(values: Any, loc: Iterable[str | int]) -> Any:
    """The value at a place; raises LookupError when nothing stands there."""
    for part in loc:
        match values, part:
            case (dict(), str()) | (list(), int()):
                values = values[part]
            case _:
                raise LookupError(part)
    return values


def text_of(value: object) -> str:
    """A name as text, whatever was written for it; "" for what cannot be one."""
    named = isinstance(value, str | int) and not isinstance(value, bool)
    return str(value).strip() if named else ""


def written(value: object) -> str:
    """A value as its writer wrote it; nothing for a whole table."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return f"[{', '.join(map(written, value))}]"
    return "" if isinstance(value, Mapping) else str(value)


def _cell(origin: Origin, rest: Loc) -> str:
    """units.csv, row 4, column need."""
    row = f", row {origin.rows[rest[0]]}" if rest and isinstance(rest[0], int) else ""
    column = next((f", column {part}" for part in rest if isinstance(part, str)), "")
    return f"{origin.file}{row}{column}"


def _steps(values: Any, loc: Loc) -> list[str]:
    """money.uplift as one step; the entry of a list by its id or its number, from 1."""
    steps: list[str] = []
    dotted: list[str] = []
    for depth, part in enumerate(loc):
        if isinstance(part, str):
            dotted.append(shown(part))
        else:
            steps.append(f"{'.'.join(dotted)} {_label(values, loc[: depth + 1])}".strip())
            dotted = []
    return [*steps, ".".join(dotted)] if dotted else steps


def _label(values: Any, loc: Loc) -> str:
    try:
        entry = at(values, loc)
    except LookupError:
        entry = None
    named = text_of(entry.get("id")) if isinstance(entry, dict) else ""
    return shown(named) if named else str(int(loc[-1]) + 1)
