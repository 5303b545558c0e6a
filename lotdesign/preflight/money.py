"""Envelopes and sources of funding below what their units must cost in any design."""

from collections.abc import Iterator
from fractions import Fraction

from lotdesign.faults import make_printable
from lotdesign.money.design_cost import bound_amount_paid
from lotdesign.money.funding import FundingPool, list_funding_pools
from lotdesign.preflight.finding import PreflightFinding
from lotdesign.rules.common import describe_services
from lotdesign.rules.envelope import EnvelopeRule
from lotdesign.rules.funding import FundingRule, describe_cells
from lotdesign.scenario.scenario import Scenario
from lotdesign.words import format_pounds, join_words


def find_short_envelopes(scenario: Scenario) -> Iterator[PreflightFinding]:
    """A note for each envelope that the cheapest thinkable design exceeds, at its worst year."""
    for rule in scenario.active_rules:
        if isinstance(rule, EnvelopeRule):
            years = range(scenario.years)
            gaps = [
                bound_amount_taken(scenario, rule, y) - rule.compute_limits(scenario)[y]
                for y in years
            ]
            worst = max(years, key=lambda y: gaps[y])
            if gaps[worst] > 0:
                yield _describe_short_envelope(scenario, rule, worst, gaps[worst])


def bound_amount_taken(scenario: Scenario, rule: EnvelopeRule, year: int) -> Fraction:
    """A bound below what the rule's services take in a year (an index), in pence."""
    services = rule.services or scenario.services
    gross = sum(unit.gross[year] for unit in scenario.units if unit.service in services)
    return Fraction(gross) if rule.on == "gross" else bound_amount_paid(scenario, gross)


def _describe_short_envelope(
    scenario: Scenario, rule: EnvelopeRule, year: int, gap: Fraction
) -> PreflightFinding:
    who = describe_services(rule.services, "and") if rule.services else "all services"
    services = rule.services or scenario.services
    promised = sum(scenario.sum_promised(service, year + 1) for service in services)
    least, limit = bound_amount_taken(scenario, rule, year), rule.compute_limits(scenario)[year]
    after = f" once {format_pounds(promised)} promised savings are taken off" if promised else ""
    return PreflightFinding(
        "impossible",
        f"In year {year + 1} {who} must cost at least {format_pounds(least)}, with every saving by size "
        f"and integration counted, and the envelope holds {format_pounds(limit)}{after}: "
        f"{format_pounds(gap)} short.",
        (rule.id,),
    )


def find_short_funding(scenario: Scenario) -> Iterator[PreflightFinding]:
    """A note for each pool that the cheapest thinkable design exceeds, at its worst year."""
    rules = tuple(rule.id for rule in scenario.active_rules if isinstance(rule, FundingRule))
    for pool in list_funding_pools(scenario) if rules else ():
        years = range(scenario.years)
        gaps = [
            bound_amount_paid(scenario, _sum_pool_gross(scenario, pool, y)) - pool.sum_amounts(y)
            for y in years
        ]
        worst = max(years, key=lambda year: gaps[year])
        if gaps[worst] > 0:
            yield PreflightFinding("impossible", _describe_short_pool(scenario, pool, worst), rules)


def _sum_pool_gross(scenario: Scenario, pool: FundingPool, year: int) -> int:
    inside = frozenset(pool.cells)
    return sum(u.gross[year] for u in scenario.units if (u.service, u.locality) in inside)


def _describe_short_pool(scenario: Scenario, pool: FundingPool, year: int) -> str:
    what = describe_cells(scenario, pool.cells)
    least = format_pounds(bound_amount_paid(scenario, _sum_pool_gross(scenario, pool, year)))
    if not pool.sources:
        return f"No source of funding may pay for {what}; in year {year + 1} that is {least}."
    sources = join_words([make_printable(source.name or source.id) for source in pool.sources])
    return (
        f"In year {year + 1} {what} must cost at least {least}, and the sources that may pay for "
        f"it, {sources}, hold {format_pounds(pool.sum_amounts(year))}."
    )
