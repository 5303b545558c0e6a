"""Areas: larger parts of the authority, which columns of the localities name.

A column that `[data] areas` lists, such as "district", says of each locality in which area it
lies. By LOCALITY each locality is an area of its own. What is authority-wide lies in none.
"""

from collections.abc import Mapping

from lotdesign.scenario.cache import cache_by_scenario
from lotdesign.scenario.scenario import Scenario

LOCALITY = "locality"
"""In place of a column: each locality is an area."""
NO_AREA = ""
"""The area of what is authority-wide."""


@cache_by_scenario
def map_areas(scenario: Scenario, by: str) -> Mapping[str, str]:
    """Id of each locality -> its area by a column; NO_AREA -> itself."""
    areas = {
        place.id: place.id if by == LOCALITY else place.areas[by] for place in scenario.localities
    }
    return {NO_AREA: NO_AREA, **areas}


def list_areas(scenario: Scenario, by: str) -> tuple[str, ...]:
    """The areas by a column, in the order of their first localities."""
    areas = map_areas(scenario, by)
    return tuple(dict.fromkeys(areas[place.id] for place in scenario.localities))


def find_unit_area(scenario: Scenario, unit: int, by: str) -> str:
    """The area of a unit by a column; a part of a divided unit lies where its locality does."""
    return map_areas(scenario, by)[scenario.units[unit].locality]


@cache_by_scenario
def find_units_in_area(scenario: Scenario, by: str, area: str) -> frozenset[int]:
    """The positions of the units, and parts of divided units, in an area."""
    areas = map_areas(scenario, by)
    return frozenset(u for u, unit in enumerate(scenario.units) if areas[unit.locality] == area)


def name_area(scenario: Scenario, by: str, area: str) -> str:
    """An area as sentences call it: a locality by its name."""
    named = {place.id: place.name or place.id for place in scenario.localities}
    return named[area] if by == LOCALITY else area
