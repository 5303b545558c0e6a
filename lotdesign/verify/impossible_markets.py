"""What providers can take, worked out again for the proof that there is no design."""

from collections.abc import Mapping
from fractions import Fraction

from lotdesign.market.eligibility import find_obstacles, find_small_parties
from lotdesign.money.lot_cost import bound_value_of_lots
from lotdesign.scenario.consortia import Party
from lotdesign.scenario.lot_limits import AmountBand
from lotdesign.scenario.scenario import Scenario


def _is_let_to_providers(scenario: Scenario) -> bool:
    return scenario.providers is not None and scenario.routes.offered == ("external",)


def has_unserved_unit(scenario: Scenario, most_worth: Mapping[int, Fraction | int]) -> bool:
    """Whether every lot with some unit has too few bidders, or nobody who could win it."""
    if scenario.providers is None:
        return False
    small, singles = find_small_parties(scenario), len(scenario.providers)
    for u in range(len(scenario.units)):
        if scenario.find_open_routes(u) != ("external",):
            continue
        value = bound_value_of_lots(scenario, (u,))
        served = bin(scenario.parties_serving_unit[u])[:1:-1]
        able = {
            p
            for p, party in enumerate(scenario.parties)
            if served[p : p + 1] == "1"
            and not any(find_obstacles(scenario, party, (u,), value, growing=True))
            and _takes_some_lot(scenario, party, most_worth[u])
        }
        alone = {p for p in able if p < singles}
        if not able and scenario.needs_certificate:
            return True
        for rule in scenario.active_rules:
            if rule.is_broken_by_unit(scenario, len(alone), len(alone & small), bool(able)):
                return True
    return False


def _takes_some_lot(scenario: Scenario, party: Party, most: Fraction | int) -> bool:
    """Whether a lot worth `most` at most can be worth its while and not too much for it."""
    if party.min_lot_value is None:
        return True
    limit = find_limit(scenario, party)
    return party.min_lot_value <= (most if limit is None else min(most, limit))


def find_limit(scenario: Scenario, party: Party) -> Fraction | None:
    """The most that a lot may be worth for a party, pence a year; None: any."""
    limit = None if party.capacity is None else Fraction(party.capacity)
    multiple = scenario.market.turnover_multiple
    if party.annual_turnover is not None and multiple:
        turned = Fraction(party.annual_turnover) / multiple
        limit = turned if limit is None else min(limit, turned)
    return limit


def list_market_bands(scenario: Scenario) -> list[AmountBand]:
    """The most that a lot may be worth for as many to take it as the rules ask for."""
    if not _is_let_to_providers(scenario):
        return []
    singles, small = len(scenario.providers or ()), find_small_parties(scenario)
    asked = [
        (needed, [p for p in range(singles) if p in small or not small_alone])
        for needed, small_alone in (r.count_bidders_asked(scenario) for r in scenario.active_rules)
    ]
    if scenario.needs_certificate:
        asked.append((1, list(range(len(scenario.parties)))))
    bands = []
    for needed, who in asked:
        limits = [find_limit(scenario, scenario.parties[p]) for p in who]
        given = sorted(limit for limit in limits if limit is not None)
        largest_first = [None] * (len(limits) - len(given)) + given[::-1]
        most = largest_first[needed - 1 : needed] if needed else []
        bands += [AmountBand("value", 0, limit) for limit in most if limit is not None]
    return bands


def sum_lots_won(scenario: Scenario) -> int | None:
    """The most lots that all providers may win, where every lot needs a winner; None: any."""
    if not scenario.needs_certificate or not _is_let_to_providers(scenario):
        return None
    useful = {p for consortium in scenario.consortia for p in consortium.members}
    for mask in set(scenario.parties_serving_unit):
        useful |= {p for p in range(len(scenario.providers or ())) if mask >> p & 1}
    total = 0
    for p in useful & set(range(len(scenario.providers or ()))):
        own = (scenario.providers or ())[p].max_lots
        caps = [each for rule in scenario.active_rules if (each := rule.provider_lot_cap)]
        caps += [] if own is None else [own]
        if not caps:
            return None
        total += min(caps)
    return total


def has_short_capacity(scenario: Scenario) -> bool:
    """Whether those who do all services, or one, can take on less than must be let of it."""
    if scenario.providers is None or not scenario.needs_certificate:
        return False
    for services in ({*scenario.services}, *({service} for service in scenario.services)):
        units = [
            u
            for u, unit in enumerate(scenario.units)
            if unit.service in services and scenario.find_open_routes(u) == ("external",)
        ]
        rooms = [
            provider.capacity
            for provider in scenario.providers
            if "*" in provider.services or services & set(provider.services)
        ]
        known = [room for room in rooms if room is not None]
        short = units and sum(known) < bound_value_of_lots(scenario, units)
        if short and len(known) == len(rooms):
            return True
    return False
