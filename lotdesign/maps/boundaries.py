"""Boundaries of localities from GeoJSON, as rings of plain coordinates."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any

from lotdesign.faults import Fault, InputFaults, make_printable, suggest_name
from lotdesign.maps.coordinate_kinds import (
    CoordinateKind,
    CoordinateRange,
    measure_range,
    recognise_coordinates,
)
from lotdesign.maps.national_grid import convert_grid_metres
from lotdesign.words import join_words, shorten_list

_MOST_FAULTS = 20
_MOST_NAMED = 6

MapPoint = tuple[float, float]
"""East or longitude first, then north or latitude."""

BoundaryRing = tuple[MapPoint, ...]
"""A closed line: the last point is the first."""


@dataclass(frozen=True, slots=True)
class BoundaryLimits:
    """How much is read of a file of boundaries: a county in full detail has a tenth.

    `points` bounds the coordinates of all boundaries together, and everything else by its number
    of brackets and commas, which is known before anything is parsed.
    """

    bytes: int = 50_000_000
    points: int = 1_000_000


USUAL_LIMITS = BoundaryLimits()
_MORE_COMMAS = 4
"""Commas for each point: one inside it, one behind it, and room for properties."""


@dataclass(frozen=True, slots=True)
class Boundary:
    """A locality's boundary: polygons, each its outer ring and then its holes.

    `feature` is the number of its first feature in the file, from 1.
    """

    id: str
    name: str
    polygons: tuple[tuple[BoundaryRing, ...], ...]
    feature: int

    def iterate_points(self) -> Iterator[MapPoint]:
        """Every point of every ring."""
        return (point for polygon in self.polygons for ring in polygon for point in ring)


@dataclass(frozen=True, slots=True)
class BoundaryMap:
    """The boundaries of a file, what its coordinates are, and what is told of the reading."""

    boundaries: tuple[Boundary, ...]
    kind: CoordinateKind
    extent: CoordinateRange
    remarks: tuple[str, ...] = ()


def parse_boundaries(
    file: str,
    data: bytes,
    id_key: str,
    name_key: str = "",
    limits: BoundaryLimits = USUAL_LIMITS,
) -> BoundaryMap:
    """The boundaries in a GeoJSON document; `file` is its name in faults.

    `id_key` and `name_key` are the properties that hold the id and the name; without a name the
    id is one. Features of one id are one locality. Raises InputFaults with every fault.
    """
    features = _read_features(file, data, limits)
    faults = list(_find_key_faults(file, features, [key for key in (id_key, name_key) if key]))
    if not id_key:
        known = ", ".join(map(make_printable, list_properties(features)[:12]))
        faults.append(Fault(file, f"say which property holds the id; there are {known}"))
    if faults:
        raise InputFaults(faults)
    found: dict[str, Boundary] = {}
    joined: dict[str, None] = {}
    for number, feature in enumerate(features, 1):
        try:
            boundary = _read_boundary(
                f"{file}, feature {number}", number, feature, id_key, name_key
            )
        except InputFaults as error:
            faults += error.faults
            continue
        if boundary.id in found:
            joined[boundary.id] = None
            first = found[boundary.id]
            boundary = replace(first, polygons=first.polygons + boundary.polygons)
        found[boundary.id] = boundary
    _raise_faults(file, faults)
    boundaries = tuple(found.values())
    extent = measure_range(chain.from_iterable(each.iterate_points() for each in boundaries))
    few = shorten_list([make_printable(each) for each in joined], _MOST_NAMED, _MOST_NAMED)
    remarks = [
        f"{file}: several features have the id {join_words(few)}; those of one id are one locality."
    ] * bool(joined)
    return BoundaryMap(boundaries, recognise_coordinates(extent), extent, tuple(remarks))


def list_property_values(
    file: str, data: bytes, limits: BoundaryLimits = USUAL_LIMITS
) -> dict[str, tuple[str, ...]]:
    """Each property that every feature has -> what they hold, "" for what is no name.

    Raises InputFaults as parsing does.
    """
    features = _read_features(file, data, limits)
    return {
        name: tuple(_read_label(each["properties"].get(name)) for each in features)
        for name in list_properties(features)
    }


def list_properties(features: list[Mapping[str, Any]]) -> tuple[str, ...]:
    """The names of the properties that all these features have, as the first orders them."""
    first, *others = [each["properties"] for each in features]
    return tuple(name for name in first if all(name in each for each in others))


def convert_to_degrees(found: BoundaryMap) -> BoundaryMap:
    """The same boundaries in degrees, for latitudes and longitudes of other tables and for display.

    Raises ValueError where the coordinates are of no known kind.
    """
    if found.kind == "degrees":
        return found
    if found.kind not in ("swapped degrees", "british national grid"):
        raise ValueError("these coordinates cannot be turned into degrees")
    grid = found.kind == "british national grid"
    boundaries = tuple(
        replace(
            each,
            polygons=tuple(
                tuple(
                    tuple(convert_grid_metres(x, y)[::-1] if grid else (y, x) for x, y in ring)
                    for ring in polygon
                )
                for polygon in each.polygons
            ),
        )
        for each in found.boundaries
    )
    extent = measure_range(chain.from_iterable(each.iterate_points() for each in boundaries))
    return replace(found, boundaries=boundaries, kind="degrees", extent=extent)


def _raise_faults(file: str, faults: list[Fault]) -> None:
    """Raise what was found, the first faults alone where there are many."""
    more = len(faults) - _MOST_FAULTS
    if more > 0:
        faults = [*faults[:_MOST_FAULTS], Fault(file, f"and {more:,} more faults of this sort")]
    if faults:
        raise InputFaults(faults)


def _read_features(file: str, data: bytes, limits: BoundaryLimits) -> list[Mapping[str, Any]]:
    """The features of a collection, each with properties; raises InputFaults for anything else."""
    _check_size(file, data, limits)
    try:
        body = json.loads(data.decode("utf-8-sig"), parse_constant=_refuse_constant)
    except RecursionError:
        raise InputFaults([Fault(file, "is nested too deeply")]) from None
    except UnicodeDecodeError:
        raise InputFaults([Fault(file, "save the file as UTF-8 text")]) from None
    except json.JSONDecodeError as error:
        where = f"{file}, line {error.lineno}, column {error.colno}"
        right = f"is not JSON: {error.msg[:1].lower()}{error.msg[1:]}"
        raise InputFaults([Fault(where, right)]) from None
    except ValueError as error:
        raise InputFaults([Fault(file, f"is not JSON: {error}")]) from None
    features = body.get("features") if isinstance(body, dict) else None
    if not isinstance(features, list) or not features:
        right = 'is not GeoJSON with boundaries: write a "FeatureCollection" with "features"'
        raise InputFaults([Fault(file, right)])
    wrong = [
        Fault(f"{file}, feature {number}", 'write a "Feature" with "properties" and "geometry"')
        for number, each in enumerate(features, 1)
        if not isinstance(each, dict) or not isinstance(each.get("properties"), dict)
    ]
    _raise_faults(file, wrong)
    return features


def _check_size(file: str, data: bytes, limits: BoundaryLimits) -> None:
    """Raise InputFaults for what would take too long, before any of it is parsed."""
    for found, most, what in (
        (len(data), limits.bytes, "bytes"),
        (data.count(b"[") + data.count(b"{"), limits.points, "points"),
        (data.count(b","), _MORE_COMMAS * limits.points, "values"),
    ):
        if found > most:
            right = (
                f"is too large: it has more than {most:,} {what}; use generalised boundaries, or "
                "leave out features that are of no concern"
            )
            raise InputFaults([Fault(file, right)])


def _refuse_constant(word: str) -> float:
    raise ValueError(f"{word} is no number")


def _find_key_faults(
    file: str, features: list[Mapping[str, Any]], keys: list[str]
) -> Iterator[Fault]:
    for key in keys:
        known = list_properties(features)
        if not any(key in each["properties"] for each in features):
            right = f"no feature has this property; {suggest_name(key, known)}"
            yield Fault(file, right, key)


def _read_boundary(
    where: str, number: int, feature: Mapping[str, Any], id_key: str, name_key: str
) -> Boundary:
    properties: Mapping[str, Any] = feature["properties"]
    written = feature.get("geometry")
    geometry: Mapping[str, Any] = written if isinstance(written, dict) else {}
    label = _read_label(properties.get(id_key))
    faults = []
    if not label:
        faults.append(Fault(where, f"property {id_key} is blank; it holds the id"))
    kind = geometry.get("type")
    if kind not in ("Polygon", "MultiPolygon"):
        shown = str(kind) if isinstance(kind, str) else ""
        faults.append(Fault(where, "has no boundary; give a Polygon or MultiPolygon", shown))
        raise InputFaults(faults)
    polygons = geometry.get("coordinates")
    try:
        read = _read_polygons([polygons] if kind == "Polygon" else polygons)
    except ValueError as error:
        faults.append(Fault(where, str(error)))
        raise InputFaults(faults) from None
    if faults:
        raise InputFaults(faults)
    name = _read_label(properties.get(name_key)) if name_key else ""
    return Boundary(label, name or label, read, number)


def _read_label(value: object) -> str:
    named = isinstance(value, str | int) and not isinstance(value, bool)
    return str(value).strip() if named else ""


def _read_polygons(polygons: Any) -> tuple[tuple[BoundaryRing, ...], ...]:
    """Raises ValueError that says what would be right."""
    if not isinstance(polygons, list) or not polygons:
        raise ValueError("has no polygon in its coordinates")
    return tuple(_read_rings(each) for each in polygons)


def _read_rings(rings: Any) -> tuple[BoundaryRing, ...]:
    if not isinstance(rings, list) or not rings:
        raise ValueError("has a polygon without a ring of points")
    return tuple(_read_ring(each) for each in rings)


def _read_ring(ring: Any) -> BoundaryRing:
    if not isinstance(ring, list) or len(ring) < 4:
        raise ValueError("has a ring of fewer than four points; a ring ends where it begins")
    points = tuple(_read_point(each) for each in ring)
    return points if points[0] == points[-1] else (*points, points[0])


def _read_point(point: Any) -> MapPoint:
    """Longitude and latitude, or metres; a height behind them is of no concern."""
    if not isinstance(point, list) or len(point) < 2:
        raise ValueError("has a point that is not two numbers")
    x, y = point[:2]
    for each in (x, y):
        if isinstance(each, bool) or not isinstance(each, int | float) or not -1e9 < each < 1e9:
            raise ValueError("has a point that is not two numbers")
    return float(x), float(y)
