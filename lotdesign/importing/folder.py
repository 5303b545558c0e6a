"""Writes an import into its folder, and brings an earlier one up to date."""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from lotdesign.atomic_files import save_text
from lotdesign.faults import UsageError, quote_text
from lotdesign.importing.import_page import MergeRemarks
from lotdesign.importing.plan import TableRows
from lotdesign.importing.table_merge import CsvRow, merge_tables
from lotdesign.report.spreadsheet import escape_cell, write_csv

DECISIONS_FILE, RECORD_FILE, LAST_IMPORT = "import.toml", "import.md", "import"
"""The decisions, the record, and the folder of files as the last import made them."""

TABLE_KEYS: Mapping[str, tuple[str, ...]] = {
    "units": ("id",),
    "localities": ("id",),
    "neighbours": ("a", "b"),
    "providers": ("id",),
}
_FREE_TEXT = frozenset({"name", "source"})
"""Columns that no other table refers to: a formula in them is made harmless."""


@dataclass(frozen=True, slots=True)
class FolderState:
    """The folder of an import: text by file name, as it stands and as the last import made it."""

    stands: Mapping[str, str]
    before: Mapping[str, str]


def read_folder(folder: Path) -> FolderState:
    """What stands in the folder; raises UsageError where it holds anything but an import."""
    if not folder.exists():
        return FolderState({}, {})
    if not folder.is_dir():
        raise UsageError(f"{quote_text(str(folder))} is no folder; nothing was written")
    if any(folder.iterdir()) and not (folder / LAST_IMPORT).is_dir():
        raise UsageError(
            f"{quote_text(str(folder))} is not an empty folder, and no import made it; nothing was "
            "written"
        )
    return FolderState(_read_texts(folder), _read_texts(folder / LAST_IMPORT))


def _read_texts(folder: Path) -> dict[str, str]:
    names = [f"{table}.csv" for table in TABLE_KEYS]
    found = {}
    for name in (*names, "scenario.toml", RECORD_FILE):
        path = folder / name
        if path.is_file() and not path.is_symlink():
            found[name] = path.read_text(encoding="utf-8-sig")
    return found


def write_table_text(rows: TableRows) -> str:
    """The rows as CSV; text that a spreadsheet would take for a formula is made harmless."""
    columns = list(dict.fromkeys(name for row in rows for name in row))
    return write_csv(
        columns,
        (
            [
                escape_cell(row.get(name, "")) if name in _FREE_TEXT else row.get(name, "")
                for name in columns
            ]
            for row in rows
        ),
    )


def merge_folder(
    state: FolderState, fresh: Mapping[str, str]
) -> tuple[dict[str, str], MergeRemarks]:
    """The texts to be written, and what people had changed; `fresh` is the new import alone."""
    merged: dict[str, str] = {}
    kept: list[str] = []
    clashes: list[str] = []
    for name, text in fresh.items():
        stands, before = state.stands.get(name), state.before.get(name)
        if stands is None or stands in (before, text):
            merged[name] = text
        elif name.endswith(".csv"):
            keys = TABLE_KEYS[name.removesuffix(".csv")]
            table = merge_tables(keys, _parse(before or ""), _parse(stands), _parse(text))
            merged[name] = write_csv(
                table.columns, ([row.get(c, "") for c in table.columns] for row in table.rows)
            )
            kept += [f"{name}, {each}." for each in table.kept]
            clashes += [f"{name}, {each}." for each in table.clashes]
        elif before == text:
            kept.append(f"{name}: was changed by hand and stays.")
        else:
            clashes.append(
                f"{name}: was changed by hand and stays; what the files now say is in "
                f"{LAST_IMPORT}/{name}."
            )
    return merged, MergeRemarks(tuple(kept), tuple(clashes))


def _parse(text: str) -> list[CsvRow]:
    return [
        {key: value or "" for key, value in row.items() if key is not None}
        for row in csv.DictReader(StringIO(text))
    ]


def write_folder(
    folder: Path, merged: Mapping[str, str], fresh: Mapping[str, str], decisions: str
) -> list[str]:
    """Write what differs, and return the names of the files that changed."""
    last = folder / LAST_IMPORT
    last.mkdir(parents=True, exist_ok=True)
    written: list[str] = []
    for name, text in {**merged, DECISIONS_FILE: decisions}.items():
        if _write_changed(folder / name, text):
            written.append(name)
    for name, text in fresh.items():
        _write_changed(last / name, text)
    return written


def _write_changed(path: Path, text: str) -> bool:
    """Write a file unless it says the same already."""
    if path.is_file() and path.read_bytes() == text.encode("utf-8", "backslashreplace"):
        return False
    save_text(text, path)
    return True


def list_files(paths: Sequence[str]) -> str:
    """File names for a sentence."""
    return ", ".join(paths)
