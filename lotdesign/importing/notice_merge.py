"""Merges the releases of one procurement into what they say together.

As the Open Contracting Data Standard does: later releases replace single figures, objects with an
id are joined by it, and `null` takes a figure away. Nothing is taken away by leaving it out. The
schema says which lists are replaced as a whole; without it criteria would stand twice.
"""

import json
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from lotdesign.notices.release_checks import SCHEMA_FILE

Json = Mapping[str, Any]


def merge_releases(releases: Iterable[Json]) -> Json:
    """The releases as one; they come in the order of their dates."""
    merged: Json = {}
    for release in releases:
        merged = _merge_objects(merged, release, _read_schema())
    return merged


@cache
def _read_schema() -> Json:
    text = files("lotdesign.notices").joinpath(SCHEMA_FILE).read_text(encoding="utf-8")
    schema: Json = json.loads(text)
    return schema


def _merge_objects(old: Json, new: Json, place: Json) -> Json:
    """`place` is the schema of both; what it does not know is replaced as a whole."""
    merged = dict(old)
    for key, value in new.items():
        if value is None:
            merged.pop(key, None)
        else:
            merged[key] = _merge_values(merged.get(key), value, _find_property(place, key))
    return merged


def _merge_values(old: object, new: object, place: Json) -> object:
    if isinstance(old, dict) and isinstance(new, dict) and "properties" in place:
        return _merge_objects(old, new, place)
    if isinstance(old, list) and isinstance(new, list) and not place.get("wholeListMerge"):
        each = _follow(place.get("items", {}))
        if "id" in each.get("properties", {}) and all(map(_has_id, (*old, *new))):
            return _merge_lists(old, new, each)
    return new


def _merge_lists(old: list[Json], new: list[Json], place: Json) -> list[Json]:
    """Objects joined by id in order; one release's own double ids stay double, to be found."""
    merged = list(old)
    where = {_name_id(each): number for number, each in reversed(list(enumerate(old)))}
    for each in new:
        number = where.pop(_name_id(each), None)
        if number is None:
            merged.append(each)
        else:
            merged[number] = _merge_objects(merged[number], each, place)
    return merged


def _has_id(value: object) -> bool:
    return isinstance(value, dict) and isinstance(value.get("id"), str | int)


def _name_id(value: Json) -> str:
    return str(value["id"])


def _find_property(place: Json, key: str) -> Json:
    return _follow(place.get("properties", {}).get(key, {}))


def _follow(place: Json) -> Json:
    """The definition that a part of the schema refers to."""
    name = place.get("$ref", "").rpartition("/")[2]
    definitions: Json = _read_schema()["definitions"]
    return {**definitions[name], **place} if name in definitions else place
