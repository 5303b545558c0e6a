"""Teams: providers whom consortia join, and the sets of lots that those who stay can carry."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from math import prod

from solver.stress.award_problem import PartyOffer
from solver.stress.award_search import AwardSearch

MOST_STATES = 20_000
"""States of one layer after which it is given up."""


class TooManyStates(Exception):
    """The program would take too long."""


@dataclass(frozen=True)
class TeamOutcome:
    """Who of a team stays, and the largest sets of lots that they can then carry.

    `stays` has a flag a member, `weight` is the chance of it times the team's `whole`.
    """

    stays: tuple[bool, ...]
    weight: int
    loads: tuple[tuple[int, ...], ...]


@dataclass(frozen=True)
class ProviderStep:
    """A team: a provider, or those whom consortia join; and what comes of each who may go.

    `numbers` are the classes of its members.
    """

    numbers: tuple[int, ...]
    whole: int
    outcomes: tuple[TeamOutcome, ...]


def find_teams(able: Sequence[Sequence[PartyOffer]]) -> dict[int, int]:
    """Provider -> the first of its team, for those who could take a lot or help to."""
    first: dict[int, int] = {}
    for offers in able:
        for offer in offers:
            members = [p for p, _ in offer.loads]
            joined = {first.setdefault(p, p) for p in members}
            for p, team in first.items():
                if team in joined:
                    first[p] = min(joined)
    return first


def list_steps(search: AwardSearch, able: Sequence[Sequence[PartyOffer]]) -> list[ProviderStep]:
    """The teams who could take a lot, those of the first lots first, with fewest lots."""
    team_of = find_teams(able)
    offers: dict[int, list[dict[int, PartyOffer]]] = {}
    for lot, each in enumerate(able):
        for offer in each:
            own = offers.setdefault(team_of[offer.loads[0][0]], [{} for _ in able])
            own[lot][offer.party] = offer
    order = {
        team: ([bool(each) for each in own].index(True), sum(map(bool, own)), team)
        for team, own in offers.items()
    }
    steps = []
    for team in sorted(offers, key=order.__getitem__):
        members = sorted(p for p, first in team_of.items() if first == team)
        steps.append(_build_step(search, members, offers[team]))
    return steps


def _build_step(
    search: AwardSearch, members: Sequence[int], offers: Sequence[Mapping[int, PartyOffer]]
) -> ProviderStep:
    problem = search.problem
    numbers = tuple(problem.classes_by_provider[p] for p in members)
    chances = [problem.classes[n].stay for n in numbers]
    outcomes = []
    for stays in product((True, False), repeat=len(members)):
        gone = {p for p, flag in zip(members, stays, strict=True) if not flag}
        open_to = [
            [o for o in each.values() if gone.isdisjoint(p for p, _ in o.loads)] for each in offers
        ]
        weight = prod(
            c.numerator if flag else c.denominator - c.numerator
            for c, flag in zip(chances, stays, strict=True)
        )
        largest = tuple(_list_largest(search, open_to))
        outcomes.append(TeamOutcome(stays, weight, largest))
    return ProviderStep(numbers, prod(c.denominator for c in chances), tuple(outcomes))


def _list_largest(
    search: AwardSearch, offers: Sequence[Sequence[PartyOffer]]
) -> list[tuple[int, ...]]:
    """The largest sets of lots, as positions, that a team can carry; `offers` are by lot."""
    lots = [lot for lot, each in enumerate(offers) if each]
    rooms, slack = search.terms.rooms, search.problem.slack
    seen: set[tuple[object, ...]] = set()
    fitting: set[frozenset[int]] = set()

    def grow(at: int, chosen: tuple[int, ...], held: dict[int, int], taken: dict[int, int]) -> None:
        state = (chosen, tuple(sorted(held.items())), tuple(sorted(taken.items())), at)
        if state in seen:
            return
        seen.add(state)
        if len(seen) > MOST_STATES:
            raise TooManyStates
        if at == len(lots):
            fitting.add(frozenset(chosen))
            return
        for offer in offers[lots[at]]:
            heavier, more = dict(held), dict(taken)
            for p, load in offer.loads:
                if p in rooms:
                    heavier[p] = heavier.get(p, 0) + load
            for row, n in offer.takes:
                more[row] = more.get(row, 0) + n
            if all(n <= rooms[p] for p, n in heavier.items()) and all(
                n <= slack[row] for row, n in more.items()
            ):
                grow(at + 1, (*chosen, lots[at]), heavier, more)
                if heavier == held and more == taken:
                    return  # nothing speaks against it, whatever else it carries
        grow(at + 1, chosen, held, taken)

    grow(0, (), {}, {})
    kept: list[frozenset[int]] = []
    for each in sorted(fitting, key=lambda each: (-len(each), sorted(each))):
        if not any(each <= other for other in kept):
            kept.append(each)
    return [tuple(sorted(each)) for each in kept]
