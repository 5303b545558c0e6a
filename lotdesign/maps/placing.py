"""In which boundary points lie."""

from collections.abc import Sequence
from dataclasses import dataclass

from lotdesign.maps.boundaries import BoundaryMap, MapPoint
from lotdesign.maps.shapes import build_shapes, choose_scale, load_shapely


@dataclass(frozen=True, slots=True)
class PointPlace:
    """The boundary nearest to a point, by its id, and metres to it; 0 where the point is inside."""

    id: str
    metres: int


def place_points(found: BoundaryMap, points: Sequence[MapPoint]) -> tuple[PointPlace, ...]:
    """The place of each point, in the coordinates of the boundaries.

    A point on the border of several is in the first of them. Raises UsageError without the
    geometry library.
    """
    shapely = load_shapely()
    across, along = choose_scale(found)
    shapes = build_shapes(found)
    tree = shapely.STRtree(shapes)
    places = []
    for x, y in points:
        point = shapely.Point(x * across, y * along)
        inside = tree.query(point, "intersects")
        nearest = int(min(inside)) if len(inside) else int(tree.nearest(point))
        metres = round(float(shapes[nearest].distance(point)))
        places.append(PointPlace(found.boundaries[nearest].id, metres))
    return tuple(places)
