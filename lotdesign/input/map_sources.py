"""Reads the table of localities or of neighbours from boundaries that [data] names."""

from collections.abc import Sequence
from functools import lru_cache

from lotdesign.faults import make_printable
from lotdesign.input.limits import read_limits
from lotdesign.input.raw import TableOrigin, read_name
from lotdesign.input.tables import InputTable
from lotdesign.maps.boundaries import (
    BoundaryLimits,
    BoundaryMap,
    convert_to_degrees,
    parse_boundaries,
)
from lotdesign.maps.map_tables import (
    MapTable,
    build_locality_table,
    build_neighbour_table,
    take_known_coordinates,
)
from lotdesign.maps.placing import place_points
from lotdesign.scenario.boundary_files import BorderFile, BoundaryFile
from lotdesign.scenario.values import parse_number
from lotdesign.words import shorten_list

UnitPoint = tuple[str, str, float, float]
"""A unit's name, the id of its locality, its latitude and its longitude."""

_NEAR_METRES = 50
"""A point this near to a boundary may be on either side of it: boundaries are simplified."""

_MOST_NAMED = 6


def read_boundary_limits() -> BoundaryLimits:
    """How much is read of a file of boundaries in this process."""
    limits = read_limits()
    return BoundaryLimits(limits.table_bytes, limits.points)


@lru_cache(maxsize=16)
def read_map_table(
    place: BoundaryFile, data: bytes, localities: tuple[str, ...] | None = None
) -> InputTable:
    """The table that is derived from boundaries in these bytes.

    Neighbours are of the given localities, or of all boundaries where there is None. Cached, as a
    scenario is loaded again for every setting. Raises InputFaults with every fault, and UsageError
    without the geometry library.
    """
    found = parse_boundaries(place.file, data, place.id, place.name, read_boundary_limits())
    if isinstance(place, BorderFile):
        table = build_neighbour_table(
            place.file, found, place.tolerance, place.add, place.remove, localities
        )
    else:
        table = build_locality_table(place.file, found)
    return _build_input_table(place.file, table)


def list_unit_points(rows: object) -> tuple[UnitPoint, ...]:
    """The units among raw rows that have a locality, a latitude and a longitude of their own."""
    found = []
    for row in rows if isinstance(rows, list) else ():
        cells = row if isinstance(row, dict) else {}
        name, locality = (read_name(cells.get(key)) for key in ("name", "locality"))
        try:
            lat, lon = (float(parse_number(cells.get(key, ""))) for key in ("lat", "lon"))
        except ValueError:
            continue
        if locality:
            found.append((name or read_name(cells.get("id")), locality, lat, lon))
    return tuple(found)


@lru_cache(maxsize=16)
def find_misplaced_units(
    place: BoundaryFile, data: bytes, units: tuple[UnitPoint, ...]
) -> tuple[str, ...]:
    """A sentence on units whose coordinates lie in another locality than the one they name."""
    found = parse_boundaries(place.file, data, place.id, place.name, read_boundary_limits())
    known = convert_to_degrees(take_known_coordinates(place.file, found))
    names = {boundary.id: boundary.name for boundary in known.boundaries}
    placed = place_points(known, [(lon, lat) for _, _, lat, lon in units])
    wrong = [
        f"{make_printable(name)} (said to be in {make_printable(names[locality])}, lies "
        f"{f'{at.metres:,} m from' if at.metres else 'in'} {make_printable(names[at.id])})"
        for (name, locality, _, _), at in zip(units, placed, strict=True)
        if locality in names and (at.metres > _NEAR_METRES or at.id != locality)
    ]
    if not wrong:
        return ()
    few = "; ".join(shorten_list(wrong, _MOST_NAMED, _MOST_NAMED))
    return (f"{place.file}: units whose coordinates lie outside their locality: {few}.",)


def _build_input_table(file: str, table: MapTable) -> InputTable:
    features: Sequence[int] = [row.feature for row in table.rows]
    return InputTable(
        origin=TableOrigin(file, tuple(features), row_word="feature"),
        rows=[row.cells for row in table.rows],
        reported_rows=frozenset(),
        has_reference_columns=True,
        faults=(),
        remarks=table.remarks,
    )


def parse_scenario_boundaries(place: BoundaryFile, data: bytes) -> BoundaryMap:
    """The boundaries in these bytes, in degrees. Raises InputFaults with every fault."""
    found = parse_boundaries(place.file, data, place.id, place.name, read_boundary_limits())
    return convert_to_degrees(take_known_coordinates(place.file, found))
