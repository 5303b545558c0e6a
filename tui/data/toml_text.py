"""A TOML file changed in place: comments, order and layout stay."""

from collections.abc import Iterable, Mapping
from typing import Any

import tomlkit
from tomlkit.exceptions import ParseError
from tomlkit.items import AoT

from lotdesign.scenario.raw import Loc


def changed(text: str, values: Mapping[Loc, Any], left_out: Iterable[tuple[str, int]] = ()) -> str:
    """The document with values put at their places and entries of lists left out.

    A value for the place after the last entry of a list lengthens it.
    """
    document: Any = tomlkit.parse(text)
    for loc, value in values.items():
        _put(document, loc, value)
    for table, position in sorted(left_out, reverse=True):
        del document[table][position]
    return tomlkit.dumps(document)


def _put(document: Any, loc: Loc, value: Any) -> None:
    place = document
    for part in loc[:-1]:
        if isinstance(part, str) and part not in place:
            place[part] = tomlkit.table()
        place = place[part]
    last = loc[-1]
    if isinstance(last, int) and last >= len(place):
        place.append(_entry(place, value))
        return
    place[last] = _item(value)


def _entry(entries: Any, value: Any) -> Any:
    """A table like the others of its list: with its own heading, or in one line."""
    table = tomlkit.table() if isinstance(entries, AoT) else tomlkit.inline_table()
    for key, each in value.items():
        table[key] = _item(each)
    return table


def _item(value: Any) -> Any:
    if isinstance(value, list):
        array = tomlkit.array()
        array.extend(_item(each) for each in value)
        return array
    if isinstance(value, int | str):
        return value
    try:
        return tomlkit.value(str(value))
    except ParseError:
        return str(value)
