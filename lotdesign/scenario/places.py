"""Where rows lie."""

from lotdesign.geography import Globe, Plane, Position
from lotdesign.scenario.rows import LocalityRow, UnitRow


def position_of(row: UnitRow | LocalityRow) -> Position | None:
    """The row's own place: on a plane when it gives x and y, on the globe for lat and lon."""
    if row.x is not None and row.y is not None:
        return Plane(row.x, row.y)
    if row.lat is not None and row.lon is not None:
        return Globe(row.lat, row.lon)
    return None
