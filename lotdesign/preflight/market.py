"""A market that cannot carry the lots: units that too few could run, and too little capacity."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from lotdesign.market.eligibility import (
    find_limits_in_way,
    find_obstacles,
    find_small_parties,
)
from lotdesign.money.lot_cost import bound_value_of_lots
from lotdesign.preflight.amounts import LotMeasure, bound_amount
from lotdesign.preflight.bands import find_largest_lot
from lotdesign.preflight.finding import PreflightFinding, PreflightLevel
from lotdesign.preflight.lone_units import MOST_NAMED
from lotdesign.preflight.parts import list_parts
from lotdesign.scenario.lot_limits import AmountBand
from lotdesign.scenario.scenario import Scenario
from lotdesign.words import format_count, format_pounds, spell_out_id


def find_unserved_units(scenario: Scenario) -> Iterator[PreflightFinding]:
    """A finding for each unit whose external lots break a rule on bidders, or find no bidder.

    A larger lot is only harder to carry, so the unit alone decides, at the least value of any lot
    that holds it. Only the smallest lot that a provider would take is held against the most that
    such a lot may be worth.
    """
    if scenario.providers is None:
        return
    small = find_small_parties(scenario)
    most_worth = _bound_values_with(scenario)
    for u, unit in enumerate(scenario.units):
        value = bound_value_of_lots(scenario, (u,))
        able = [
            p
            for p in _list_serving(scenario, u)
            if next(find_obstacles(scenario, scenario.parties[p], (u,), value, True), None) is None
        ]
        most, capping = most_worth[u]
        parties = [p for p in able if not _takes_larger_lots(scenario, p, most)]
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
        if parties != able:
            broken = tuple(dict.fromkeys((*broken, *capping))) if broken else ()
        if broken:
            why = _describe_what_is_in_the_way(scenario, u, most, parties)
            yield PreflightFinding("impossible", f"{who}; the rules ask for more.{why}", broken)
        elif not parties and is_external and scenario.needs_certificate:
            why = _describe_what_is_in_the_way(scenario, u, most, parties)
            text = f"{who}; an objective or a price asks who would win.{why}"
            yield PreflightFinding("impossible", text)
        elif not parties:
            yield PreflightFinding(
                "warning", f"{unit.name}: no listed provider could run it, even alone."
            )


def _list_serving(scenario: Scenario, unit: int) -> list[int]:
    """The parties that do the unit's service where it lies, ascending."""
    rest, found = scenario.parties_serving_unit[unit], []
    while rest:
        lowest = rest & -rest
        found.append(lowest.bit_length() - 1)
        rest ^= lowest
    return found


def _bound_values_with(scenario: Scenario) -> list[tuple[LotMeasure, tuple[str, ...]]]:
    """For each unit the most that a lot with it may be worth, pence a year.

    And the rule that allows no more, where it is not the worth of all that may share its lot.
    """
    bounds = bound_amount(scenario, "value")
    bands = [
        (band, rule.id)
        for rule in scenario.active_rules
        for band in rule.bound_each_lot(scenario, None)
        if band.most is not None and band.amount != "need"
    ]
    found: list[tuple[LotMeasure, tuple[str, ...]]] = [(0, ())] * len(scenario.units)
    for part in list_parts(scenario):
        together = bounds.bound_above(part.reach)
        largest = sorted((bounds.above[u] for u in part.reach), reverse=True)
        for u in part.units:
            found[u] = together, ()
            for band, rule in bands:
                if band.concerns(scenario.units[u].service):
                    most = _bound_value_by_band(band, bounds.above[u], largest)
                    found[u] = min(found[u], (most, (rule,)), key=lambda each: each[0])
    return found


def _bound_value_by_band(
    band: AmountBand, worth: LotMeasure, largest: Sequence[LotMeasure]
) -> LotMeasure:
    """The most that a lot within the band may be worth with a unit of that worth.

    `largest` has the worth of all that may share its lot, it among them, descending: of a limited
    number of units those that are worth most come with it.
    """
    most = band.most or 0
    if band.amount == "value":
        return most
    others, last = largest[: int(most) - 1], largest[int(most) - 1 : int(most)]
    return sum(others) + min([worth, *last])


def _takes_larger_lots(scenario: Scenario, party: int, most: LotMeasure) -> bool:
    """Whether the party takes no lot that is worth so little, or no more than it can carry."""
    bidder = scenario.parties[party]
    largest = find_largest_lot(scenario, bidder)
    worth = most if largest is None else min(most, largest)
    return bidder.min_lot_value is not None and worth < bidder.min_lot_value


def _describe_what_is_in_the_way(
    scenario: Scenario, unit: int, most: LotMeasure, able: Sequence[int]
) -> str:
    """What keeps other providers from every lot with the unit, with the columns; "" for none."""
    value = bound_value_of_lots(scenario, (unit,))
    small = find_small_parties(scenario)
    others = [p for p in range(len(scenario.providers or ())) if p not in able]
    others.sort(key=lambda p: (p not in small, p))
    named = others if len(others) <= MOST_NAMED else others[: MOST_NAMED - 1]
    reasons = []
    for p in named:
        bidder = scenario.parties[p]
        limits = find_limits_in_way(scenario, bidder, (unit,), value, growing=True)
        smallest = format_pounds(bidder.min_lot_value or 0)
        too_small = f"takes no lot under {smallest}, and lots with it reach {format_pounds(most)}"
        column, text = next(limits, ("min_lot_value", too_small))
        reasons.append(f"{bidder.name}: {text} ({column})")
    if len(named) < len(others):
        reasons.append(f"{len(others) - len(named):,} more")
    return f" Out are {'; '.join(reasons)}." if reasons else ""


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
