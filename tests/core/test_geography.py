"""Distances."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lotdesign.geography import GlobePosition, PlanePosition, measure_metres

COORDINATES = st.fractions(-50, 50, max_denominator=1000)


def plane(x: str, y: str = "0") -> PlanePosition:
    """A place in kilometres."""
    return PlanePosition(Fraction(x), Fraction(y))


@pytest.mark.parametrize(
    ("place", "metres"),
    [
        (plane("3", "4"), 5000),
        (plane("0.0005"), 1),  # half a metre goes up
        (plane("0.000499999999999999999999"), 0),  # finer than a float can tell
        (plane("-1.0005"), 1001),
        (plane("1.000499999999999999999999"), 1000),
        (plane("0.0003", "0.0004"), 1),  # a hypotenuse of half a metre
        (plane("1", "1"), 1414),  # 1414.2
        (plane("0.002", "0.003"), 4),  # 3.6
        (plane("0"), 0),
    ],
)
def test_straight_distances_are_rounded_exactly(place: PlanePosition, metres: int) -> None:
    """The root is rounded to the metre without floating point, halves up."""
    assert measure_metres(plane("0"), place) == metres


@given(COORDINATES, COORDINATES, COORDINATES, COORDINATES)
def test_a_straight_distance_is_the_nearest_metre(
    ax: Fraction, ay: Fraction, bx: Fraction, by: Fraction
) -> None:
    """Half a metre less is not further than the true distance, half a metre more is further."""
    metres = measure_metres(PlanePosition(ax, ay), PlanePosition(bx, by))
    square = ((ax - bx) ** 2 + (ay - by) ** 2) * 1_000_000
    assert metres == 0 or (metres - Fraction(1, 2)) ** 2 <= square
    assert square < (metres + Fraction(1, 2)) ** 2
    assert metres == measure_metres(PlanePosition(bx, by), PlanePosition(ax, ay))


def globe(lat: str, lon: str) -> GlobePosition:
    """A place in degrees."""
    return GlobePosition(Fraction(lat), Fraction(lon))


@pytest.mark.parametrize(
    ("a", "b", "metres"),
    [
        (globe("0", "0"), globe("0", "1"), 111_195),  # 2π · 6,371.0088 km / 360
        (globe("0", "0"), globe("90", "0"), 10_007_557),  # a quarter of a great circle
        (globe("0", "0"), globe("0", "180"), 20_015_114),  # half of one, where sines round
        (globe("52", "179.5"), globe("52", "-179.5"), 68_458),  # across the date line
        (globe("52.1", "-0.4"), globe("52.1", "-0.4"), 0),
    ],
)
def test_great_circles_use_the_mean_radius(a: GlobePosition, b: GlobePosition, metres: int) -> None:
    """Known arcs come out to the metre, in both directions."""
    assert measure_metres(a, b) == metres
    assert measure_metres(b, a) == metres


def test_places_on_two_kinds_of_map_have_no_distance() -> None:
    """Kilometres and degrees do not mix."""
    with pytest.raises(TypeError, match="same kind of map"):
        measure_metres(plane("0"), globe("0", "0"))
