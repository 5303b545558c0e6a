"""Divided services against one contract for each."""

from collections.abc import Iterator
from dataclasses import replace

from lotdesign.design import Design
from lotdesign.money.integration import integration
from lotdesign.result.model import Comparison, DividedService
from lotdesign.rules.fixed import Fixed
from lotdesign.scenario.scenario import Scenario
from lotdesign.words import named
from solver.candidates.listing import candidates
from solver.context import comparison
from solver.given import Given
from solver.solve import Found, Means, designed


def divided_services(scenario: Scenario, design: Design, means: Means) -> Iterator[DividedService]:
    """For each service with divided units: where its parts went, and the alternative."""
    for service in scenario.services:
        wholes = _divided_units(scenario, service)
        if wholes:
            found = _one_contract(scenario, wholes, means)
            if found.proved:
                yield _divided(scenario, design, service, wholes, found)


def _divided_units(scenario: Scenario, service: str) -> list[str]:
    return [
        whole
        for whole, parts in scenario.divided.items()
        if service in {scenario.units[u].service for u in parts}
    ]


def _divided(
    scenario: Scenario, design: Design, service: str, wholes: list[str], found: Found
) -> DividedService:
    parts = scenario.positions(wholes)
    holding = [lot.units for lot in design.lots if parts & set(lot.units)]
    mixed = [lot for lot in holding if len({scenario.units[u].service for u in lot}) > 1]
    joined = {scenario.units[u].locality for lot in mixed for u in lot if u in parts}
    everywhere = [place.id for place in scenario.localities]
    return DividedService(
        service=service,
        joined=tuple(place for place in everywhere if place in joined),
        alone=tuple(place for place in everywhere if place not in joined),
        integration_pence=sum(integration(scenario, lot) for lot in holding),
        one_contract=_compared(scenario, service, found),
    )


def _compared(scenario: Scenario, service: str, found: Found) -> Comparison | None:
    if found.design is None:
        return None
    name = f"The best with one contract for {named(service)}"
    other = Given(f"one-{service}-contract", name, found.design, found.award, found.without)
    return comparison(scenario, other, ())


def _one_contract(scenario: Scenario, wholes: list[str], means: Means) -> Found:
    """The best design in which these units are one lot."""
    rule = Fixed(id="one contract", kind="fixed", units=tuple(wholes))
    bound = replace(scenario, rules=(*scenario.rules, rule))
    return designed(bound, candidates(bound), means)
