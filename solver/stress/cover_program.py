"""The exact chance of a certificate by a dynamic program over the providers, one after the other.

It applies where lots are tied together by what single providers can carry alone. The state is which
sets of lots those who were looked at, and stay, can carry between them, kept as bits over all sets
of lots; of these only the sets count whose other lots the providers to come could carry. States
that are the same are one, so that the effort follows their number, not that of all sets of
providers (a layered decision diagram; Bryant 1986, Bergman et al. 2016).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice
from math import prod

from solver.stress.award_problem import PartyOffer
from solver.stress.award_search import AwardSearch
from solver.stress.chances import SummedChance
from solver.stress.provider_classes import ProviderCounts

MOST_LOTS = 14
"""A state has a bit for every set of lots."""
MOST_STATES = 20_000
"""States of one layer after which it is given up."""

_DEAD, _CERTAIN = 0, -1
"""States from which no certificate is reached, and in which there is one already."""


class TooManyStates(Exception):
    """The program would take too long."""


@dataclass(frozen=True)
class ProviderStep:
    """One provider: the largest sets of lots that it can carry, as bits, and its chance."""

    position: int
    number: int
    loads: tuple[tuple[int, ...], ...]
    stay: Fraction


def sum_by_program(search: AwardSearch, matters: Sequence[int]) -> SummedChance | None:
    """The exact chance of a certificate; None where providers do not carry lots each by itself.

    `matters` are the classes whose staying is open. Raises TooManyStates.
    """
    able = search.list_able()
    if not _applies(search, able):
        return None
    steps = _list_steps(search, able)
    program = _CoverProgram(len(able), steps)
    return program.sum_up(matters)


def list_breaking_sets(search: AwardSearch, most: int) -> list[ProviderCounts] | None:
    """The smallest sets of providers without whom no certificate exists, so many at most.

    None where providers do not carry lots each by itself. There must be a certificate. Raises
    TooManyStates.
    """
    able = search.list_able()
    if not _applies(search, able):
        return None
    program = _CoverProgram(len(able), _list_steps(search, able))
    return list(islice(program.list_losses(len(search.problem.classes)), most))


def _applies(search: AwardSearch, able: Sequence[Sequence[PartyOffer]]) -> bool:
    """Whether every limit is one of a single provider, or never binds."""
    problem = search.problem
    if (
        not 0 < len(able) <= MOST_LOTS
        or not all(able)
        or problem.never
        or problem.judged
        or problem.fewest_winners > 1
        or any(each.size > len(able) + 1 for each in problem.classes)
        or any(len(offer.loads) > 1 for offers in able for offer in offers)
    ):
        return False
    parties: dict[int, set[int]] = {}
    most = [0] * len(problem.slack)
    for offers in able:
        taken: dict[int, int] = {}
        for offer in offers:
            for row, n in offer.takes:
                parties.setdefault(row, set()).add(offer.party)
                taken[row] = max(n, taken.get(row, 0))
        for row, n in taken.items():
            most[row] += n
    return all(len(who) == 1 or most[row] <= problem.slack[row] for row, who in parties.items())


def _list_steps(search: AwardSearch, able: Sequence[Sequence[PartyOffer]]) -> list[ProviderStep]:
    """The providers who could take a lot, those with fewest lots first."""
    problem = search.problem
    offers: dict[int, dict[int, PartyOffer]] = {}
    for lot, each in enumerate(able):
        for offer in each:
            offers.setdefault(offer.party, {})[lot] = offer
    steps = []
    for party, own in offers.items():
        number = problem.classes_by_provider[party]
        largest = tuple(_list_largest(search, party, own))
        steps.append(ProviderStep(party, number, largest, problem.classes[number].stay))
    return sorted(steps, key=lambda step: (min(offers[step.position]), len(offers[step.position])))


def _list_largest(
    search: AwardSearch, party: int, offers: dict[int, PartyOffer]
) -> list[tuple[int, ...]]:
    """The largest sets of lots, as positions, that a provider can carry."""
    room = search.terms.rooms.get(party)
    slack = dict(enumerate(search.problem.slack))
    lots = sorted(offers)
    fitting: list[tuple[int, ...]] = []

    def grow(at: int, chosen: tuple[int, ...], load: int, taken: dict[int, int]) -> None:
        if at == len(lots):
            fitting.append(chosen)
            return
        offer = offers[lots[at]]
        more = {**taken}
        for row, n in offer.takes:
            more[row] = more.get(row, 0) + n
        heavier = load + offer.loads[0][1]
        if (room is None or heavier <= room) and all(n <= slack[row] for row, n in more.items()):
            grow(at + 1, (*chosen, lots[at]), heavier, more)
            if room is None and not offer.takes:
                return  # nothing speaks against it, whatever else it carries
        grow(at + 1, chosen, load, taken)

    grow(0, (), 0, {})
    sets = sorted({frozenset(each) for each in fitting}, key=len, reverse=True)
    kept: list[frozenset[int]] = []
    for each in sets:
        if not any(each <= other for other in kept):
            kept.append(each)
    return [tuple(sorted(each)) for each in kept]


class _CoverProgram:
    """The layers of states, forwards, and the chances from each, backwards."""

    def __init__(self, lots: int, steps: Sequence[ProviderStep]) -> None:
        self.lots, self.steps = lots, steps
        self.size = 1 << lots
        self.without = [_mark_without(lots, lot) for lot in range(lots)]
        self.relevant = self._mark_relevant()

    def _free(self, state: int, step: ProviderStep) -> int:
        """The sets that can be carried when this provider stays as well."""
        found = 0
        for carried in step.loads:
            each = state
            for lot in carried:
                each |= (each & self.without[lot]) << (1 << lot)
            found |= each
        return found

    def _mark_relevant(self) -> list[int]:
        """For each layer the sets of lots whose other lots the providers to come could carry."""
        carried, layers = 1, [1]
        for step in reversed(self.steps):
            carried = self._free(carried, step)
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
        for layer in range(len(layers) - 1, -1, -1):
            for state in layers[layer]:
                if state in (_DEAD, _CERTAIN) or layer == len(self.steps):
                    whole = prod(step.stay.denominator for step in self.steps[layer:])
                    value[layer][state] = whole if state == _CERTAIN else 0
                    continue
                stay, (kept, lost) = self.steps[layer].stay, moves[layer][state]
                later = value[layer + 1]
                value[layer][state] = (
                    stay.numerator * later[kept] + (stay.denominator - stay.numerator) * later[lost]
                )
        return self._weigh(layers, moves, value, matters)

    def list_losses(self, classes: int) -> Iterator[ProviderCounts]:
        """The smallest losses after which no certificate is left, as numbers of each class.

        Of copies that are alike the last ones go.
        """
        layers, moves = self._build_layers()
        never = len(self.steps) + 1
        least = [dict.fromkeys(layers[-1], 0) | {_CERTAIN: never}]
        for layer in range(len(self.steps) - 1, -1, -1):
            later = least[0]
            least.insert(
                0,
                {
                    state: min(later[kept], later[lost] + 1)
                    for state, (kept, lost) in moves[layer].items()
                },
            )
        (first,) = layers[0]
        stack = [(0, first, least[0][first], (0,) * classes, False)]
        while stack:
            layer, state, budget, lost, was_lost = stack.pop()
            if layer == len(self.steps):
                yield lost
                continue
            number = self.steps[layer].number
            alike = layer > 0 and self.steps[layer - 1].number == number
            with_it, without = moves[layer][state]
            if least[layer + 1][with_it] == budget and not (alike and was_lost):
                stack.append((layer + 1, with_it, budget, lost, False))
            if least[layer + 1][without] + 1 == budget:
                more = (*lost[:number], lost[number] + 1, *lost[number + 1 :])
                stack.append((layer + 1, without, budget - 1, more, True))

    def _weigh(
        self,
        layers: Sequence[set[int]],
        moves: Sequence[dict[int, tuple[int, int]]],
        value: Sequence[dict[int, int]],
        matters: Sequence[int],
    ) -> SummedChance:
        whole = prod(step.stay.denominator for step in self.steps)
        (first,) = layers[0]
        jointly: dict[int, Fraction] = {}
        reached = {first: 1}
        for layer, step in enumerate(self.steps):
            after: dict[int, int] = {}
            joint, stay = 0, step.stay
            for state, weight in reached.items():
                kept, lost = moves[layer][state]
                joint += weight * stay.numerator * value[layer + 1][kept]
                after[kept] = after.get(kept, 0) + weight * stay.numerator
                left = weight * (stay.denominator - stay.numerator)
                after[lost] = after.get(lost, 0) + left
            if step.number in matters and step.number not in jointly:
                jointly[step.number] = Fraction(joint, whole)
            reached = after
        return SummedChance(Fraction(value[0][first], whole), jointly)

    def _build_layers(self) -> tuple[list[set[int]], list[dict[int, tuple[int, int]]]]:
        layers: list[set[int]] = [{self._simplify(1, 0)}]
        moves: list[dict[int, tuple[int, int]]] = []
        for layer, step in enumerate(self.steps):
            move = {}
            for state in layers[-1]:
                if state in (_DEAD, _CERTAIN):
                    move[state] = (state, state)
                    continue
                kept = self._simplify(self._free(state, step), layer + 1)
                move[state] = (kept, self._simplify(state, layer + 1))
            moves.append(move)
            layers.append({each for pair in move.values() for each in pair})
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
