"""The raw document: plain values, the file and place of each, and flaws by their place."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from pydantic import BaseModel

from lotdesign.faults import MOST_SHOWN_CHARACTERS, Fault, make_printable
from lotdesign.input.limits import MOST_FAULTS_TOLD
from lotdesign.words import format_count

ValuePath = tuple[str | int, ...]
"""Path to a value: keys of tables and positions in lists, as ("rule", 0, "lots")."""

SETTING_FLAGS = ("--set", "--off")
"""Parts of an input that are settings, not files."""


@dataclass(frozen=True, slots=True)
class TableOrigin:
    """The file (and sheet) of a table, and the number of each row as a spreadsheet shows it.

    `headings` has what the file calls its columns, `letters` those of a workbook's columns.
    `row_word` is what a row is called in the file: the feature of a map.
    """

    file: str
    rows: tuple[int, ...]
    headings: Mapping[str, str] = field(default_factory=dict)
    letters: Mapping[str, str] = field(default_factory=dict)
    row_word: str = "row"

    def describe_cell(self, position: int | None, column: str) -> str:
        """units.csv, row 4, column need; of a workbook with (cell F4)."""
        row = None if position is None else self.rows[position]
        place = self.file if row is None else f"{self.file}, {self.row_word} {row}"
        if not column:
            return place
        shown = make_printable(self.headings.get(column, column))
        letter = self.letters.get(column)
        cell = f" (cell {letter}{row})" if letter and row is not None else ""
        return f"{place}, column {shown}{cell}"


@dataclass(frozen=True)
class RawDocument:
    """The values of scenario.toml with its tables put in, not validated yet.

    `file` is the name of scenario.toml in faults, `root` the model that declares its keys.
    `origins` has the tables that came from files of their own. `reported` has the tables, rows and
    cells whose faults are reported already, `changed_by` the setting that changed the value at a
    path. `parts` are the bytes read, with what they are of; `remarks` say what of them was left out
    or is easily overlooked.
    """

    name: str
    file: str
    values: dict[str, Any]
    root: type[BaseModel]
    origins: Mapping[str, TableOrigin] = field(default_factory=dict)
    reported: frozenset[ValuePath] = frozenset()
    changed_by: Mapping[ValuePath, str] = field(default_factory=dict)
    parts: tuple[tuple[str, bytes], ...] = ()
    remarks: tuple[str, ...] = ()

    @property
    def sha256(self) -> str:
        """Digest of the exact input: every file and every setting, in a fixed order."""
        return _compute_digest(self.parts)

    @property
    def files_sha256(self) -> str:
        """Digest of the files alone, whatever is set."""
        return _compute_digest(part for part in self.parts if part[0] not in SETTING_FLAGS)

    @property
    def settings(self) -> tuple[str, ...]:
        """The settings, as the command line takes them."""
        return tuple(
            f"{name} {text.decode()}" for name, text in self.parts if name in SETTING_FLAGS
        )

    def list_entries(self, table: str) -> list[tuple[ValuePath, dict[str, Any]]]:
        """(path, entry) of each entry of a list of tables that is a table."""
        found = self.values.get(table)
        entries = found if isinstance(found, list) else []
        return [((table, i), entry) for i, entry in enumerate(entries) if isinstance(entry, dict)]

    def describe_place(self, loc: ValuePath) -> str:
        """The place of a value as people look for it: file, row and column, or key and id."""
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
    """The value at a path; raises LookupError when there is none."""
    for part in loc:
        match values, part:
            case (dict(), str()) | (list(), int()):
                values = values[part]
            case _:
                raise LookupError(part)
    return values


def read_name(value: object) -> str:
    """A name as text, whether text or a number was written; "" for anything else."""
    named = isinstance(value, str | int) and not isinstance(value, bool)
    return str(value).strip() if named else ""


def write_raw_value(value: object) -> str:
    """A value as text for a fault, no longer than what is shown; "" for a whole table."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        few = ", ".join(map(write_raw_value, value[:MOST_SHOWN_CHARACTERS]))
        return f"[{few}{', ...' if len(value) > MOST_SHOWN_CHARACTERS else ''}]"
    return "" if isinstance(value, Mapping) else str(value)[: 2 * MOST_SHOWN_CHARACTERS]


def _describe_cell(origin: TableOrigin, rest: ValuePath) -> str:
    """units.csv, row 4, column need."""
    position = rest[0] if rest and isinstance(rest[0], int) else None
    return origin.describe_cell(position, next((p for p in rest if isinstance(p, str)), ""))


def _describe_path(values: Any, loc: ValuePath) -> list[str]:
    """The steps of a path: dotted keys as one, entries of lists by id or by number from 1."""
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
    """A fault at a path: what would be right, and the text found there."""

    loc: ValuePath
    right: str
    found: str = ""


def build_place_order(raw: RawDocument) -> Callable[[ValuePath], tuple[int, int]]:
    """A key that puts paths in reading order: by key as in the file, tables by row."""
    keys = {key: i for i, key in enumerate(raw.values)}

    def place(loc: ValuePath) -> tuple[int, int]:
        first = keys.get(str(loc[0]), len(keys)) if loc else -1
        entry = loc[1] if len(loc) > 1 else -1
        return first, entry if isinstance(entry, int) else -1

    return place


def locate_faults(
    faults: Iterable[Fault], flaws: Iterable[DocumentFlaw], raw: RawDocument
) -> list[Fault]:
    """The faults, and after them those of the flaws in reading order; the last says how many more.

    None where there are none. Only those that are told are put in words.
    """
    place = build_place_order(raw)
    found = list(faults)
    ordered = sorted(dict.fromkeys(flaws), key=lambda flaw: place(flaw.loc))
    told = found[:MOST_FAULTS_TOLD]
    told += [
        Fault(raw.describe_place(flaw.loc), flaw.right, flaw.found)
        for flaw in ordered[: MOST_FAULTS_TOLD - len(told)]
    ]
    untold = len(found) + len(ordered) - len(told)
    if untold:
        right = f"at least {format_count(untold, 'more fault')}; mend these and check again"
        told.append(Fault("and so on", right))
    return told
