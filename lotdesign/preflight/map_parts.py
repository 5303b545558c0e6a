"""Parts of the map between which no neighbour row lies."""

from collections import defaultdict
from collections.abc import Iterator

from lotdesign.preflight.bands import name_rules
from lotdesign.preflight.finding import PreflightFinding
from lotdesign.preflight.lone_units import name_some
from lotdesign.rules.contiguous import label_connected_areas
from lotdesign.scenario.scenario import Scenario

MOST_PARTS_NAMED = 5
"""Parts that are named, the smallest first; of more the rest are counted."""


def list_map_parts(scenario: Scenario) -> tuple[tuple[str, ...], ...]:
    """The localities with units, by their ids, in parts that do not touch; the smallest first."""
    homes = {unit.locality for unit in scenario.units if unit.locality}
    labels = label_connected_areas(scenario, homes)
    parts = defaultdict(list)
    for place in scenario.localities:
        if place.id in labels:
            parts[labels[place.id]].append(place.id)
    return tuple(sorted(map(tuple, parts.values()), key=len))


def find_map_parts(scenario: Scenario) -> Iterator[PreflightFinding]:
    """A finding where rules ask for connected lots and the map lies in several parts."""
    rules = tuple(rule.id for rule in scenario.active_rules if rule.reads_input("neighbours"))
    parts = list_map_parts(scenario) if rules else ()
    if len(parts) < 2:
        return
    text = (
        f"The map falls into {len(parts)} parts that no row of neighbours joins, and "
        f"{name_rules(rules)} {'keeps' if len(rules) == 1 else 'keep'} their units apart: "
        f"{describe_map_parts(scenario)}."
    )
    yield PreflightFinding("warning", text, rules)


def describe_map_parts(scenario: Scenario) -> str:
    """The localities of each part by their names, the smallest part first."""
    parts = list_map_parts(scenario)
    names = {place.id: place.name or place.id for place in scenario.localities}
    told = [name_some([names[place] for place in part]) for part in parts[:MOST_PARTS_NAMED]]
    more = len(parts) - len(told)
    told += [f"{more:,} more"] if more else []
    return "; ".join(told)
