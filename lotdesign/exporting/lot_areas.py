"""The areas of lots: boundaries of localities, dissolved into one."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lotdesign.maps.boundaries import Boundary

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

GRID = 1e-6
"""Degrees to which corners are drawn together: a tenth of a metre."""

AreaGeometry = dict[str, Any]
"""A geometry as GeoJSON has it."""

BoundariesById = Mapping[str, Boundary]


def read_boundaries(path: str | Path | None) -> BoundariesById:
    """The boundaries, in degrees, that the scenario at `path` names, by id; none without any.

    Raises InputFaults with every fault of the file.
    """
    from lotdesign.input.sources import read_boundary_bytes

    named = None if path is None else read_boundary_bytes(path)
    if named is None:
        return {}
    from lotdesign.input.map_sources import parse_scenario_boundaries

    return {each.id: each for each in parse_scenario_boundaries(*named).boundaries}


def dissolve(boundaries: Iterable[Boundary]) -> AreaGeometry | None:
    """One area of these boundaries, in degrees; None without any, or where nothing is left.

    Outer rings run counterclockwise and holes clockwise, as RFC 7946 asks.
    """
    from lotdesign.maps.shapes import load_shapely

    shapely = load_shapely()
    shapes = [_build_shape(shapely, each) for each in boundaries]
    if not shapes:
        return None
    area = _keep_polygons(shapely, shapely.union_all(shapes, grid_size=GRID))
    if area.is_empty:
        return None
    ordered = shapely.orient_polygons(area, exterior_cw=False)
    geometry: AreaGeometry = shapely.geometry.mapping(ordered)
    return geometry


def _build_shape(shapely: Any, boundary: Boundary) -> "BaseGeometry":
    polygons = [shapely.Polygon(outer, holes) for outer, *holes in boundary.polygons]
    shape = polygons[0] if len(polygons) == 1 else shapely.MultiPolygon(polygons)
    return shape if shape.is_valid else shapely.make_valid(shape)


def _keep_polygons(shapely: Any, shape: "BaseGeometry") -> "BaseGeometry":
    """The areas of a shape; what is left of mended rings may be lines and points too."""
    parts: Sequence[Any] = [
        each for each in shapely.get_parts(shape, return_index=False) if each.area > 0
    ]
    return parts[0] if len(parts) == 1 else shapely.MultiPolygon(list(parts))
