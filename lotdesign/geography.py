"""Who touches whom, and how far apart places lie."""

from dataclasses import dataclass
from fractions import Fraction
from math import asin, cos, floor, isqrt, radians, sin, sqrt

EARTH_RADIUS_KM = 6371.0088
"""Mean radius of the earth (IUGG), for great circles between latitudes and longitudes."""


@dataclass(frozen=True, slots=True)
class Plane:
    """A place on a flat map, in kilometres."""

    x: Fraction
    y: Fraction


@dataclass(frozen=True, slots=True)
class Globe:
    """A place on the earth, in degrees."""

    lat: Fraction
    lon: Fraction


Position = Plane | Globe


def metres_between(a: Position, b: Position) -> int:
    """The distance rounded to the metre, halves up: straight on a plane, great circle on a globe.

    Raises TypeError when one place is on a plane and the other on a globe.
    """
    if isinstance(a, Plane) and isinstance(b, Plane):
        return _rounded_root(((a.x - b.x) ** 2 + (a.y - b.y) ** 2) * 1_000_000)
    if isinstance(a, Globe) and isinstance(b, Globe):
        return floor(_great_circle_km(a, b) * 1000 + 0.5)
    raise TypeError("a distance needs two places on the same kind of map")


def _rounded_root(square: Fraction) -> int:
    """The square root rounded to the nearest whole number, exactly."""
    doubled = isqrt(4 * square.numerator // square.denominator)
    return (doubled + 1) // 2


def _great_circle_km(a: Globe, b: Globe) -> float:
    """Haversine distance (Sinnott, Virtues of the Haversine, 1984)."""
    lat_a, lat_b = radians(a.lat), radians(b.lat)
    half_lat, half_lon = (lat_b - lat_a) / 2, radians(b.lon - a.lon) / 2
    chord = sin(half_lat) ** 2 + cos(lat_a) * cos(lat_b) * sin(half_lon) ** 2
    return 2 * EARTH_RADIUS_KM * asin(min(1.0, sqrt(chord)))
