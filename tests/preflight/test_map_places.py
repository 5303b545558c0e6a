"""Coordinates that look wrong are told, with what would be right, and right ones are not."""

import pytest

from lotdesign.preflight.map_places import find_wrong_places, measure_map_extent
from lotdesign.scenario.scenario import Scenario
from tests.rules.office import Row, office, unit

RIGHT = {"west": (52.02, -0.52), "mid": (52.02, -0.455), "north": (52.09, -0.41)}
Pairs = dict[str, tuple[float, float]]


def town(pairs: Pairs, columns: tuple[str, str] = ("lat", "lon"), **own: object) -> Scenario:
    """A hub in the west, and localities at these places."""
    places: list[Row] = [
        {"id": each, "name": each.title(), columns[0]: pair[0], columns[1]: pair[1]}
        for each, pair in pairs.items()
    ]
    return office(
        units=[unit("hub", "hub", 90_000, "west", **own)], localities=places, neighbours=[]
    )


def remarks(scenario: Scenario) -> list[str]:
    return [finding.text for finding in find_wrong_places(scenario)]


def test_right_places_are_not_remarked_on_and_their_extent_is_known() -> None:
    scenario = town(RIGHT)
    assert remarks(scenario) == []
    extent = measure_map_extent(scenario)
    assert extent is not None
    assert (extent.places, round(float(extent.wide_km), 1), round(float(extent.high_km), 1)) == (
        3,
        7.5,
        7.8,
    )


def test_one_place_has_no_extent() -> None:
    assert measure_map_extent(town({"west": (52, 0)})) is None


def test_swapped_columns_are_told() -> None:
    (text,) = remarks(town({name: (lon, lat) for name, (lat, lon) in RIGHT.items()}))
    assert text.startswith("Latitude and longitude look swapped for every place: lat -0.52 and lon")


def test_a_single_swapped_row_is_named() -> None:
    (text,) = remarks(town(RIGHT | {"north": (-0.41, 52.09)}))
    assert "look swapped for North:" in text


def test_zero_is_a_blank() -> None:
    (text,) = remarks(town(RIGHT | {"north": (0, 0)}))
    assert text.startswith("North lies at 0 and 0")


def test_zero_on_a_flat_map_is_its_corner_unless_all_else_is_far_away() -> None:
    corner = {"west": (0, 0), "mid": (3, 4), "north": (10, 10)}
    assert remarks(town(corner, ("x", "y"))) == []
    (text,) = remarks(town(corner | {"mid": (368, 384), "north": (384, 398)}, ("x", "y")))
    assert text.startswith("West lies at 0 and 0")


def test_metres_for_kilometres() -> None:
    metres = {"west": (368_000, 384_000), "mid": (370_000, 390_000), "north": (384_000, 398_000)}
    (text,) = remarks(town(metres, ("x", "y")))
    assert text.startswith("The places lie 16,000 km apart")
    assert text.endswith("Divide them by 1,000.")
    kilometres = {name: (x / 1000, y / 1000) for name, (x, y) in metres.items()}
    assert remarks(town(kilometres, ("x", "y"))) == []


@pytest.mark.parametrize(("lat", "said"), [(56.0, True), (54.5, False)])
def test_a_place_far_from_all_others_is_named(lat: float, said: bool) -> None:
    assert [
        text.startswith("North lies more than 300 km from every other place")
        for text in remarks(town(RIGHT | {"north": (lat, -0.41)}))
    ] == [True] * said


def test_units_with_a_place_of_their_own_count() -> None:
    scenario = town(RIGHT, lat=52.3, lon=-0.5)
    extent = measure_map_extent(scenario)
    assert extent is not None
    assert (extent.places, round(float(extent.high_km), 1)) == (4, 31.1)
    (text,) = remarks(town(RIGHT, lat=-0.52, lon=52.02))
    assert "look swapped for" in text
