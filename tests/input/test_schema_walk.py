"""Wrong values at every key of the schema: refused at the key, whatever they are."""

import json
import math
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from lotdesign.faults import InputFaults
from lotdesign.input.load import load
from lotdesign.input.schema import build_scenario_schema
from tests.sets import SETS

WALK = SETS["schema walk"]
SCHEMA = build_scenario_schema()

KeyPath = tuple[str | int, ...]
"""Keys, and 0 for the first entry of a list."""

BASE: Mapping[str, Any] = {
    "schema": 1,
    "term": {"initial": 3},
    "money": {"contract_management": 5_000, "procurement": 9_000},
    "objective": [{"measure": "whole_life_cost"}],
    "units": [
        {"id": "hub", "name": "Hub", "service": "hub", "annual_budget": 90_000, "locality": "west"},
        {"id": "club", "name": "Club", "service": "club", "annual_budget": 80_000},
    ],
    "localities": [{"id": "west", "name": "West"}],
}

WRONG: tuple[Any, ...] = (
    *(True, False, [], {}, [[]], [{}], {"a": 1}, [True], [1.5], [[["a"]]], {"a": {"b": []}}),
    *(math.nan, math.inf, -math.inf, -1, -0.5, 1e31, 10**13, 2**300, date(2026, 3, 1)),
    *("\0", "£", "\x1b[2J;*", "x" * 10_000),
)
"""Values of a wrong sort for most keys; those that a key may hold are left out for it."""


class SchemaKey(NamedTuple):
    """A key by its path in a scenario, and what the schema says of it."""

    path: KeyPath
    schema: Mapping[str, Any]


def resolve(schema: Mapping[str, Any]) -> Mapping[str, Any]:
    """A schema itself, or what it refers to."""
    if "$ref" in schema:
        found: Mapping[str, Any] = SCHEMA["$defs"][schema["$ref"].rpartition("/")[2]]
        return found
    return schema


def list_branches(schema: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """What may stand in place of each other."""
    found = resolve(schema)
    branches = [*found.get("anyOf", ()), *found.get("oneOf", ())]
    return [inner for each in branches for inner in list_branches(each)] or [found]


def walk(schema: Mapping[str, Any], path: KeyPath = ()) -> Iterator[SchemaKey]:
    """Every key below a schema, by a path to it."""
    for branch in list_branches(schema):
        kind = branch.get("properties", {}).get("kind", {}).get("const")
        for name, inner in branch.get("properties", {}).items():
            here = (*path, name) if kind is None else (*path, f"kind={kind}", name)
            yield SchemaKey(here, inner)
            for each in list_branches(inner):
                if "properties" in each:
                    yield from walk(each, here)
                if "items" in each:
                    yield from walk(each["items"], (*here, 0))


KEYS = list(walk(SCHEMA))


def may_hold(schema: Mapping[str, Any], value: Any) -> bool:
    """Whether the schema lets a value stand at a key, or leaves it to the reader."""
    return any(_fits(branch, value) for branch in list_branches(schema))


def _fits(schema: Mapping[str, Any], value: Any) -> bool:
    if "const" in schema or "enum" in schema:
        return value in schema.get("enum", [schema.get("const")])
    kinds = schema.get("type", [])
    kinds = {kinds} if isinstance(kinds, str) else set(kinds)
    numeric = bool(kinds & {"number", "integer"})
    match value:
        case bool():
            fits = "boolean" in kinds
        case int() | float() if "string" in kinds and not numeric:
            fits = schema.get("format") != "file-name"  # else digits are text
        case int() | float():
            in_range = schema.get("minimum", value) <= value <= schema.get("maximum", value)
            fits = numeric and math.isfinite(value) and abs(value) < 10**12 and in_range
        case str() | date():
            fits = "string" in kinds and not numeric
        case list():
            fits = "array" in kinds and all(may_hold(schema.get("items", {}), v) for v in value)
        case _:
            inner = schema.get("additionalProperties")
            open_to = isinstance(inner, Mapping) and all(may_hold(inner, v) for v in value.values())
            fits = "object" in kinds and (open_to or not (value or schema.get("required")))
    return fits


def write_value(value: Any) -> str:
    """A value in TOML, on one line."""
    match value:
        case bool() | str():
            written = json.dumps(value)
        case dict():
            pairs = (f"{json.dumps(key)} = {write_value(each)}" for key, each in value.items())
            written = f"{{{', '.join(pairs)}}}"
        case list():
            written = f"[{', '.join(map(write_value, value))}]"
        case date():
            written = value.isoformat()
        case int() if value > 2**62:
            written = hex(value)
        case _:
            written = str(value)
    return written


def put(document: Any, path: KeyPath, value: Any) -> Any:
    """A copy of a document with a value at a path."""
    if not path:
        return value
    step, *rest = path
    if isinstance(step, str) and step.startswith("kind="):
        entry = {"id": "r", "kind": step.removeprefix("kind=")}
        return put(entry, tuple(rest), value)
    if step == 0:
        first = document[0] if isinstance(document, list) and document else {}
        return [
            put(first, tuple(rest), value),
            *(document[1:] if isinstance(document, list) else ()),
        ]
    held = document if isinstance(document, dict) else {}
    return {**held, step: put(held.get(step), tuple(rest), value)}


def read_faults(path: Path, document: Mapping[str, Any]) -> list[str]:
    """The faults of a scenario that is one file; none where it is valid."""
    lines = [f"{json.dumps(key)} = {write_value(value)}" for key, value in document.items()]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    try:
        load(path)
    except InputFaults as error:
        return [str(fault) for fault in error.faults]
    return []


@pytest.mark.parametrize("number", WALK.parts)
def test_wrong_values_are_named_by_their_key(number: int, tmp_path: Path) -> None:
    """What the schema does not allow is refused; every fault is told, and one names the key."""
    for key in KEYS[number * WALK.each : (number + 1) * WALK.each]:
        named = next(step for step in reversed(key.path) if isinstance(step, str))
        for value in WRONG:
            said = read_faults(tmp_path / "walk.toml", put(dict(BASE), key.path, value))
            case = (key.path, value if len(str(value)) < 100 else "long", said[:3])
            assert all(line.isprintable() for line in said), case
            assert said or may_hold(key.schema, value), case
            if not may_hold(key.schema, value):
                assert any(named in line for line in said), case


def test_every_key_of_the_schema_is_walked() -> None:
    """The parts hold all keys, and there are 24 wrong values for each."""
    sections = (SCHEMA, *SCHEMA["$defs"].values())
    assert len(KEYS) >= sum(len(section["properties"]) for section in sections)
    assert len(KEYS) <= WALK.each * WALK.full < len(KEYS) + WALK.each
    assert len(WRONG) == 24
