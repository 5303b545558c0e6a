"""Turnover multiple and capacities at which an award is looked for."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import floor

from solver.stress.award_problem import AwardProblem


@dataclass(frozen=True)
class MarketTerms:
    """What turnover and capacity ask, in place of the scenario's.

    A party may take a lot where `multiple` times V is at most its turnover; with `below_turnover`
    it must be less; None asks for more than any turnover. `rooms` has, for each provider with a
    capacity, the most V that it may hold in parts of a penny (`AwardProblem.parts`); a provider
    that is missing has no limit. `party_rooms` has the largest lot of each party with a capacity.
    """

    multiple: Fraction | None
    rooms: Mapping[int, int]
    party_rooms: Mapping[int, int]
    below_turnover: bool = False


def build_terms(problem: AwardProblem) -> MarketTerms:
    """The terms as things stand."""
    return scale_capacities(problem, {}, problem.scenario.market.turnover_multiple)


def scale_capacities(
    problem: AwardProblem,
    scales: Mapping[int, Fraction],
    multiple: Fraction | None,
    *,
    strictly: bool = False,
    below_turnover: bool = False,
) -> MarketTerms:
    """The terms with providers' capacities times their scale (1 where none is given).

    With `strictly` what is scaled must be stayed below; what takes nothing is allowed all the same.
    """
    providers = problem.scenario.providers or ()
    capacities = {
        p: provider.capacity * problem.parts * scales.get(p, Fraction(1))
        for p, provider in enumerate(providers)
        if provider.capacity is not None
    }
    rooms = {p: round_room(c, strictly and p in scales) for p, c in capacities.items()}
    party_rooms = {}
    for party, stakes in enumerate(problem.scenario.party_shares):
        members = [p for p, _ in stakes]
        if all(p in capacities for p in members):
            room = sum((capacities[p] for p in members), Fraction(0))
            below = strictly and any(p in scales for p in members)
            party_rooms[party] = round_room(room, below)
    return MarketTerms(multiple, rooms, party_rooms, below_turnover)


def round_room(room: Fraction, strictly: bool) -> int:
    """The largest whole number of parts that is at most the room, or below it; 0 always is."""
    whole = floor(room)
    return max(0, whole - 1) if strictly and whole == room else whole
