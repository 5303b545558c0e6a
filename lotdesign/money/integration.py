"""What a lot saves where it joins services in a locality."""

from collections.abc import Iterable

from lotdesign.pence import Pence
from lotdesign.scenario.scenario import Scenario


def integration(scenario: Scenario, units: Iterable[int]) -> Pence:
    """Pence a year, summed over every integration and locality that earns it.

    A locality earns it when the lot holds all its units of the named services, one of each
    at least. Parts of divided units count in their locality.
    """
    held = frozenset(units)
    saved = 0
    for each in scenario.money.integration:
        for place in scenario.localities:
            there = {
                u
                for u, unit in enumerate(scenario.units)
                if unit.locality == place.id and unit.service in each.services
            }
            services = {scenario.units[u].service for u in there}
            if there <= held and services == set(each.services):
                saved += each.annual
    return Pence(saved)
