"""Units that nobody can run, too little capacity, reservations and providers that are not there."""

from collections.abc import Iterator
from fractions import Fraction

from lotdesign.market.eligibility import (
    find_eligible_parties,
    find_eligible_providers,
    find_small_parties,
)
from lotdesign.money.design_cost import describe_unlisted_providers
from lotdesign.money.lot_cost import compute_lot_account, compute_market_value
from lotdesign.pence import Pence
from lotdesign.preflight.finding import PreflightFinding, PreflightLevel
from lotdesign.rules.bidders import BiddersRule
from lotdesign.rules.reserved import ReservedRule, is_too_long
from lotdesign.rules.route import find_open_routes
from lotdesign.rules.small_bidders import SmallBiddersRule
from lotdesign.scenario.rule import Rule
from lotdesign.scenario.scenario import Scenario
from lotdesign.words import format_count, format_pounds, spell_out_id


def find_unserved_units(scenario: Scenario) -> Iterator[PreflightFinding]:
    """A note for each unit that no external lot can make biddable: lots only get harder to carry.

    The smallest lot that a provider takes is left out: a larger lot may pass it.
    """
    if scenario.providers is None:
        return
    small = find_small_parties(scenario)
    for u, unit in enumerate(scenario.units):
        parties = find_eligible_parties(
            scenario, (u,), compute_lot_account(scenario, (u,)).value, growing=True
        )
        singles = [p for p in parties if p < len(scenario.providers)]
        little = len(small & set(singles))
        must = find_open_routes(scenario, u) == ("external",)
        broken = [
            rule.id
            for rule in scenario.active_rules
            if must and _is_broken_by_unit(scenario, rule, len(singles), little, bool(parties))
        ]
        number = format_count(len(singles), "provider")
        found = f"{unit.name}: {number} could run it, {little} of them small"
        if broken:
            yield PreflightFinding("impossible", f"{found}; the rules ask for more.", tuple(broken))
        elif not parties and must and scenario.needs_certificate:
            yield PreflightFinding(
                "impossible", f"{found}; an objective or a price asks who would win."
            )
        elif not parties:
            yield PreflightFinding(
                "warning", f"{unit.name}: no listed provider could run it, even alone."
            )


def _is_broken_by_unit(
    scenario: Scenario, rule: Rule, able: int, little: int, placed: bool
) -> bool:
    """Whether the rule cannot be kept by any lot that holds such a unit.

    `able` and `little` count single providers; `placed` says that anybody can be awarded it.
    """
    if isinstance(rule, BiddersRule):
        return able < rule.min
    if isinstance(rule, SmallBiddersRule) and rule.lots == "all":
        return little < scenario.market.small_needed
    return rule.needs_certificate and not placed


def find_short_capacity(scenario: Scenario) -> Iterator[PreflightFinding]:
    """Notes for the whole and each service; impossible where a certificate is asked for.

    The lots that hold a service are worth at least what it buys, and all of them need
    providers that do it; together these can take no more than their capacities. What could be
    delivered without a provider is left out.
    """
    if scenario.providers is None:
        return
    rules = tuple(rule.id for rule in scenario.active_rules if rule.needs_certificate)
    level: PreflightLevel = "impossible" if scenario.needs_certificate else "warning"
    for what, services in [("all services", scenario.services), *_list_single_services(scenario)]:
        held = _sum_capacities(scenario, services)
        bought = _compute_bought_value(scenario, services)
        if held is not None and held < bought:
            text = (
                f"Providers of {what} can take on {format_pounds(held)} a year together, and "
                f"{format_pounds(bought)} is bought."
            )
            yield PreflightFinding(level, text, rules)


def _list_single_services(scenario: Scenario) -> list[tuple[str, tuple[str, ...]]]:
    if len(scenario.services) == 1:
        return []
    return [(spell_out_id(service), (service,)) for service in scenario.services]


def _sum_capacities(scenario: Scenario, services: tuple[str, ...]) -> int | None:
    """The capacities of those who do any of the services; None when one has no limit."""
    able = [
        provider.capacity
        for provider in scenario.providers or ()
        if "*" in provider.services or set(provider.services) & set(services)
    ]
    known = [capacity for capacity in able if capacity is not None]
    return sum(known) if len(known) == len(able) else None


def _compute_bought_value(scenario: Scenario, services: tuple[str, ...]) -> Fraction:
    units = [
        unit.gross
        for u, unit in enumerate(scenario.units)
        if unit.service in services and find_open_routes(scenario, u) == ("external",)
    ]
    yearly = [Pence(sum(year)) for year in zip(*units, strict=True)]
    return compute_market_value(yearly, scenario.market.value_basis) if yearly else Fraction(0)


def find_unreachable_reservations(scenario: Scenario) -> Iterator[PreflightFinding]:
    """A note for each rule that asks for more lots than its term, or the mutuals, allow."""
    for rule in scenario.active_rules:
        if isinstance(rule, ReservedRule) and rule.min > 0:
            most = _count_units_for_mutuals(scenario)
            if is_too_long(scenario):
                yield PreflightFinding("impossible", rule.write_sentence(scenario), (rule.id,))
            elif most < rule.min:
                found = f"{format_count(most, 'unit')} could be run by a listed mutual, even alone"
                asked = f"rule {rule.id} asks for {format_count(rule.min, 'lot')} that could be reserved"
                yield PreflightFinding("impossible", f"{found}; {asked}.", (rule.id,))


def _count_units_for_mutuals(scenario: Scenario) -> int:
    """A lot for a mutual holds such a unit at least, for lots only get harder to carry."""
    return sum(_is_open_to_mutual(scenario, unit) for unit in range(len(scenario.units)))


def _is_open_to_mutual(scenario: Scenario, unit: int) -> bool:
    value = compute_lot_account(scenario, (unit,)).value
    able = find_eligible_providers(scenario, (unit,), value, growing=True)
    return any((scenario.providers or ())[p].kind == "mutual" for p in able)


def find_unlisted_providers(scenario: Scenario) -> Iterator[PreflightFinding]:
    """A note for each: it may have gone, or its id be mistyped."""
    for remark in describe_unlisted_providers(scenario):
        yield PreflightFinding("warning", f"{remark}.")
