"""Changes to a scenario from the command line: --set PATH=VALUE and --off RULE.

A table of keys for a name that is not there yet adds an entry: --set 'rule.pair={kind = "together",
units = ["a", "b"]}'. --off providers.p3 leaves a provider out, and so for every named entry.
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from lotdesign.faults import Fault, InputFaults, nearest
from lotdesign.scenario.keys import fields, model_at
from lotdesign.scenario.raw import Loc, Raw, at, text_of
from lotdesign.scenario.toml_source import parse_value

_FILES = {"data", "basis", "schema"}
"""Keys that say how the files are read, which a setting comes too late for."""

_LISTS = ("rule", "units", "localities", "providers", "funding", "option")
"""Lists that a setting may lengthen or shorten by an entry with an id."""


def apply(
    raw: Raw, settings: Iterable[str] = (), off: Iterable[str] = ()
) -> tuple[Raw, list[Fault]]:
    """`raw` with these settings in it, later ones last, and the faults of those that fit nowhere.

    A setting is "PATH=VALUE". PATH is a rule's id and a key of it, or keys of the document,
    where an entry of a list goes by its id or its position from 0. VALUE is read as TOML
    where it is TOML, as text otherwise. `off` are ids of rules to switch off, or entries of
    lists to leave out, as "providers.p3".
    """
    faults: list[Fault] = []
    for option, setting in (*(("--set", s) for s in settings), *(("--off", o) for o in off)):
        try:
            raw = _set(raw, setting) if option == "--set" else _off(raw, setting)
        except InputFaults as error:
            faults += error.faults
        raw = replace(raw, parts=(*raw.parts, (option, setting.encode())))
    return raw, faults


def _off(raw: Raw, rule: str) -> Raw:
    known = _ids(raw, "rule")
    table, _, name = rule.partition(".")
    if rule not in known and table in _LISTS and name in _ids(raw, table):
        return _without(raw, table, int(_ids(raw, table)[name][-1]))
    if rule not in known:
        raise InputFaults([Fault("--off", f"no such rule; {nearest(rule, known)}", rule)])
    return _with(raw, (*known[rule], "status"), "off", f"--off {rule}")


def _set(raw: Raw, setting: str) -> Raw:
    path, equals, text = setting.partition("=")
    if not equals:
        raise InputFaults([Fault("--set", "write PATH=VALUE", setting)])
    path, value = path.strip(), parse_value(text.strip())
    table, _, name = path.partition(".")
    if isinstance(value, dict) and table in _LISTS and name and name not in _ids(raw, table):
        return _added(raw, table, {"id": name, **value}, f"--set {path}")
    return _with(raw, _resolved(raw, path), value, f"--set {path}")


def _added(raw: Raw, table: str, entry: dict[str, Any], why: str) -> Raw:
    entries = _value(raw, (table,))
    held = entries if isinstance(entries, list) else []
    values = {**raw.values, table: [*held, entry]}
    return replace(raw, values=values, changed={**raw.changed, (table, len(held)): why})


def _without(raw: Raw, table: str, left_out: int) -> Raw:
    """Without one entry; what is known of those after it moves up with them."""

    def moved(loc: Loc) -> Loc:
        later = loc[:1] == (table,) and len(loc) > 1 and int(loc[1]) > left_out
        return (table, int(loc[1]) - 1, *loc[2:]) if later else loc

    def stays(loc: Loc) -> bool:
        return loc[:2] != (table, left_out)

    origins = dict(raw.origins)
    if table in origins:
        rows = origins[table].rows
        kept = (*rows[:left_out], *rows[left_out + 1 :])
        origins[table] = replace(origins[table], rows=kept)
    entries = raw.values[table]
    return replace(
        raw,
        values={**raw.values, table: [*entries[:left_out], *entries[left_out + 1 :]]},
        origins=origins,
        bad=frozenset(moved(loc) for loc in raw.bad if stays(loc)),
        changed={moved(loc): why for loc, why in raw.changed.items() if stays(loc)},
    )


def _with(raw: Raw, loc: Loc, value: Any, why: str) -> Raw:
    values = _put(raw.values, loc, value)
    return replace(raw, values=values, changed={**raw.changed, loc: why})


def _put(held: Any, loc: Loc, value: Any) -> Any:
    """A copy with the value at its place; what lies beside the way there is shared."""
    if not loc:
        return value
    step, *rest = loc
    if isinstance(held, dict):
        return {**held, step: _put(held.get(step, {}), tuple(rest), value)}
    return [_put(each, tuple(rest), value) if i == step else each for i, each in enumerate(held)]


def _resolved(raw: Raw, path: str) -> Loc:
    """The place that a path names; raises InputFaults where there is none."""
    rules = _ids(raw, "rule")
    rule = _leading(path, rules)
    loc: Loc = rules[rule] if rule is not None else ()
    rest = path[len(rule) + 1 :] if rule is not None else path
    while rest:
        step, rest = _step(raw, loc, rest, path)
        loc = (*loc, step)
    if len(loc) < 2 or isinstance(loc[-1], int):
        raise _unknown(path, "a key is missing after it", _keys(raw, loc))
    return loc


def _step(raw: Raw, loc: Loc, rest: str, path: str) -> tuple[str | int, str]:
    """The next key, or position in a list, and what is left of the path."""
    entries = _value(raw, loc)
    if isinstance(entries, list):
        return _entry(raw, loc, entries, rest, path)
    keys = _keys(raw, loc) if entries is None or isinstance(entries, dict) else []
    key = _leading(rest, keys)
    if key is None:
        known = keys if loc else keys + list(_ids(raw, "rule"))
        raise _unknown(path, "", known, rest.partition(".")[0])
    return key, rest[len(key) + 1 :]


def _entry(raw: Raw, loc: Loc, entries: list[Any], rest: str, path: str) -> tuple[int, str]:
    ids = {name: found[-1] for name, found in _ids(raw, *loc).items()}
    named = _leading(rest, ids)
    if named is not None:
        return int(ids[named]), rest[len(named) + 1 :]
    first, _, after = rest.partition(".")
    if first.isdecimal() and int(first) < len(entries):
        return int(first), after
    known = list(ids) or [str(i) for i in range(len(entries))]
    raise _unknown(path, "", known, first)


def _value(raw: Raw, loc: Loc) -> Any:
    try:
        return at(raw.values, loc)
    except LookupError:
        return None


def _keys(raw: Raw, loc: Loc) -> list[str]:
    model = model_at(raw.root, raw.values, loc)
    return [name for name in fields(model) if loc or name not in _FILES] if model else []


def _ids(raw: Raw, *loc: str | int) -> dict[str, Loc]:
    """The entries of a list by their ids."""
    entries = _value(raw, loc)
    return {
        text_of(entry.get("id")): (*loc, i)
        for i, entry in enumerate(entries if isinstance(entries, list) else [])
        if isinstance(entry, dict) and text_of(entry.get("id"))
    }


def _leading(path: str, names: Iterable[str]) -> str | None:
    """The longest of the names that the path starts with, as ids may hold dots."""
    found = [name for name in names if path == name or path.startswith(f"{name}.")]
    return max(found, key=len, default=None)


def _unknown(path: str, why: str, known: Iterable[str], name: str = "") -> InputFaults:
    right = f"{why}; {nearest(name, known)}" if why else nearest(name, known)
    return InputFaults([Fault(f"--set {path}", right, name)])
