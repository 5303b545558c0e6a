"""Columns of the localities that name larger areas: read, checked and set."""

from pathlib import Path
from typing import Any

import pytest

from lotdesign.faults import InputFaults
from lotdesign.input.load import load
from lotdesign.input.schema import build_scenario_schema
from lotdesign.scenario.areas import find_units_in_area, list_areas, map_areas, name_area
from tests.rules.office import AREAS, DIVIDED, PLACES, doc, faults, office
from tests.strategies import to_toml

WEST = AREAS["localities"]


def test_areas_are_those_of_the_columns_in_order() -> None:
    """What is authority-wide lies in none, and each locality is an area by itself."""
    scenario = office(**AREAS)
    assert list_areas(scenario, "unitary") == ("West", "East")
    assert list_areas(scenario, "locality") == ("ash", "bree", "combe")
    assert map_areas(scenario, "unitary")[""] == ""
    assert {scenario.units[u].id for u in find_units_in_area(scenario, "unitary", "West")} == set(
        "aby"
    )
    assert name_area(scenario, "locality", "ash") == "Ash"
    assert name_area(scenario, "unitary", "West") == "West"


def test_parts_of_a_divided_unit_lie_in_the_areas_of_their_localities() -> None:
    scenario = office(divide=DIVIDED, **AREAS)
    inside = find_units_in_area(scenario, "unitary", "East")
    assert {scenario.units[u].id for u in inside} == {"c", "w@combe"}


@pytest.mark.parametrize(
    ("areas", "places", "told"),
    [
        (["unitary"], PLACES, "data.areas: 'unitary': missing in the localities"),
        (["unitary"], [WEST[0], WEST[1] | {"unitary": " "}, WEST[2]], "bree, unitary: is blank"),
        (["unitary"], [WEST[0], PLACES[1], WEST[2]], "bree, unitary: is blank"),
        (["unitary", "unitary"], WEST, "'unitary': stands twice; name a column once"),
        (["need"], PLACES, "'need': is a column of its own"),
        (["locality"], PLACES, "'locality': is a column of its own"),
        ([""], PLACES, "write a name"),
        ([], WEST, "localities combe: 'unitary': unknown key"),
        (
            ["unitary"],
            [*WEST[:2], WEST[2] | {"populaton": 3}],
            "localities combe: 'populaton': unknown key; did you mean 'population'?",
        ),
        ("unitary", WEST, "write a list"),
    ],
)
def test_columns_that_cannot_be_areas_are_refused(areas: Any, places: Any, told: str) -> None:
    """Missing, blank, twice, or called like another column."""
    assert told in faults(localities=places, data={"areas": areas})


def test_many_blank_cells_are_counted() -> None:
    """More than three are one line."""
    places = [{"id": f"l{i}", "name": f"L{i}", "side": "" if i else "West"} for i in range(5)]
    told = faults(units=[PLACE_UNIT], localities=places, neighbours=None, data={"areas": ["side"]})
    assert told == "office.toml, localities.side: 4 cells blank; every locality lies in one side"


PLACE_UNIT = {"id": "a", "name": "A", "service": "s", "annual_budget": 1, "locality": "l0"}


@pytest.mark.parametrize(
    ("table", "told"),
    [
        ("id,name,district\nash,Ash,N\nbree,Bree,S\ncombe,Combe,S\n", ""),
        (
            "id,name,District\nash,Ash,N\nbree,Bree,S\ncombe,Combe,S\n",
            "localities.csv, row 1: 'District': did you mean 'district'?",
        ),
        (
            "id,name,district,populaton\nash,Ash,N,1\nbree,Bree,S,2\ncombe,Combe,S,3\n",
            "localities.csv, row 1: 'populaton': did you mean 'population'?",
        ),
        (
            "id,name\nash,Ash\nbree,Bree\ncombe,Combe\n",
            "localities.csv, column district: missing; "
            "it holds: the larger area in which the locality lies",
        ),
        (
            "id,name,district\nash,Ash,N\nbree,Bree,\ncombe,Combe,S\n",
            "localities.csv, row 3, column district: is blank; every locality lies in one district",
        ),
    ],
)
def test_a_column_of_a_file_is_found_by_its_cell(tmp_path: Path, table: str, told: str) -> None:
    """One fault each, by file, row and column."""
    (tmp_path / "localities.csv").write_text(table, encoding="utf-8")
    data = {"areas": ["district"], "localities": "localities.csv"}
    text = to_toml(doc(localities=None, data=data))
    (tmp_path / "scenario.toml").write_text(text, encoding="utf-8")
    if told:
        with pytest.raises(InputFaults) as error:
            load(tmp_path)
        assert str(error.value) == told
    else:
        assert [each.areas["district"] for each in load(tmp_path).localities] == ["N", "S", "S"]


def test_a_setting_changes_an_area_and_a_rule_s_numbers(tmp_path: Path) -> None:
    """Bree moves to East; an unknown column is no key."""
    count = {"id": "west", "kind": "lot_count", "max": 2, "by": "unitary", "area": "West"}
    (tmp_path / "scenario.toml").write_text(to_toml(doc(count, **AREAS)), encoding="utf-8")
    scenario = load(tmp_path, ["localities.bree.unitary=East", "west.max=1", "west.area=East"])
    assert map_areas(scenario, "unitary")["bree"] == "East"
    assert "at most 1 lot that reaches into East" in scenario.rules[0].write_sentence(scenario)
    with pytest.raises(InputFaults, match="did you mean 'unitary'"):
        load(tmp_path, ["localities.bree.unitry=East"])


def test_the_schema_knows_the_key_and_lets_localities_have_columns() -> None:
    """Each an area's name."""
    schema = build_scenario_schema()["$defs"]
    assert schema["DataSection"]["properties"]["areas"]["type"] == "array"
    assert schema["LocalityRow"]["additionalProperties"] == {"type": "string"}
    assert schema["UnitRow"]["additionalProperties"] is False
    assert "max_lots" in schema["AwardRule"]["properties"]
    assert schema["AlignmentRule"]["properties"]["by"]["default"] == "locality"
