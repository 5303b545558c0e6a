"""What writing edits into the files would change, line by line, before anybody agrees to it."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from lotdesign.faults import InputFaults
from lotdesign.input.raw import RawDocument, ValuePath
from lotdesign.input.settings import apply_settings
from lotdesign.input.sources import SCENARIO_FILE, read_scenario_files
from lotdesign.words import join_words
from tui.session.edits import Edits

MOST_OTHER_SCENARIOS = 100
"""Scenarios of a folder that are looked through for a table that they share."""


def list_file_changes(path: str, edits: Edits) -> tuple[str, ...]:
    """A line for each change: where, the old value, the new one."""
    raw, _ = read_scenario_files(path)
    after, _ = apply_settings(raw, edits.as_settings)
    changed = tuple(_describe_change(raw, after, loc) for loc in after.changed_by)
    return (*changed, *(f"{name}: left out, or off" for name in edits.off))


def _describe_change(raw: RawDocument, after: RawDocument, loc: ValuePath) -> str:
    old, new = _find_value(raw.values, loc), _find_value(after.values, loc)
    what = "new" if isinstance(new, dict | list) and old is None else _show(new)
    before = "" if isinstance(new, dict) and old is None else f"{_show(old)} -> "
    return f"{_name_place(after.values, loc)}: {before}{what}"


def _find_value(values: Any, loc: Iterable[str | int]) -> Any:
    for part in loc:
        try:
            values = values[part]
        except (LookupError, TypeError):
            return None
    return values


def _name_place(values: Any, loc: ValuePath) -> str:
    """The keys to a value, an entry of a list by its id."""
    names = []
    for part in loc:
        values = _find_value(values, (part,))
        named = values.get("id") if isinstance(values, dict) else None
        names.append(str(part if isinstance(part, str) else named or part + 1))
    return ", ".join(names)


def _show(value: Any) -> str:
    if isinstance(value, list):
        return ";".join(map(str, value))
    return "blank" if value is None or value == "" else str(value)


def describe_sharing(path: str, files: Iterable[Path]) -> str:
    """Which other scenarios of the folder read one of the files; "" where none does."""
    main = Path(path) / SCENARIO_FILE if Path(path).is_dir() else Path(path)
    wanted = {file.resolve() for file in files}
    names = []
    for other in sorted(main.parent.glob("*.toml"))[:MOST_OTHER_SCENARIOS]:
        if other.resolve() != main.resolve() and wanted & _list_tables(other):
            names.append(other.name)
    return f"Also read by {join_words(names)}." if names else ""


def _list_tables(scenario: Path) -> set[Path]:
    try:
        raw, _ = read_scenario_files(str(scenario))
    except InputFaults:
        return set()
    return {(scenario.parent / origin.file).resolve() for origin in raw.origins.values()}
