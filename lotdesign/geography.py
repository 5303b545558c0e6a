"""Distances between places: straight on a plane, great circle on the earth."""

from dataclasses import dataclass
from fractions import Fraction
from math import asin, cos, floor, isqrt, radians, sin, sqrt

METRES_IN_KM = 1000
EARTH_RADIUS_KM = 6371.0088
"""Mean radius of the earth (IUGG), for great circles between latitudes and longitudes."""


@dataclass(frozen=True, slots=True)
class PlanePosition:
    """A place on a flat map, in kilometres."""

    x: Fraction
    y: Fraction


@dataclass(frozen=True, slots=True)
class GlobePosition:
    """A place on the earth, in degrees."""

    lat: Fraction
    lon: Fraction


Position = PlanePosition | GlobePosition


def measure_metres(a: Position, b: Position) -> int:
    """The distance rounded to the metre, halves up: straight on a plane, great circle on a globe.

    Raises TypeError when one place is on a plane and the other on a globe.
    """
    if isinstance(a, PlanePosition) and isinstance(b, PlanePosition):
        return _measure_straight(a, b)
    if isinstance(a, GlobePosition) and isinstance(b, GlobePosition):
        return floor(_measure_great_circle_km(a, b) * 1000 + 0.5)
    raise TypeError("a distance needs two places on the same kind of map")


def _measure_straight(a: PlanePosition, b: PlanePosition) -> int:
    """The root of the squares rounded to the nearest whole number, in whole numbers alone."""
    across, wide = _subtract_unreduced(a.x, b.x)
    along, high = _subtract_unreduced(a.y, b.y)
    top = ((across * high) ** 2 + (along * wide) ** 2) * METRES_IN_KM**2
    doubled = isqrt(4 * top // (wide * high) ** 2)
    return (doubled + 1) // 2


def _subtract_unreduced(one: Fraction, other: Fraction) -> tuple[int, int]:
    """Numerator and denominator of one - other, not reduced."""
    top = one.numerator * other.denominator - other.numerator * one.denominator
    return top, one.denominator * other.denominator


def _measure_great_circle_km(a: GlobePosition, b: GlobePosition) -> float:
    """Haversine distance (Sinnott, Virtues of the Haversine, 1984)."""
    lat_a, lat_b = radians(a.lat), radians(b.lat)
    half_lat, half_lon = (lat_b - lat_a) / 2, radians(b.lon - a.lon) / 2
    chord = sin(half_lat) ** 2 + cos(lat_a) * cos(lat_b) * sin(half_lon) ** 2
    return 2 * EARTH_RADIUS_KM * asin(min(1.0, sqrt(chord)))
