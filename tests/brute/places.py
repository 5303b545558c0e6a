"""Coordinates and distances (section 5, `travel`)."""

import math
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from tests.brute.exact import is_blank, number

EARTH_KM = 6371.0088


@dataclass(frozen=True)
class Point:
    """A place, in kilometres on a plane or in degrees on the globe."""

    on_globe: bool
    first: Fraction  # x or latitude
    second: Fraction  # y or longitude


def point_of(row: dict[str, Any]) -> Point | None:
    """The coordinates in a row of a table, if it has them."""
    for first, second, on_globe in (("x", "y", False), ("lat", "lon", True)):
        if not is_blank(row.get(first)) and not is_blank(row.get(second)):
            return Point(on_globe, number(row[first]), number(row[second]))
    return None


def metres(a: Point, b: Point) -> int:
    """The distance, rounded to the metre."""
    if a.on_globe != b.on_globe:
        raise ValueError("coordinates of two kinds")
    return _great_circle(a, b) if a.on_globe else _plane(a, b)


def _plane(a: Point, b: Point) -> int:
    square = ((a.first - b.first) ** 2 + (a.second - b.second) ** 2) * 1_000_000
    # sqrt(q) + 1/2 >= n exactly when sqrt(4q) >= 2n - 1, which needs no floating point.
    return (math.isqrt(math.floor(4 * square)) + 1) // 2


def _great_circle(a: Point, b: Point) -> int:
    lat_a, lat_b = math.radians(a.first), math.radians(b.first)
    across = math.radians(b.second - a.second)
    haversine = (
        math.sin((lat_b - lat_a) / 2) ** 2
        + math.cos(lat_a) * math.cos(lat_b) * math.sin(across / 2) ** 2
    )
    km = 2 * EARTH_KM * math.asin(min(1.0, math.sqrt(haversine)))
    return math.floor(km * 1000 + 0.5)
