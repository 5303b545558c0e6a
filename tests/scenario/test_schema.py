"""The JSON Schema says of every key what it is and what may stand there."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from lotdesign.frameworks.document import build_framework_schema
from lotdesign.input.schema import build_scenario_schema
from lotdesign.rules.registry import RULE_KINDS


def keys(schema: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every key of every section, with its schema."""
    for section in (schema, *schema["$defs"].values()):
        yield from section["properties"].items()


BOTH = pytest.mark.parametrize("schema", [build_scenario_schema(), build_framework_schema()])


@BOTH
def test_every_key_is_described_and_none_is_null(schema: dict[str, Any]) -> None:
    """A description for each key but the kind itself; a key is left out, not null."""
    assert [
        name for name, key in keys(schema) if name != "kind" and not key.get("description")
    ] == []
    assert '"null"' not in json.dumps(schema)


@pytest.mark.parametrize(
    ("schema", "opened"),
    [
        (build_scenario_schema(), {"LocalityRow": {"type": "string"}}),
        (build_framework_schema(), {}),
    ],
)
def test_unknown_keys_are_not_allowed(schema: dict[str, Any], opened: dict[str, Any]) -> None:
    """Every section is closed but the rows of localities.

    `[data] areas` names further columns of theirs, by any name, which a schema of single rows
    cannot follow. The reader of the file can: other columns are faults (test_areas.py).
    """
    open_to = {name: each["additionalProperties"] for name, each in schema["$defs"].items()}
    assert {name: each for name, each in open_to.items() if each is not False} == opened
    assert schema["additionalProperties"] is False


def test_units_defaults_and_ranges_are_given() -> None:
    """As people write them: pounds, shares and counts."""
    sections = build_scenario_schema()["$defs"]
    uplift = sections["MoneySection"]["properties"]["uplift"]
    assert (uplift["default"], uplift["x-unit"], uplift["minimum"], uplift["maximum"]) == (
        0,
        "share",
        -1,
        1,
    )
    assert sections["MarketSection"]["properties"]["turnover_multiple"]["default"] == 2
    assert sections["ProviderRow"]["properties"]["capacity"]["x-unit"] == "pounds a year"


@BOTH
def test_a_range_stands_in_the_words_of_a_schema_alone(schema: dict[str, Any]) -> None:
    """Of a key that may be left out, as of any other: an editor knows no "ge" and no "le"."""
    assert [name for name, key in keys(schema) if {"ge", "le"} & set(key)] == []


def test_a_rule_is_one_of_its_kinds_which_it_must_name() -> None:
    """The kinds tell the alternatives apart."""
    schema = build_scenario_schema()
    choices = schema["properties"]["rule"]["items"]["oneOf"]
    found = [schema["$defs"][choice["$ref"].rsplit("/", 1)[1]] for choice in choices]
    assert {each["properties"]["kind"]["const"] for each in found} == set(RULE_KINDS)
    assert all("kind" in each["required"] for each in found)


def test_tables_are_not_required_since_they_may_be_files() -> None:
    """An editor accepts a scenario.toml that names its tables in [data]."""
    assert build_scenario_schema()["required"] == ["schema"]
    assert build_framework_schema()["required"] == ["schema", "ranking"]


def test_a_framework_s_keys_with_units_defaults_and_choices() -> None:
    schema = build_framework_schema()
    ranking = schema["$defs"]["RankingSettings"]
    assert ranking["required"] == ["price_weight", "quality_weight"]
    assert ranking["properties"]["price_points"]["enum"] == ["lowest", "range"]
    assert ranking["properties"]["price_points"]["default"] == "lowest"
    assert schema["$defs"]["OfferRow"]["properties"]["price"]["x-unit"] == "pounds"
    assert set(schema["properties"]) > {"law", "lots", "offers", "demand", "call_off"}
