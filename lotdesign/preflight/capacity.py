"""A market whose capacity is short of what is bought."""

from collections.abc import Iterator
from fractions import Fraction

from lotdesign.money.account import market_value
from lotdesign.pence import Pence
from lotdesign.preflight.note import Level, Note
from lotdesign.rules.route import open_routes
from lotdesign.scenario.scenario import Scenario
from lotdesign.words import named, pounds


def short_capacity(scenario: Scenario) -> Iterator[Note]:
    """Notes for the whole and each service; impossible where a certificate is asked for.

    The lots that hold a service are worth at least what it buys, and all of them need
    providers that do it; together these can take no more than their capacities. What could be
    delivered without a provider is left out.
    """
    if scenario.providers is None:
        return
    rules = tuple(rule.id for rule in scenario.active_rules if rule.needs_certificate)
    level: Level = "impossible" if scenario.needs_certificate else "warning"
    for what, services in [("all services", scenario.services), *_each(scenario)]:
        held = _capacity(scenario, services)
        bought = _value(scenario, services)
        if held is not None and held < bought:
            text = (
                f"Providers of {what} can take on {pounds(held)} a year together, and "
                f"{pounds(bought)} is bought."
            )
            yield Note(level, text, rules)


def _each(scenario: Scenario) -> list[tuple[str, tuple[str, ...]]]:
    if len(scenario.services) == 1:
        return []
    return [(named(service), (service,)) for service in scenario.services]


def _capacity(scenario: Scenario, services: tuple[str, ...]) -> int | None:
    """The capacities of those who do any of the services; None when one has no limit."""
    able = [
        provider.capacity
        for provider in scenario.providers or ()
        if "*" in provider.services or set(provider.services) & set(services)
    ]
    known = [capacity for capacity in able if capacity is not None]
    return sum(known) if len(known) == len(able) else None


def _value(scenario: Scenario, services: tuple[str, ...]) -> Fraction:
    units = [
        unit.gross
        for u, unit in enumerate(scenario.units)
        if unit.service in services and open_routes(scenario, u) == ("external",)
    ]
    yearly = [Pence(sum(year)) for year in zip(*units, strict=True)]
    return market_value(yearly, scenario.market.value_basis) if yearly else Fraction(0)
