"""Says in plain words what pydantic found wrong."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from lotdesign.faults import nearest
from lotdesign.rules.registry import KINDS
from lotdesign.scenario.flaws import Flaw
from lotdesign.scenario.keys import field_at, fields, model_at, model_in, tables_in
from lotdesign.scenario.raw import Loc, Raw, at, written
from lotdesign.scenario.values import is_blank


def written_loc(error: ErrorDetails, raw: Raw) -> Loc:
    """Where the error stands among the values as written, the missing key included.

    pydantic adds the kind of a rule and the branch of a union to the way, which nobody wrote.
    """
    loc: Loc = error["loc"]
    if loc[:1] == ("rule",) and len(loc) > 2:
        loc = (*loc[:2], *loc[3:])
    for length in range(len(loc)):
        try:
            at(raw.values, loc[: length + 1])
        except LookupError:
            return loc[: length + 1] if error["type"] == "missing" else loc[:length]
    return loc


def flaw_of(error: ErrorDetails, raw: Raw) -> Flaw:
    """The flaw that one of pydantic's errors stands for."""
    loc, kind = written_loc(error, raw), error["type"]
    if kind == "extra_forbidden":
        return _unknown_key(loc, raw)
    if kind in ("union_tag_invalid", "union_tag_not_found"):
        return _unknown_kind(loc, raw)
    try:
        value = at(raw.values, loc)
    except LookupError:
        return Flaw(loc, _missing(loc, raw))
    field = field_at(raw.root, raw.values, loc)
    say = next((say for types, say in _SAY.items() if kind in types), _anything_else)
    blank = "is blank; " if is_blank(value) else ""
    return Flaw(loc, blank + say(error, loc, field), written(value))


def _unknown_key(loc: Loc, raw: Raw) -> Flaw:
    parent, key = loc[:-1], str(loc[-1])
    model = model_at(raw.root, raw.values, parent)
    return Flaw(parent, f"unknown key; {nearest(key, fields(model) if model else ())}", key)


def _unknown_kind(loc: Loc, raw: Raw) -> Flaw:
    entry = at(raw.values, loc)
    if not isinstance(entry, Mapping):
        return Flaw(loc, "write keys and values under [[rule]]", written(entry))
    if "kind" not in entry:
        return Flaw((*loc, "kind"), f"missing; {nearest('', KINDS)}")
    kind = written(entry["kind"])
    return Flaw((*loc, "kind"), nearest(kind, KINDS), kind)


def _missing(loc: Loc, raw: Raw) -> str:
    if len(loc) == 1 and loc[0] in tables_in(raw.root):
        return f"missing; name their file in [data], or write [[{loc[0]}]] here"
    field = field_at(raw.root, raw.values, loc)
    return f"missing; it holds: {_about(field)}" if field else "missing"


def _about(field: FieldInfo | None) -> str:
    """What a key holds, with its unit: number of lots (lots a year)."""
    if field is None:
        return "a value of another sort"
    unit = _extra(field).get("x-unit")
    return f"{field.description}{f' ({unit})' if unit else ''}"


def _extra(field: FieldInfo | None) -> dict[str, Any]:
    extra = field.json_schema_extra if field else None
    return dict(extra) if isinstance(extra, Mapping) else {}


def _own_words(error: ErrorDetails, loc: Loc, field: FieldInfo | None) -> str:
    """A reader of this project said what would be right."""
    return str(error["ctx"]["error"])


def _choice(error: ErrorDetails, loc: Loc, field: FieldInfo | None) -> str:
    expected = str(error["ctx"]["expected"])
    choices = re.findall(r"'([^']*)'", expected)
    return nearest(str(error["input"]), choices) if choices else f"write {expected}"


def _range(error: ErrorDetails, loc: Loc, field: FieldInfo | None) -> str:
    extra = _extra(field)
    least, most = extra.get("minimum"), extra.get("maximum")
    if extra.get("x-unit") == "share":
        least, most = (None if bound is None else f"{100 * bound}%" for bound in (least, most))
    if least is not None and most is not None:
        return f"must be from {least} to {most}"
    return f"must be at least {least}" if most is None else f"must be at most {most}"


def _list(error: ErrorDetails, loc: Loc, field: FieldInfo | None) -> str:
    if field is not None and model_in(field.annotation) is not None:
        return f"write it as [[{'.'.join(map(str, loc))}]], once for each"
    return f'write a list, for example ["a", "b"]: {_about(field)}'


def _section(error: ErrorDetails, loc: Loc, field: FieldInfo | None) -> str:
    name = ".".join(part for part in loc if isinstance(part, str))
    listed = any(isinstance(part, int) for part in loc)
    return f"write keys and values under {f'[[{name}]]' if listed else f'[{name}]'}"


def _switch(error: ErrorDetails, loc: Loc, field: FieldInfo | None) -> str:
    return "write true or false"


def _anything_else(error: ErrorDetails, loc: Loc, field: FieldInfo | None) -> str:
    return f"write {_about(field)}"


_SAY: dict[tuple[str, ...], Callable[[ErrorDetails, Loc, FieldInfo | None], str]] = {
    ("value_error",): _own_words,
    ("literal_error",): _choice,
    ("greater_than_equal", "less_than_equal"): _range,
    ("tuple_type", "list_type"): _list,
    ("model_type", "model_attributes_type", "dict_type"): _section,
    ("bool_type", "bool_parsing"): _switch,
}
