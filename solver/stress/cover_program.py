"""The exact chance of a certificate by a dynamic program over the providers, one after the other.

It applies where lots are tied together by what single providers, and those whom consortia join, can
carry alone. The state is which sets of lots those who were looked at, and stay, can carry between
them, kept as bits over all sets of lots; of these only the sets count whose other lots the
providers to come could carry. States that are the same are one, so that the effort follows their
number, not that of all sets of providers (a layered decision diagram; Bryant 1986, Bergman et al.
2016).
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice, product
from math import prod

from solver.deadline import OutOfTime, has_passed
from solver.stress.award_problem import PartyOffer
from solver.stress.award_search import AwardSearch
from solver.stress.chances import SummedChance
from solver.stress.provider_classes import ProviderCounts

MOST_LOTS = 14
"""A state has a bit for every set of lots."""
MOST_MEMBERS = 5
"""Of a team."""
MOST_STATES = 20_000
"""States of one layer after which it is given up."""

_DEAD, _CERTAIN = 0, -1
"""States from which no certificate is reached, and in which there is one already."""


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


def sum_by_program(search: AwardSearch, matters: Sequence[int]) -> SummedChance | None:
    """The exact chance of a certificate; None where providers do not carry lots each by itself.

    `matters` are the classes whose staying is open. Raises TooManyStates.
    """
    able = search.list_able()
    if not _applies(search, able):
        return None
    steps = _list_steps(search, able)
    program = _CoverProgram(len(able), steps, search.deadline)
    return program.sum_up(matters)


def list_breaking_sets(search: AwardSearch, most: int) -> list[ProviderCounts] | None:
    """The smallest sets of providers without whom no certificate exists, so many at most.

    None where providers do not carry lots each by itself. There must be a certificate. Raises
    TooManyStates.
    """
    able = search.list_able()
    if not _applies(search, able):
        return None
    program = _CoverProgram(len(able), _list_steps(search, able), search.deadline)
    return list(islice(program.list_losses(len(search.problem.classes)), most))


def _applies(search: AwardSearch, able: Sequence[Sequence[PartyOffer]]) -> bool:
    """Whether every limit is one of a single team, or never binds."""
    problem = search.problem
    if (
        not 0 < len(able) <= MOST_LOTS
        or not all(able)
        or problem.never
        or problem.judged
        or problem.fewest_winners > 1
        or any(each.size > len(able) + 1 for each in problem.classes)
    ):
        return False
    team_of = _find_teams(able)
    if max(Counter(team_of.values()).values()) > MOST_MEMBERS:
        return False
    teams: dict[int, set[int]] = {}
    most = [0] * len(problem.slack)
    for offers in able:
        taken: dict[int, int] = {}
        for offer in offers:
            for row, n in offer.takes:
                teams.setdefault(row, set()).add(team_of[offer.loads[0][0]])
                taken[row] = max(n, taken.get(row, 0))
        for row, n in taken.items():
            most[row] += n
    return all(len(who) == 1 or most[row] <= problem.slack[row] for row, who in teams.items())


def _find_teams(able: Sequence[Sequence[PartyOffer]]) -> dict[int, int]:
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


def _list_steps(search: AwardSearch, able: Sequence[Sequence[PartyOffer]]) -> list[ProviderStep]:
    """The teams who could take a lot, those of the first lots first, with fewest lots."""
    team_of = _find_teams(able)
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


class _CoverProgram:
    """The layers of states, forwards, and the chances from each, backwards."""

    def __init__(
        self, lots: int, steps: Sequence[ProviderStep], deadline: float | None = None
    ) -> None:
        self.lots, self.steps, self.deadline = lots, steps, deadline
        self.size = 1 << lots
        self.without = [_mark_without(lots, lot) for lot in range(lots)]
        self.relevant = self._mark_relevant()

    def _free(self, state: int, outcome: TeamOutcome) -> int:
        """The sets that can be carried when those of a team who stay help as well."""
        found = 0
        for carried in outcome.loads:
            each = state
            for lot in carried:
                each |= (each & self.without[lot]) << (1 << lot)
            found |= each
        return found

    def _mark_relevant(self) -> list[int]:
        """For each layer the sets of lots whose other lots the providers to come could carry."""
        carried, layers = 1, [1]
        for step in reversed(self.steps):
            carried = self._free(carried, step.outcomes[0])
            layers.append(carried)
        return [_complement(each, self.lots) for each in reversed(layers)]

    def _simplify(self, state: int, layer: int) -> int:
        if state >> (self.size - 1) & 1:
            return _CERTAIN
        return state & self.relevant[layer]

    def sum_up(self, matters: Sequence[int]) -> SummedChance:
        """The chance, and the chance together with a certain one of each class staying."""
        layers, moves = self._build_layers()
        value: list[dict[int, int]] = [{} for _ in layers]
        whole = 1
        for layer in range(len(layers) - 1, -1, -1):
            if layer < len(self.steps):
                whole *= self.steps[layer].whole
            for state in layers[layer]:
                if state in (_DEAD, _CERTAIN) or layer == len(self.steps):
                    value[layer][state] = whole if state == _CERTAIN else 0
                    continue
                later, outcomes = value[layer + 1], self.steps[layer].outcomes
                value[layer][state] = sum(
                    outcome.weight * later[after]
                    for outcome, after in zip(outcomes, moves[layer][state], strict=True)
                )
        return self._weigh(layers, moves, value, matters)

    def list_losses(self, classes: int) -> Iterator[ProviderCounts]:
        """The smallest losses after which no certificate is left, as numbers of each class.

        Of copies that are alike the last ones go.
        """
        layers, moves = self._build_layers()
        never = sum(len(step.numbers) for step in self.steps) + 1
        least = [dict.fromkeys(layers[-1], 0) | {_CERTAIN: never}]
        for layer in range(len(self.steps) - 1, -1, -1):
            later, outcomes = least[0], self.steps[layer].outcomes
            least.insert(
                0,
                {
                    state: min(
                        later[after] + outcome.stays.count(False)
                        for outcome, after in zip(outcomes, afters, strict=True)
                    )
                    for state, afters in moves[layer].items()
                },
            )
        (first,) = layers[0]
        stack = [(0, first, least[0][first], (0,) * classes)]
        while stack:
            layer, state, budget, lost = stack.pop()
            if layer == len(self.steps):
                yield lost
                continue
            step = self.steps[layer]
            has_lost = any(lost[number] for number in step.numbers)  # a copy like this one
            for outcome, after in zip(step.outcomes, moves[layer][state], strict=True):
                losses = outcome.stays.count(False)
                if least[layer + 1][after] + losses != budget:
                    continue
                if has_lost and not losses:
                    continue
                more = list(lost)
                for number, flag in zip(step.numbers, outcome.stays, strict=True):
                    more[number] += not flag
                stack.append((layer + 1, after, budget - losses, tuple(more)))

    def _weigh(
        self,
        layers: Sequence[set[int]],
        moves: Sequence[dict[int, tuple[int, ...]]],
        value: Sequence[dict[int, int]],
        matters: Sequence[int],
    ) -> SummedChance:
        whole = prod(step.whole for step in self.steps)
        (first,) = layers[0]
        jointly: dict[int, Fraction] = {}
        reached = {first: 1}
        for layer, step in enumerate(self.steps):
            following: dict[int, int] = {}
            joint = [0] * len(step.numbers)
            for state, weight in reached.items():
                for outcome, after in zip(step.outcomes, moves[layer][state], strict=True):
                    there = weight * outcome.weight
                    following[after] = following.get(after, 0) + there
                    for place, flag in enumerate(outcome.stays):
                        joint[place] += flag * there * value[layer + 1][after]
            for number, each in zip(step.numbers, joint, strict=True):
                if number in matters:
                    jointly.setdefault(number, Fraction(each, whole))
            reached = following
        return SummedChance(Fraction(value[0][first], whole), jointly)

    def _build_layers(self) -> tuple[list[set[int]], list[dict[int, tuple[int, ...]]]]:
        layers: list[set[int]] = [{self._simplify(1, 0)}]
        moves: list[dict[int, tuple[int, ...]]] = []
        for layer, step in enumerate(self.steps):
            move = {}
            for state in layers[-1]:
                if has_passed(self.deadline):
                    raise OutOfTime
                if state in (_DEAD, _CERTAIN):
                    move[state] = (state,) * len(step.outcomes)
                else:
                    move[state] = tuple(
                        self._simplify(self._free(state, outcome), layer + 1)
                        for outcome in step.outcomes
                    )
            moves.append(move)
            layers.append({each for afters in move.values() for each in afters})
            if len(layers[-1]) > MOST_STATES:
                raise TooManyStates
        return layers, moves


def _mark_without(lots: int, lot: int) -> int:
    """All sets of lots that this one is not in, as bits."""
    block = (1 << (1 << lot)) - 1
    found = 0
    for start in range(0, 1 << lots, 2 << lot):
        found |= block << start
    return found


def _complement(sets: int, lots: int) -> int:
    """The sets of lots whose complements are among these."""
    text = f"{sets:0{1 << lots}b}"
    return int(text[::-1], 2)
