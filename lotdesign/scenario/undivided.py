"""Undivided units: what a lot counts as holding where units are divided into parts.

A lot that holds all parts of a divided unit counts as holding the authority-wide unit instead.
"""

from collections.abc import Iterable

from lotdesign.scenario.scenario import Scenario


def find_complete_parts(scenario: Scenario, units: Iterable[int]) -> frozenset[int]:
    """The parts, among `units`, of divided units that the lot holds completely."""
    held = frozenset(units)
    return frozenset[int]().union(*(p for p in scenario.divided.values() if p <= held))


def find_local_units(scenario: Scenario, units: Iterable[int]) -> frozenset[int]:
    """The units that count as lying in their locality."""
    held = frozenset(units)
    return frozenset(
        u for u in held - find_complete_parts(scenario, held) if scenario.units[u].locality
    )


def find_localities(scenario: Scenario, units: Iterable[int]) -> frozenset[str]:
    """The localities of the local units, and "" where anything is authority-wide."""
    held = frozenset(units)
    local = find_local_units(scenario, held)
    wide = {""} if local != held else set()
    return frozenset({scenario.units[u].locality for u in local} | wide)


def are_touching(scenario: Scenario, a: int, b: int) -> bool:
    """Whether two local units share a locality or lie in neighbouring ones."""
    here, there = scenario.units[a].locality, scenario.units[b].locality
    return here == there or (here, there) in scenario.neighbours
