"""Envelopes below what their units must cost in any design."""

from collections.abc import Iterator
from fractions import Fraction

from lotdesign.preflight.note import Note
from lotdesign.rules.envelope import Envelope
from lotdesign.rules.shared.words import of_services
from lotdesign.scenario.consortia import PAR
from lotdesign.scenario.scenario import Scenario
from lotdesign.words import pounds


def short_envelopes(scenario: Scenario) -> Iterator[Note]:
    """A note for each envelope that the cheapest thinkable design exceeds, at its worst year."""
    for rule in scenario.active_rules:
        if isinstance(rule, Envelope):
            years = range(scenario.years)
            gaps = [least_taken(scenario, rule, y) - rule.limits(scenario)[y] for y in years]
            worst = max(years, key=lambda y: gaps[y])
            if gaps[worst] > 0:
                yield _note(scenario, rule, worst, gaps[worst])


def least_taken(scenario: Scenario, rule: Envelope, year: int) -> Fraction:
    """A bound below what the rule's services take in a year (an index), in pence."""
    services = rule.services or scenario.services
    gross = sum(unit.gross[year] for unit in scenario.units if unit.service in services)
    return Fraction(gross) if rule.on == "gross" else least_paid(scenario, gross)


def least_paid(scenario: Scenario, gross: int) -> Fraction:
    """A bound below what services of this gross value take in a year, in pence.

    At the lowest price of any route, less the largest saving by size on all of it, less all that
    integration could save, less three pennies of rounding for each unit.
    """
    integration = len(scenario.localities) * sum(i.annual for i in scenario.money.integration)
    rounding = (3 if scenario.prices or scenario.funding else 2) * len(scenario.units)
    lowest = min(scenario.prices or (PAR,)) / 100
    least = gross * min(_least_rates(scenario, lowest))
    return least - integration - rounding


def _least_rates(scenario: Scenario, lowest: Fraction) -> Iterator[Fraction]:
    """The least of gross value that each route takes, fixed amounts left out."""
    saving = max((point.saving for point in scenario.money.scale), default=Fraction(0))
    routes = scenario.routes
    yield lowest - saving
    if routes.in_house is not None:
        yield Fraction(1)
    if routes.prime is not None:
        yield 1 + routes.prime.fee - saving


def _note(scenario: Scenario, rule: Envelope, year: int, gap: Fraction) -> Note:
    who = of_services(rule.services, "and") if rule.services else "all services"
    services = rule.services or scenario.services
    promised = sum(scenario.promised(service, year + 1) for service in services)
    least, limit = least_taken(scenario, rule, year), rule.limits(scenario)[year]
    after = f" once {pounds(promised)} promised savings are taken off" if promised else ""
    return Note(
        "impossible",
        f"In year {year + 1} {who} must cost at least {pounds(least)}, with every saving by size "
        f"and integration counted, and the envelope holds {pounds(limit)}{after}: "
        f"{pounds(gap)} short.",
        (rule.id,),
    )
