"""GeoJSON as it arrives: properties, parts, and every fault by its place."""

import json

import pytest

from lotdesign.faults import InputFaults
from lotdesign.maps.boundaries import (
    BoundaryLimits,
    convert_to_degrees,
    list_property_values,
    parse_boundaries,
)
from tests.maps.squares import draw_square, write_map

TWO = {"west": draw_square(0, 0), "east": draw_square(1000, 0)}


def faults_of(data: bytes, id_key: str = "code", name_key: str = "") -> list[str]:
    with pytest.raises(InputFaults) as caught:
        parse_boundaries("wards.geojson", data, id_key, name_key)
    return [str(fault) for fault in caught.value.faults]


def test_a_boundary_has_an_id_a_name_and_rings() -> None:
    found = parse_boundaries("wards.geojson", write_map(TWO), "code", "label")
    assert [(each.id, each.name) for each in found.boundaries] == [
        ("west", "West"),
        ("east", "East"),
    ]
    assert found.kind == "british national grid"
    assert found.boundaries[0].polygons[0][0][0] == (400_000, 300_000)


def test_the_id_is_the_name_where_there_is_none() -> None:
    found = parse_boundaries("wards.geojson", write_map(TWO), "code")
    assert [each.name for each in found.boundaries] == ["west", "east"]


def test_features_of_one_id_are_one_locality_and_told() -> None:
    data = write_map([("isle", draw_square(0, 0)), ("isle", draw_square(5000, 0))])
    found = parse_boundaries("wards.geojson", data, "code")
    assert [len(each.polygons) for each in found.boundaries] == [2]
    assert found.remarks == (
        "wards.geojson: several features have the id isle; those of one id are one locality.",
    )


def test_properties_are_listed_for_a_choice() -> None:
    data = write_map(TWO, kind="ward")
    assert list_property_values("wards.geojson", data) == {
        "code": ("west", "east"),
        "label": ("West", "East"),
        "kind": ("ward", "ward"),
    }


def test_a_property_that_is_not_there_gets_a_suggestion() -> None:
    assert faults_of(write_map(TWO), "Code", "lable") == [
        "wards.geojson: 'Code': no feature has this property; did you mean 'code'?",
        "wards.geojson: 'lable': no feature has this property; did you mean 'label'?",
    ]
    assert faults_of(write_map(TWO), "") == [
        "wards.geojson: say which property holds the id; there are code, label"
    ]


def test_every_wrong_feature_is_told() -> None:
    body = json.loads(write_map({**TWO, "far": draw_square(9000, 0), "none": draw_square(0, 0)}))
    west, east, far, none = body["features"]
    west["properties"]["code"] = " "
    east["geometry"] = {"type": "Point", "coordinates": [1, 2]}
    far["geometry"]["coordinates"][0][1] = ["x", 2]
    none["geometry"]["coordinates"] = [[[1, 2], [3, 4]]]
    assert faults_of(json.dumps(body).encode()) == [
        "wards.geojson, feature 1: property code is blank; it holds the id",
        "wards.geojson, feature 2: 'Point': has no boundary; give a Polygon or MultiPolygon",
        "wards.geojson, feature 3: has a point that is not two numbers",
        "wards.geojson, feature 4: has a ring of fewer than four points; a ring ends where it "
        "begins",
    ]


def test_many_faults_are_cut_short_with_their_number() -> None:
    body = json.loads(write_map({f"w{i}": draw_square(i, 0) for i in range(40)}))
    for each in body["features"]:
        each["geometry"] = None
    found = faults_of(json.dumps(body).encode())
    assert len(found) == 21
    assert found[-1] == "wards.geojson: and 20 more faults of this sort"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"{", "wards.geojson, line 1, column 2: is not JSON: expecting property name"),
        (b"\xff{", "wards.geojson: save the file as UTF-8 text"),
        (b'{"a":' * 100_000, "wards.geojson: is nested too deeply"),
        (b"[]", "wards.geojson: is not GeoJSON with boundaries"),
        (b'{"features": []}', "wards.geojson: is not GeoJSON with boundaries"),
        (b'{"features": [NaN]}', "wards.geojson: is not JSON: NaN is no number"),
        (b'{"features": [1]}', 'wards.geojson, feature 1: write a "Feature"'),
    ],
)
def test_what_is_no_map_is_named(data: bytes, said: str) -> None:
    (found,) = faults_of(data)
    assert found.startswith(said)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b" " * 101, "more than 100 bytes"),
        (b"[" * 11, "more than 10 points"),
        (b"{" * 11, "more than 10 points"),
        (b"," * 41, "more than 40 values"),
    ],
)
def test_a_huge_file_is_refused_before_it_is_parsed(data: bytes, said: str) -> None:
    with pytest.raises(InputFaults, match=said):
        parse_boundaries("m.geojson", data, "code", limits=BoundaryLimits(100, 10))


def test_grid_metres_and_swapped_degrees_become_degrees() -> None:
    grid = convert_to_degrees(parse_boundaries("wards.geojson", write_map(TWO), "code"))
    assert grid.kind == "degrees"
    x, y = grid.boundaries[0].polygons[0][0][0]
    assert (x, y) == pytest.approx((-2.0013, 52.5976), abs=0.001)
    swapped = write_map({"a": [[52, -1], [52, -2], [53, -2], [52, -1]]})
    turned = convert_to_degrees(parse_boundaries("wards.geojson", swapped, "code"))
    assert turned.boundaries[0].polygons[0][0][0] == (-1, 52)
