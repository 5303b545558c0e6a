"""Margins: how far capacities may fall, and turnovers asked for and values rise.

Each award passes up to a point that it tells exactly. The best point of all awards is reached by
ever asking for an award that does strictly better than the last, with steps in the middle on the
way (Dinkelbach 1967 for the first, bisection for the second); where there is none, it is proved.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from solver.deadline import OutOfTime
from solver.exact.search import Undecided
from solver.stress.award_search import AwardSearch, PartyAward
from solver.stress.market_terms import scale_capacities

MarginStatus = Literal["limit", "unbounded", "none", "no_capacity"]


@dataclass(frozen=True, slots=True)
class Margin:
    """A margin; where it is not `proved`, `value` is one at which a certificate is known."""

    status: MarginStatus
    value: Fraction | None = None
    proved: bool = True


NO_CERTIFICATE = Margin("none")
UNBOUNDED = Margin("unbounded")
UNKNOWN = Margin("none", None, proved=False)


def find_least_capacity(search: AwardSearch) -> Margin:
    """The least share of every capacity with a certificate."""
    capped = _list_capped(search)
    return _find_least_share(search, capped, with_turnover=False)


def find_least_provider_capacity(search: AwardSearch, provider: int) -> Margin:
    """The least share of one provider's capacity with a certificate."""
    if provider not in search.terms.rooms:
        return Margin("no_capacity")
    return _find_least_share(search, (provider,), with_turnover=False)


def find_largest_value_rise(search: AwardSearch) -> Margin:
    """The most by which every V may rise in the tests of turnover and capacity, as a share.

    As much as capacities fall and the turnover multiple rises: 1 + t is one over the least share.
    """
    found = _find_least_share(search, _list_capped(search), with_turnover=True)
    if found.value is None:
        return found
    if not found.value:
        return UNBOUNDED if found.proved else UNKNOWN
    return Margin("limit", 1 / found.value - 1, found.proved)


def find_largest_multiple(search: AwardSearch) -> Margin:
    """The largest turnover multiple with a certificate: one of those at which a party drops out."""
    problem = search.problem
    points = sorted(
        {
            Fraction(turnover * problem.parts, value)
            for value, offers in zip(problem.values, problem.offers, strict=True)
            for offer in offers
            if value
            and (turnover := problem.scenario.parties[offer.party].annual_turnover) is not None
        }
    )

    def has_certificate(multiple: Fraction | None) -> bool:
        return search.find(terms=scale_capacities(problem, {}, multiple)) is not None

    known: Fraction | None = None
    try:
        if not has_certificate(Fraction(0)):
            return NO_CERTIFICATE
        if has_certificate(None):
            return UNBOUNDED
        known, low, high = Fraction(0), 0, len(points)
        while high - low > 0:
            middle = (low + high) // 2
            if has_certificate(points[middle]):
                known, low = points[middle], middle + 1
            else:
                high = middle
    except (OutOfTime, Undecided):
        return UNKNOWN if known is None else Margin("limit", known, proved=False)
    return Margin("limit", known)


def _list_capped(search: AwardSearch) -> tuple[int, ...]:
    return tuple(search.terms.rooms)


def _find_least_share(search: AwardSearch, scaled: Collection[int], with_turnover: bool) -> Margin:
    """The least x in 0..1 with a certificate at x times these capacities.

    With the turnover, V must be at most x times turnover / k as well. Where x may be 0, it is.
    """
    problem, k = search.problem, search.problem.scenario.market.turnover_multiple

    def ask(share: Fraction, strictly: bool) -> PartyAward | None:
        multiple: Fraction | None = k
        if with_turnover and k:
            multiple = k / share if share else None
        scales = dict.fromkeys(scaled, share)
        below_turnover = strictly and with_turnover
        terms = scale_capacities(
            problem, scales, multiple, strictly=strictly, below_turnover=below_turnover
        )
        return search.find(terms=terms)

    known: Fraction | None = None
    try:
        award = search.find()
        if award is None:
            return NO_CERTIFICATE
        need = _build_need(search, scaled, with_turnover)
        known = need(award)
        if ask(Fraction(0), strictly=False) is not None:
            return Margin("limit", Fraction(0))
        low = Fraction(0)
        while True:
            award = ask(known, strictly=True)
            if award is None:
                return Margin("limit", known)
            known = need(award)
            middle = (low + known) / 2
            award = ask(middle, strictly=False)
            if award is None:
                low = middle
            else:
                known = need(award)
    except (OutOfTime, Undecided):
        return UNKNOWN if known is None else Margin("limit", known, proved=False)


def _build_need(
    search: AwardSearch, scaled: Collection[int], with_turnover: bool
) -> Callable[[PartyAward], Fraction]:
    """A function: the least x at which an award passes."""
    problem = search.problem
    scenario, parts = problem.scenario, problem.parts
    providers = scenario.providers or ()
    k = scenario.market.turnover_multiple

    def need(award: PartyAward) -> Fraction:
        points, loads = [Fraction(0)], dict.fromkeys(scaled, 0)
        for value, offers, party in zip(problem.values, problem.offers, award, strict=True):
            offer = next(each for each in offers if each.party == party)
            for p, load in offer.loads:
                if p in loads:
                    loads[p] += load
            members = [p for p, _ in offer.loads]
            rooms = {p: providers[p].capacity for p in members}
            if None not in rooms.values():
                inside = sum(room or 0 for p, room in rooms.items() if p in loads)
                outside = sum(room or 0 for p, room in rooms.items() if p not in loads)
                if inside:
                    points.append(Fraction(value - outside * parts, inside * parts))
            turnover = scenario.parties[party].annual_turnover
            if with_turnover and turnover:
                points.append(k * value / (turnover * parts))
        for p, load in loads.items():
            if load:
                points.append(Fraction(load, (providers[p].capacity or 0) * parts))
        return max(points)

    return need
