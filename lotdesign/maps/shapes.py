"""Boundaries as shapes of the geometry library, in metres on a flat map."""

from collections.abc import Sequence
from math import cos, pi, radians
from typing import TYPE_CHECKING, Any

from lotdesign.faults import UsageError
from lotdesign.geography import EARTH_RADIUS_KM, METRES_IN_KM
from lotdesign.maps.boundaries import BoundaryMap, MapPoint

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

METRES_A_DEGREE = EARTH_RADIUS_KM * METRES_IN_KM * pi / 180
"""Metres along a degree of latitude."""

MAPS_EXTRA = 'Boundaries need one more package: pip install "lotdesign[maps]"'


def load_shapely() -> Any:
    """The geometry library; raises UsageError with the command that installs it."""
    try:
        import shapely
    except ImportError:
        raise UsageError(MAPS_EXTRA) from None
    return shapely


def choose_scale(found: BoundaryMap) -> MapPoint:
    """Metres that one unit of the first and of the second coordinate stand for.

    Degrees are stretched evenly: at the map's middle latitude that is exact, and a hundred
    kilometres north of it lengths from west to east are 2% off, which no tolerance notices.
    """
    if found.kind == "degrees":
        middle = radians((found.extent.least_y + found.extent.most_y) / 2)
        return METRES_A_DEGREE * cos(middle), METRES_A_DEGREE
    return 1.0, 1.0


def build_shapes(found: BoundaryMap) -> "Sequence[BaseGeometry]":
    """A valid shape in metres for each boundary; rings that cross themselves are mended."""
    shapely = load_shapely()
    across, along = choose_scale(found)
    shapes = []
    for boundary in found.boundaries:
        polygons = [
            shapely.Polygon(
                [(x * across, y * along) for x, y in outer],
                [[(x * across, y * along) for x, y in hole] for hole in holes],
            )
            for outer, *holes in boundary.polygons
        ]
        shape = polygons[0] if len(polygons) == 1 else shapely.MultiPolygon(polygons)
        shapes.append(shape if shape.is_valid else shapely.make_valid(shape))
    return shapes


def find_centres(found: BoundaryMap) -> tuple[MapPoint, ...]:
    """The centre of area of each boundary, in the file's own coordinates."""
    across, along = choose_scale(found)
    centres = (shape.centroid for shape in build_shapes(found))
    return tuple((centre.x / across, centre.y / along) for centre in centres)
