"""Localities and neighbours from boundaries, with parts, islands and near misses by name."""

from fractions import Fraction

import pytest

from lotdesign.faults import InputFaults
from lotdesign.maps.boundaries import BoundaryMap, parse_boundaries
from lotdesign.maps.map_tables import build_locality_table, build_neighbour_table
from lotdesign.maps.national_grid import convert_grid_metres
from tests.maps.squares import Ring, draw_square, write_map

ROW = {
    "west": draw_square(0, 0),
    "mid": draw_square(1000, 0),
    "isle": draw_square(2200, 0),
    "far": draw_square(9000, 0),
}


def read_map(rings: dict[str, Ring]) -> BoundaryMap:
    return parse_boundaries("wards.geojson", write_map(rings), "code", "label")


def test_localities_have_a_name_and_the_place_of_their_centre() -> None:
    table = build_locality_table("wards.geojson", read_map(ROW))
    lat, lon = convert_grid_metres(400_500, 300_500)
    cells = table.rows[0].cells
    assert (cells["id"], cells["name"]) == ("west", "West")
    assert (float(cells["lat"]), float(cells["lon"])) == pytest.approx((lat, lon), abs=0.000011)
    assert [row.feature for row in table.rows] == [1, 2, 3, 4]


def test_parts_islands_and_near_misses_are_told_by_name() -> None:
    table = build_neighbour_table("wards.geojson", read_map(ROW), Fraction(50))
    assert [row.cells for row in table.rows] == [{"a": "west", "b": "mid"}]
    assert table.remarks == (
        "wards.geojson: 1 pair of 4 localities touches: they share a border of at least 200 m, "
        "drawn within 50 m.",
        "wards.geojson: the map falls into 3 parts between which nothing touches: Isle; Far; West "
        "and Mid.",
        "wards.geojson: these come within 500 m of each other, and would join parts; add those "
        "that people cross: Mid and Isle (200 m apart).",
    )


def test_a_person_adds_a_ferry_and_takes_out_a_river() -> None:
    table = build_neighbour_table(
        "wards.geojson",
        read_map(ROW),
        Fraction(50),
        add=[("isle", "mid"), ("far", "isle")],
        remove=[("mid", "west")],
    )
    assert [row.cells for row in table.rows] == [
        {"a": "isle", "b": "mid"},
        {"a": "far", "b": "isle"},
    ]
    assert "2 parts between which nothing touches: West; Mid, Isle and Far." in table.remarks[1]
    assert len(table.remarks) == 2


def test_a_pair_that_touches_and_is_added_stands_once() -> None:
    table = build_neighbour_table(
        "wards.geojson", read_map(ROW), Fraction(50), add=[("mid", "west")]
    )
    assert len(table.rows) == 1


def test_unknown_ids_of_pairs_are_faults() -> None:
    with pytest.raises(InputFaults) as caught:
        build_neighbour_table("wards.geojson", read_map(ROW), Fraction(50), add=[("isles", "west")])
    assert str(caught.value) == (
        "wards.geojson: 'isles': no boundary has this id; did you mean 'isle'?"
    )


def test_boundaries_of_other_places_are_left_out_and_missing_ones_told() -> None:
    table = build_neighbour_table(
        "wards.geojson", read_map(ROW), Fraction(50), places=["west", "mid", "Isle"]
    )
    assert table.remarks[:2] == (
        "wards.geojson: boundaries of no locality were left out: isle and far.",
        "wards.geojson: Isle has no boundary, so that nothing touches it; did you mean 'isle'?",
    )
    assert [row.cells for row in table.rows] == [{"a": "west", "b": "mid"}]


def test_corners_are_told_after_what_joins_parts() -> None:
    table = build_neighbour_table(
        "wards.geojson",
        read_map({"a": draw_square(0, 0), "b": draw_square(1000, 0), "c": draw_square(1000, 1000)}),
        Fraction(50),
    )
    assert table.remarks[1:] == (
        "wards.geojson: these nearly touch, or only at a corner; add those that people cross: A "
        "and C (0 m apart).",
    )


def test_swapped_degrees_are_turned_round_and_told() -> None:
    def square(lat: float, lon: float) -> Ring:
        return [[lat, lon], [lat, lon + 0.1], [lat + 0.1, lon + 0.1], [lat + 0.1, lon], [lat, lon]]

    found = read_map({"south": square(52, -1), "north": square(52.1, -1)})
    table = build_neighbour_table("wards.geojson", found, Fraction(50))
    assert len(table.rows) == 1
    assert table.remarks[0] == (
        "wards.geojson: latitude and longitude are swapped; they were turned round."
    )
    assert build_locality_table("wards.geojson", found).rows[0].cells["lat"] == "52.05000"


@pytest.mark.parametrize(
    ("ring", "said"),
    [
        ([[-250_000, 7e6], [-240_000, 7e6], [-240_000, 7.01e6], [-250_000, 7e6]], "web maps"),
        ([[-9e6, 1], [-9e6, 2], [-8e6, 2], [-9e6, 1]], "neither degrees nor British National Grid"),
    ],
)
def test_other_coordinates_are_refused(ring: Ring, said: str) -> None:
    with pytest.raises(InputFaults, match=said):
        build_neighbour_table("wards.geojson", read_map({"a": ring}), Fraction(50))
