"""Reads the table of localities or of neighbours from boundaries that [data] names."""

from collections.abc import Sequence
from functools import lru_cache

from lotdesign.input.limits import read_limits
from lotdesign.input.raw import TableOrigin
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
from lotdesign.scenario.boundary_files import BorderFile, BoundaryFile


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
