"""Maps of squares, a kilometre wide, in metres of the British National Grid."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

Ring = list[list[float]]


def draw_square(east: float, north: float, size: float = 1000) -> Ring:
    """The ring of a square, in metres from the map's corner."""
    corners = [(0, 0), (size, 0), (size, size), (0, size), (0, 0)]
    return [[400_000 + east + x, 300_000 + north + y] for x, y in corners]


def write_map(rings: Mapping[str, Ring] | Iterable[tuple[str, Ring]], **more: Any) -> bytes:
    """GeoJSON with a polygon for each (code, ring)."""
    pairs = rings.items() if isinstance(rings, Mapping) else rings
    features = [
        {
            "type": "Feature",
            "properties": {"code": code, "label": code.title()} | more,
            "geometry": {"type": "Polygon", "coordinates": [ring]},
        }
        for code, ring in pairs
    ]
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()
