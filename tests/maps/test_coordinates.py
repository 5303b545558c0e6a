"""What coordinates are, by their range, and metres of the national grid in degrees."""

from itertools import pairwise

import pytest

from lotdesign.maps.coordinate_kinds import CoordinateRange, measure_range, recognise_coordinates
from lotdesign.maps.national_grid import convert_grid_metres

KINDS = {
    "degrees": CoordinateRange(-2.5, 53.3, -2.2, 53.5),
    "swapped degrees": CoordinateRange(53.3, -2.5, 53.5, -2.2),
    "british national grid": CoordinateRange(368_000, 384_000, 384_000, 398_000),
    "web mercator": CoordinateRange(-276_000, 7_050_000, -250_000, 7_080_000),
    "": CoordinateRange(-5_000_000, 3, 4, 5),
}


@pytest.mark.parametrize("kind", KINDS)
def test_the_range_decides(kind: str) -> None:
    assert recognise_coordinates(KINDS[kind]) == kind


def test_a_place_far_from_britain_is_in_degrees_unless_only_the_other_order_is_on_the_earth() -> (
    None
):
    assert recognise_coordinates(CoordinateRange(10, 20, 30, 40)) == "degrees"
    assert recognise_coordinates(CoordinateRange(-37, 144, -36, 145)) == "swapped degrees"


def test_a_range_holds_the_ends() -> None:
    assert measure_range([(1, 5), (3, 2)]) == CoordinateRange(1, 2, 3, 5)


@pytest.mark.parametrize(
    ("east", "north", "lat", "lon"),
    [
        # Ordnance Survey's worked example, by the exact grid (its point TP06), and two landmarks.
        (651_409.804, 313_177.450, 52 + 39 / 60 + 28.8282 / 3600, 1 + 42 / 60 + 57.8663 / 3600),
        (530_034, 180_381, 51.5074, -0.1277),
        (369_885, 801_236, 57.1020, -2.4984),
    ],
)
def test_grid_metres_are_within_five_metres(
    east: float, north: float, lat: float, lon: float
) -> None:
    found = convert_grid_metres(east, north)
    if lat < 57:
        assert found == pytest.approx((lat, lon), abs=0.0001)
    assert found == pytest.approx((lat, lon), abs=0.01)


def test_a_step_on_the_grid_is_a_step_on_the_earth() -> None:
    steps = [convert_grid_metres(400_000, 300_000 + 1000 * i) for i in range(4)]
    lats = [lat for lat, _ in steps]
    assert [b - a for a, b in pairwise(lats)] == pytest.approx([0.008987] * 3, abs=0.00001)
    assert len({round(lon, 3) for _, lon in steps}) == 1
