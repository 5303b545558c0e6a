"""The tables of a scenario by name, in the order in which they are read."""

from collections.abc import Mapping

from lotdesign.scenario.rows import LocalityRow, NeighbourRow, ProviderRow, Row, UnitRow

TABLES: Mapping[str, type[Row]] = {
    "units": UnitRow,
    "localities": LocalityRow,
    "neighbours": NeighbourRow,
    "providers": ProviderRow,
}
