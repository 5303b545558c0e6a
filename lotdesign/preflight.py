"""Pre-flight: what arithmetic shows of a scenario before any solver runs.

Rules that no design can keep, units that nobody can run, too little capacity, routes that
contradict; and rules that never affect the answer.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, get_args

from lotdesign.market.eligibility import find_eligible_parties, find_small_parties
from lotdesign.money.design_cost import describe_unlisted_providers
from lotdesign.money.lot_cost import bound_value_of_lots
from lotdesign.scenario.scenario import Scenario
from lotdesign.words import format_count, format_pounds, join_words, spell_out_id

PreflightLevel = Literal["impossible", "warning", "info"]
"""`impossible` is a proof that no admissible design exists."""


@dataclass(frozen=True, slots=True)
class PreflightFinding:
    """A finding in words, and the ids of the rules that it concerns."""

    level: PreflightLevel
    text: str
    rules: tuple[str, ...] = ()


def find_impossible_rules(scenario: Scenario) -> Iterator[PreflightFinding]:
    """A finding for each proof that a rule cannot be kept; rules with the same proof share it."""
    rules_by_text: dict[str, tuple[str, ...]] = {}
    for rule in scenario.active_rules:
        for text in rule.describe_impossibility(scenario):
            rules_by_text[text] = (*rules_by_text.get(text, ()), rule.id)
    for text, rules in rules_by_text.items():
        yield PreflightFinding("impossible", text, rules)


def find_contradicting_routes(scenario: Scenario) -> Iterator[PreflightFinding]:
    """A finding for each unit to which the rules leave no delivery route."""
    for u, unit in enumerate(scenario.units):
        if not scenario.find_open_routes(u):
            rules = tuple(
                rule.id
                for rule in scenario.active_rules
                if rule.find_required_route(scenario, u) is not None
            )
            text = (
                f"{unit.name}: rules {join_words(rules)} ask for it to be delivered different ways."
            )
            yield PreflightFinding("impossible", text, rules)


def find_contradicting_lot_counts(scenario: Scenario) -> Iterator[PreflightFinding]:
    """A finding where a rule asks for more lots than another one, or the units, leave room for."""
    units, rules = len(scenario.units), scenario.active_rules
    floors, rooms = {}, {}
    for rule in rules:
        fewest, most = rule.bound_lot_count(scenario)
        smallest, largest = rule.bound_lot_units(scenario)
        floors[rule.id] = max(fewest, -(-units // max(1, largest)))
        rooms[rule.id] = min(most, units // max(1, smallest))
    asking = max(floors, key=lambda rule: floors[rule], default="")
    tight = min(rooms, key=lambda rule: rooms[rule], default="")
    if not rules or floors[asking] <= rooms[tight]:
        return
    asked = f"Rule {asking} asks for at least {format_count(floors[asking], 'lot')}"
    if rooms[tight] >= units:
        text = f"{asked}, and there are {format_count(units, 'unit')}."
        yield PreflightFinding("impossible", text, (asking,))
    elif asking != tight:
        text = f"{asked}, and rule {tight} leaves room for {rooms[tight]:,} at most."
        yield PreflightFinding("impossible", text, (asking, tight))


def find_unserved_units(scenario: Scenario) -> Iterator[PreflightFinding]:
    """A finding for each unit whose external lots break a rule on bidders, or find no bidder.

    A larger lot is only harder to carry, so the unit alone decides, at the least value of any lot
    that holds it. The smallest lot that a provider would take is left out: a larger lot may pass
    it.
    """
    if scenario.providers is None:
        return
    small = find_small_parties(scenario)
    for u, unit in enumerate(scenario.units):
        value = bound_value_of_lots(scenario, (u,))
        parties = find_eligible_parties(scenario, (u,), value, growing=True)
        singles = [p for p in parties if p < len(scenario.providers)]
        small_singles = len(small & set(singles))
        is_external = scenario.find_open_routes(u) == ("external",)
        broken = tuple(
            rule.id
            for rule in scenario.active_rules
            if is_external
            and rule.is_broken_by_unit(scenario, len(singles), small_singles, bool(parties))
        )
        number = format_count(len(singles), "provider")
        who = f"{unit.name}: {number} could run it, {small_singles} of them small"
        if broken:
            yield PreflightFinding("impossible", f"{who}; the rules ask for more.", broken)
        elif not parties and is_external and scenario.needs_certificate:
            yield PreflightFinding(
                "impossible", f"{who}; an objective or a price asks who would win."
            )
        elif not parties:
            yield PreflightFinding(
                "warning", f"{unit.name}: no listed provider could run it, even alone."
            )


def find_short_capacity(scenario: Scenario) -> Iterator[PreflightFinding]:
    """A finding for all services and for each one whose providers' capacities do not reach.

    The lots that hold a service are worth at least what it buys, and each of them needs a
    provider that does it. It is impossible where a certificate is asked for. Units that could
    be delivered without a provider are left out.
    """
    if scenario.providers is None:
        return
    rules = tuple(rule.id for rule in scenario.active_rules if rule.needs_certificate)
    level: PreflightLevel = "impossible" if scenario.needs_certificate else "warning"
    for what, services in [("all services", scenario.services), *_list_single_services(scenario)]:
        capacity = _sum_capacities(scenario, services)
        bought = _compute_bought_value(scenario, services)
        if capacity is not None and capacity < bought:
            text = (
                f"Providers of {what} can take on {format_pounds(capacity)} a year together, and "
                f"{format_pounds(bought)} is bought."
            )
            yield PreflightFinding(level, text, rules)


def _list_single_services(scenario: Scenario) -> list[tuple[str, tuple[str, ...]]]:
    if len(scenario.services) == 1:
        return []
    return [(spell_out_id(service), (service,)) for service in scenario.services]


def _sum_capacities(scenario: Scenario, services: tuple[str, ...]) -> int | None:
    """The capacities of those who do any of the services; None when one has no limit."""
    capacities = [
        provider.capacity
        for provider in scenario.providers or ()
        if "*" in provider.services or set(provider.services) & set(services)
    ]
    known = [capacity for capacity in capacities if capacity is not None]
    return sum(known) if len(known) == len(capacities) else None


def _compute_bought_value(scenario: Scenario, services: tuple[str, ...]) -> Fraction:
    """The least market value, pence a year, of lots with the services' units, if external."""
    units = [
        u
        for u, unit in enumerate(scenario.units)
        if unit.service in services and scenario.find_open_routes(u) == ("external",)
    ]
    return bound_value_of_lots(scenario, units) if units else Fraction(0)


def find_unlisted_providers(scenario: Scenario) -> Iterator[PreflightFinding]:
    """A finding for each of today's providers that is not in the table: gone, or mistyped."""
    for remark in describe_unlisted_providers(scenario):
        yield PreflightFinding("warning", f"{remark}.")


def find_idle_rules(scenario: Scenario) -> Iterator[PreflightFinding]:
    """A finding for each active rule that never affects the answer."""
    for rule in scenario.active_rules:
        if rule.is_idle(scenario):
            text = f"Rule {rule.id} never affects the answer: {rule.write_sentence(scenario)}"
            yield PreflightFinding("info", text, (rule.id,))


FEASIBILITY_CHECKS = (
    find_impossible_rules,
    find_contradicting_routes,
    find_contradicting_lot_counts,
    find_unserved_units,
    find_short_capacity,
)
"""The checks that may prove that there is no admissible design."""


def run_preflight(scenario: Scenario) -> tuple[PreflightFinding, ...]:
    """Every finding; what is impossible comes first."""
    checks = (*FEASIBILITY_CHECKS, find_unlisted_providers, find_idle_rules)
    findings = [finding for check in checks for finding in check(scenario)]
    levels = get_args(PreflightLevel)
    return tuple(sorted(findings, key=lambda finding: levels.index(finding.level)))
