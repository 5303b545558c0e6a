"""The exact chance of a certificate by a dynamic program over the providers, one after the other.

It applies where lots are tied together by what single providers, and those whom consortia join, can
carry alone. The state is which sets of lots those who were looked at, and stay, can carry between
them, kept as bits over all sets of lots; of these only the sets count whose other lots the
providers to come could carry. States that are the same are one, so that the effort follows their
number, not that of all sets of providers (a layered decision diagram; Bryant 1986, Bergman et al.
2016).
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import islice
from math import prod

from solver.deadline import OutOfTime, has_passed
from solver.stress.award_problem import PartyOffer
from solver.stress.award_search import AwardSearch
from solver.stress.chances import SummedChance
from solver.stress.provider_classes import ProviderCounts
from solver.stress.team_steps import (
    MOST_STATES,
    ProviderStep,
    TeamOutcome,
    TooManyStates,
    find_teams,
    list_steps,
)

MOST_LOTS = 14
"""A state has a bit for every set of lots."""
MOST_MEMBERS = 5
"""Of a team."""
_DEAD, _CERTAIN = 0, -1
"""States from which no certificate is reached, and in which there is one already."""


def sum_by_program(search: AwardSearch, matters: Sequence[int]) -> SummedChance | None:
    """The exact chance of a certificate; None where providers do not carry lots each by itself.

    `matters` are the classes whose staying is open. Raises TooManyStates.
    """
    able = search.list_able()
    if not _applies(search, able):
        return None
    steps = list_steps(search, able)
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
    program = _CoverProgram(len(able), list_steps(search, able), search.deadline)
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
    team_of = find_teams(able)
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
