"""Which boundaries share a border, and which nearly do."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from lotdesign.faults import Fault, InputFaults
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


MOST_WORK = 5_000_000
"""Pieces of boundaries that are tried at most, in about 8 seconds; a county has a twentieth."""

MOST_PAIRS = 200_000
"""Pairs whose boxes come near: ten localities have 45, and a county of parishes has a tenth."""

_PIECES_A_TOLERANCE = 8
_MOST_PIECES = 200_000
_LINE = 1
"""The geometry library's number for the sort of a line."""


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
    the order of the file. Raises UsageError without the geometry library, InputFaults where
    boundaries lie upon one another, so that the work would not end.
    """
    shapely = load_shapely()
    shapes = build_shapes(found)
    shapely.prepare(shapes)
    ids = [each.id for each in found.boundaries]
    lines = [shape.boundary for shape in shapes]
    shapely.prepare(lines)
    shared: list[BoundaryPair] = []
    near: list[BoundaryPair] = []
    work = 0
    for i, j in _list_close_pairs(shapely, shapes, NEAR_TOLERANCES * tolerance):
        gap = _measure_gap(shapely, shapes[i], shapes[j], NEAR_TOLERANCES * tolerance)
        first, second = 0.0, 0.0
        if gap <= tolerance:
            first, done = _measure_within(shapely, lines[i], lines[j], tolerance)
            second, also = _measure_within(shapely, lines[j], lines[i], tolerance)
            work += done + also
        if work > MOST_WORK:
            right = "boundaries lie upon one another; give each place one boundary"
            raise InputFaults([Fault(f"boundaries of {ids[i]} and {ids[j]}", right)])
        length = min(first, second)
        pair = BoundaryPair(ids[i], ids[j], round(length), round(gap))
        (shared if length >= LEAST_TOLERANCES * tolerance else near).append(pair)
    return FoundBorders(tuple(shared), tuple(near))


def _list_close_pairs(
    shapely: Any, shapes: "Sequence[BaseGeometry]", metres: float
) -> Iterator[tuple[int, int]]:
    """Positions of shapes at most so far apart, in order, by a spatial index."""
    west, south, east, north = shapely.bounds(shapes).T
    boxes = shapely.box(west - metres, south - metres, east + metres, north + metres)
    firsts, seconds = shapely.STRtree(shapes).query(boxes)
    later = firsts < seconds
    if later.sum() > MOST_PAIRS:
        right = (
            f"{int(later.sum()):,} pairs lie within {metres:,.0f} m of each other; give each place "
            "one boundary, or a smaller tolerance"
        )
        raise InputFaults([Fault("boundaries", right)])
    for i, j in sorted(zip(firsts[later].tolist(), seconds[later].tolist(), strict=True)):
        if shapely.dwithin(shapes[i], shapes[j], metres):
            yield i, j


def _measure_gap(shapely: Any, one: "BaseGeometry", other: "BaseGeometry", most: float) -> float:
    """Metres between two shapes, to half a metre: by halving, as only asking is indexed."""
    if shapely.dwithin(one, other, 0.0):
        return 0.0
    low, high = 0.0, most
    while high - low > 0.5:
        middle = (low + high) / 2
        if shapely.dwithin(one, other, middle):
            high = middle
        else:
            low = middle
    return high


def _measure_within(
    shapely: Any, line: "BaseGeometry", other: "BaseGeometry", tolerance: float
) -> tuple[float, int]:
    """Metres of a line that lie within the tolerance of the other, and how many pieces were tried.

    The line is cut into pieces of an eighth of the tolerance; a piece counts by its middle.
    """
    import numpy as np

    west, south, east, north = other.bounds
    clipped = shapely.clip_by_rect(
        line, west - tolerance, south - tolerance, east + tolerance, north + tolerance
    )
    if clipped.is_empty:
        return 0.0, 0
    step = max(tolerance / _PIECES_A_TOLERANCE, clipped.length / _MOST_PIECES)
    parts = shapely.get_parts(shapely.segmentize(clipped, step))
    parts = parts[shapely.get_type_id(parts) == _LINE]
    points, owner = shapely.get_coordinates(parts, return_index=True)
    joined = owner[1:] == owner[:-1]
    ends, starts = points[1:][joined], points[:-1][joined]
    middles = shapely.points((starts + ends) / 2)
    inside = shapely.dwithin(other, middles, tolerance)
    lengths = np.hypot(*(ends - starts).T)
    return float(lengths[inside].sum()), len(lengths)
