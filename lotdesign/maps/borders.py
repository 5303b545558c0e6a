"""Which boundaries share a border, and which nearly do."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from lotdesign.maps.boundaries import BoundaryMap
from lotdesign.maps.shapes import build_shapes, load_shapely

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

LEAST_TOLERANCES = 4
"""A border is at least this many tolerances long: two corners that meet are no border.

Where edges meet at a point, each lies within a tolerance of the other for one or two tolerances.
"""

NEAR_TOLERANCES = 10
"""Boundaries nearly touch when they are at most this many tolerances apart."""


@dataclass(frozen=True, slots=True)
class BoundaryPair:
    """Two localities by their ids, the metres of border that they share and of gap between them."""

    a: str
    b: str
    border_metres: int
    gap_metres: int


@dataclass(frozen=True, slots=True)
class FoundBorders:
    """The pairs that share a border, and those that nearly touch."""

    shared: tuple[BoundaryPair, ...]
    near: tuple[BoundaryPair, ...]


def find_borders(found: BoundaryMap, tolerance: float) -> FoundBorders:
    """The pairs of localities with a border of four tolerances or more, and those that come near.

    `tolerance` is in metres. A stretch of boundary is shared where the other boundary lies within
    a tolerance, so that vertices that differ, T-junctions and slivers lose no border. Pairs are in
    the order of the file. Raises UsageError without the geometry library.
    """
    shapely = load_shapely()
    shapes = build_shapes(found)
    ids = [each.id for each in found.boundaries]
    lines = [shape.boundary for shape in shapes]
    shared: list[BoundaryPair] = []
    near: list[BoundaryPair] = []
    for i, j in _list_close_pairs(shapely, shapes, NEAR_TOLERANCES * tolerance):
        length = min(
            _measure_within(shapely, lines[i], lines[j], tolerance),
            _measure_within(shapely, lines[j], lines[i], tolerance),
        )
        pair = BoundaryPair(ids[i], ids[j], round(length), round(shapes[i].distance(shapes[j])))
        (shared if length >= LEAST_TOLERANCES * tolerance else near).append(pair)
    return FoundBorders(tuple(shared), tuple(near))


def _list_close_pairs(
    shapely: Any, shapes: "Sequence[BaseGeometry]", metres: float
) -> Iterator[tuple[int, int]]:
    """Positions of shapes at most so far apart, in order, by a spatial index."""
    firsts, seconds = shapely.STRtree(shapes).query(shapes, "dwithin", metres)
    yield from sorted((int(i), int(j)) for i, j in zip(firsts, seconds, strict=True) if i < j)


def _measure_within(
    shapely: Any, line: "BaseGeometry", other: "BaseGeometry", tolerance: float
) -> float:
    """Metres of a line that lie within the tolerance of the other one."""
    near = _clip(shapely, line, other.bounds, tolerance)
    facing = _clip(shapely, other, near.bounds, tolerance) if not near.is_empty else near
    if near.is_empty or facing.is_empty:
        return 0.0
    return float(near.intersection(facing.buffer(tolerance)).length)


def _clip(
    shapely: Any, line: "BaseGeometry", bounds: tuple[float, ...], more: float
) -> "BaseGeometry":
    """The part of a line in a rectangle that is widened, so that no long line is gone through."""
    west, south, east, north = bounds
    clipped: BaseGeometry = shapely.clip_by_rect(
        line, west - more, south - more, east + more, north + more
    )
    return clipped
