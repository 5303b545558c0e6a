"""Applies --set PATH=VALUE and --off RULE to a raw document."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from lotdesign.faults import Fault, InputFaults, suggest_name
from lotdesign.input.keys import find_model, list_fields
from lotdesign.input.raw import RawDocument, ValuePath, get_value, read_name
from lotdesign.input.toml_file import parse_toml_value
from lotdesign.scenario.rows import LocalityRow

_FILE_KEYS = {"data", "basis", "schema"}
"""Keys that say how files are read, which happens before settings apply."""

_EXTENDABLE_LISTS = ("rule", "units", "localities", "providers", "funding", "option", "case")
"""Lists to which a setting may add an entry with an id, or from which it may leave one out."""


_LISTS_FROM_ONE: tuple[ValuePath, ...] = (("term", "service"),)
"""Lists whose entries are numbered from 1 in a PATH."""


def find_first_number(*loc: str | int) -> int:
    """The number of the first entry of a list in a PATH."""
    return int(loc in _LISTS_FROM_ONE)


def apply_settings(
    raw: RawDocument, settings: Iterable[str] = (), off: Iterable[str] = ()
) -> tuple[RawDocument, list[Fault]]:
    """`raw` with these settings applied in order, and the faults of those that cannot be applied.

    A setting is "PATH=VALUE". PATH is a rule's id and one of its keys, or keys of the document;
    an entry of a list is named by its id or its position from 0 (of [[term.service]] from 1).
    VALUE is parsed as TOML where it is TOML, and is text otherwise. `off` are ids of rules to
    switch off, or entries of lists to leave out, as "providers.p3".
    """
    faults: list[Fault] = []
    for option, setting in (*(("--set", s) for s in settings), *(("--off", o) for o in off)):
        try:
            raw = _set_value(raw, setting) if option == "--set" else _switch_off(raw, setting)
        except InputFaults as error:
            faults += error.faults
        raw = replace(raw, parts=(*raw.parts, (option, setting.encode())))
    return raw, faults


def _switch_off(raw: RawDocument, rule: str) -> RawDocument:
    known = _index_ids(raw, "rule")
    table, _, name = rule.partition(".")
    if rule not in known and table in _EXTENDABLE_LISTS and name in _index_ids(raw, table):
        return _leave_out_entry(raw, table, int(_index_ids(raw, table)[name][-1]))
    if rule not in known:
        raise InputFaults([Fault("--off", f"no such rule; {suggest_name(rule, known)}", rule)])
    return replace_value(raw, (*known[rule], "status"), "off", f"--off {rule}")


def _set_value(raw: RawDocument, setting: str) -> RawDocument:
    path, equals, text = setting.partition("=")
    if not equals:
        raise InputFaults([Fault("--set", "write PATH=VALUE", setting)])
    path, value = path.strip(), parse_setting_value(text)
    table, _, name = path.partition(".")
    if isinstance(value, dict) and table == "neighbours" and name:
        return _add_entry(raw, table, {"a": name, **value}, f"--set {path}")
    if (
        isinstance(value, dict)
        and table in _EXTENDABLE_LISTS
        and name
        and name not in _index_ids(raw, table)
    ):
        return _add_entry(raw, table, {"id": name, **value}, f"--set {path}")
    return replace_value(raw, resolve_path(raw, path), value, f"--set {path}")


def parse_setting_value(text: str) -> Any:
    """The VALUE of a setting: TOML where it is TOML, text otherwise."""
    return parse_toml_value(text.strip())


def _add_entry(raw: RawDocument, table: str, entry: dict[str, Any], why: str) -> RawDocument:
    entries = _find_value(raw, (table,))
    held = entries if isinstance(entries, list) else []
    values = {**raw.values, table: [*held, entry]}
    return replace(raw, values=values, changed_by={**raw.changed_by, (table, len(held)): why})


def _leave_out_entry(raw: RawDocument, table: str, left_out: int) -> RawDocument:
    """Leave out one entry of a table; paths of the entries after it are moved up."""
    entries = raw.values[table]
    kept = [i for i in range(len(entries)) if i != left_out]
    places: dict[ValuePath, ValuePath] = {(table, i): (table, at) for at, i in enumerate(kept)}

    def moved(loc: ValuePath) -> ValuePath:
        return (*places.get(loc[:2], loc[:2]), *loc[2:])

    def stays(loc: ValuePath) -> bool:
        return loc[:2] != (table, left_out)

    origins = dict(raw.origins)
    if table in origins:
        rows = origins[table].rows
        # Entries that were added by a setting have no row.
        stay = tuple(row for place, row in enumerate(rows) if place != left_out)
        origins[table] = replace(origins[table], rows=stay)
    return replace(
        raw,
        values={**raw.values, table: [entries[i] for i in kept]},
        origins=origins,
        reported=frozenset(moved(loc) for loc in raw.reported if stays(loc)),
        changed_by={moved(loc): why for loc, why in raw.changed_by.items() if stays(loc)},
    )


def replace_value(raw: RawDocument, loc: ValuePath, value: Any, why: str) -> RawDocument:
    """The document with another value at a path; `why` stands in faults for the value's place."""
    values = _copy_with_value(raw.values, loc, value)
    return replace(raw, values=values, changed_by={**raw.changed_by, loc: why})


def _copy_with_value(held: Any, loc: ValuePath, value: Any) -> Any:
    """A copy with the value at this path; branches beside the path are shared."""
    if not loc:
        return value
    step, *rest = loc
    if isinstance(held, dict):
        return {**held, step: _copy_with_value(held.get(step, {}), tuple(rest), value)}
    return [
        _copy_with_value(each, tuple(rest), value) if i == step else each
        for i, each in enumerate(held)
    ]


def resolve_path(raw: RawDocument, path: str) -> ValuePath:
    """The path in the document that a setting's PATH names; raises InputFaults for none."""
    rules = _index_ids(raw, "rule")
    rule = _find_leading_name(path, rules)
    loc: ValuePath = rules[rule] if rule is not None else ()
    rest = path[len(rule) + 1 :] if rule is not None else path
    while rest:
        step, rest = _resolve_step(raw, loc, rest, path)
        loc = (*loc, step)
    if len(loc) < 2 or isinstance(loc[-1], int):
        raise _build_unknown_path(path, "a key is missing after it", _list_keys(raw, loc))
    return loc


def _resolve_step(raw: RawDocument, loc: ValuePath, rest: str, path: str) -> tuple[str | int, str]:
    """The next key or position in a list, and the rest of the PATH."""
    entries = _find_value(raw, loc)
    if isinstance(entries, list):
        return _resolve_entry(raw, loc, entries, rest, path)
    keys = _list_keys(raw, loc) if entries is None or isinstance(entries, dict) else []
    key = _find_leading_name(rest, keys)
    if key is None:
        known = keys if loc else keys + list(_index_ids(raw, "rule"))
        raise _build_unknown_path(path, "", known, rest.partition(".")[0])
    return key, rest[len(key) + 1 :]


def _resolve_entry(
    raw: RawDocument, loc: ValuePath, entries: list[Any], rest: str, path: str
) -> tuple[int, str]:
    ids = {name: found[-1] for name, found in _index_ids(raw, *loc).items()}
    named = _find_leading_name(rest, ids)
    if named is not None:
        return int(ids[named]), rest[len(named) + 1 :]
    first, _, after = rest.partition(".")
    base = find_first_number(*loc)
    if first.isdecimal() and base <= int(first) < base + len(entries):
        return int(first) - base, after
    known = list(ids) or [str(base + i) for i in range(len(entries))]
    raise _build_unknown_path(path, "", known, first)


def _find_value(raw: RawDocument, loc: ValuePath) -> Any:
    try:
        return get_value(raw.values, loc)
    except LookupError:
        return None


def _list_keys(raw: RawDocument, loc: ValuePath) -> list[str]:
    model = find_model(raw.root, raw.values, loc)
    named = [name for name in list_fields(model) if loc or name not in _FILE_KEYS] if model else []
    return named + (_list_area_columns(raw) if model is LocalityRow else [])


def _list_area_columns(raw: RawDocument) -> list[str]:
    """The columns that name areas, in each row of the localities."""
    columns = _find_value(raw, ("data", "areas"))
    return list(map(read_name, columns)) if isinstance(columns, list) else []


def _index_ids(raw: RawDocument, *loc: str | int) -> dict[str, ValuePath]:
    """The entries of a list by their ids."""
    entries = _find_value(raw, loc)
    return {
        read_name(entry.get("id")): (*loc, i)
        for i, entry in enumerate(entries if isinstance(entries, list) else [])
        if isinstance(entry, dict) and read_name(entry.get("id"))
    }


def _find_leading_name(path: str, names: Iterable[str]) -> str | None:
    """The longest of the names that the path starts with, as ids may hold dots."""
    found = [name for name in names if path == name or path.startswith(f"{name}.")]
    return max(found, key=len, default=None)


def _build_unknown_path(path: str, why: str, known: Iterable[str], name: str = "") -> InputFaults:
    right = f"{why}; {suggest_name(name, known)}" if why else suggest_name(name, known)
    return InputFaults([Fault(f"--set {path}", right, name)])
