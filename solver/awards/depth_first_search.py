"""Depth-first award search: the first award in lexicographic order, lot by lot, within capacities.

In most markets this ends at once, with an award or with the proof that there is none; where it does
not, an engine takes over.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from lotdesign.design import Award
from solver.arrays import scale_to_integers
from solver.candidates.capacity_limits import list_capacity_limits
from solver.candidates.table import CandidateTable

MOST_AWARD_SEARCH_STEPS = 1_000
"""Steps after which the search gives up."""
MOST_REFUSED_AWARDS = 3
"""Complete awards that may be refused before it gives up."""
_NO_ONE_LEFT = -1


class AwardSearchGivenUp(Exception):
    """The search was given up, which proves nothing."""


@dataclass(frozen=True, slots=True)
class CapacityDemand:
    """What winning one lot uses of a provider: V and staff, each times its share, and one lot.

    V is in parts of a penny and staff in parts of an employee, both times the parts of a share.
    """

    provider: int
    value: int
    lots: int
    staff: int


@dataclass
class RemainingCapacity:
    """What each of P providers can still take on, in the units of `CapacityDemand`.

    None: no limit.
    """

    value: list[int | None]
    lots: list[int | None]
    staff: list[int | None]

    def fits(self, demand: CapacityDemand) -> bool:
        """Whether the provider has capacity for the demand."""
        p = demand.provider
        return all(
            left is None or left >= need
            for left, need in (
                (self.value[p], demand.value),
                (self.lots[p], demand.lots),
                (self.staff[p], demand.staff),
            )
        )

    def take(self, demand: CapacityDemand, sign: int) -> None:
        """Use capacity, or with a sign of -1 give it back."""
        for left, need in (
            (self.value, demand.value),
            (self.lots, demand.lots),
            (self.staff, demand.staff),
        ):
            before = left[demand.provider]
            if before is not None:
                left[demand.provider] = before - sign * need


def compute_capacities(candidates: CandidateTable, parts: int) -> RemainingCapacity:
    """All providers' capacities, V and staff in so many parts of a share."""
    limits = list_capacity_limits(candidates.scenario, parts)
    return RemainingCapacity(
        [limit.value for limit in limits],
        [limit.lots for limit in limits],
        [limit.staff for limit in limits],
    )


def search_first_award(
    candidates: CandidateTable,
    parties: Collection[int],
    most: int | None,
    accepts: Callable[[Award], bool],
) -> Award | None:
    """The first accepted award among these parties, nobody with more than `most` of V in all.

    `most` is in parts of a penny. None where it is proved that there is none. Raises
    AwardSearchGivenUp after too many steps or refusals.
    """
    awards = _enumerate_awards(
        _list_eligible(candidates, parties),
        _PartialAward(candidates, most),
        _list_earlier_twins(candidates, parties),
    )
    for refused, award in enumerate(awards):
        if accepts(award):
            return award
        if refused == MOST_REFUSED_AWARDS:
            raise AwardSearchGivenUp
    return None


def _enumerate_awards(
    eligible: Sequence[Sequence[int | None]],
    partial: "_PartialAward",
    twins: Mapping[int | None, list[int]],
) -> Iterator[Award]:
    """The awards within capacities in lexicographic order; of interchangeable parties the first."""
    award: list[int | None] = []
    untried = [iter(eligible[0])]
    for _ in range(MOST_AWARD_SEARCH_STEPS):
        winner = next(untried[-1], _NO_ONE_LEFT)
        if winner == _NO_ONE_LEFT:
            untried.pop()
            if not award:
                return
            partial.give_back(len(award) - 1, award.pop())
        elif winner not in award and any(twin not in award for twin in twins.get(winner, ())):
            continue  # a twin before it that has won nothing either was tried
        elif partial.take(len(award), winner):
            award.append(winner)
            if len(award) < len(eligible):
                untried.append(iter(eligible[len(award)]))
            else:
                yield tuple(award)
                partial.give_back(len(award) - 1, award.pop())
    raise AwardSearchGivenUp


class _PartialAward:
    """The winners of some lots, and the capacities that they leave."""

    def __init__(self, candidates: CandidateTable, most: int | None) -> None:
        parts, self._shares = _split_shares(candidates)
        self._left = compute_capacities(candidates, parts)
        self._most = most
        self._won = [0] * len(self._shares)
        self._values: list[int] = candidates.value.tolist()
        self._staff: list[int] = candidates.staff.tolist()

    def take(self, lot: int, winner: int | None) -> bool:
        """Award the lot where capacities allow it; returns whether they do."""
        if winner is None:
            return True
        if self._most is not None and self._won[winner] + self._values[lot] > self._most:
            return False
        demands = self._list_demands(lot, winner)
        if not all(map(self._left.fits, demands)):
            return False
        self._move(lot, winner, demands, 1)
        return True

    def give_back(self, lot: int, winner: int | None) -> None:
        """Undo `take`."""
        if winner is not None:
            self._move(lot, winner, self._list_demands(lot, winner), -1)

    def _move(self, lot: int, winner: int, demands: list[CapacityDemand], sign: int) -> None:
        self._won[winner] += sign * self._values[lot]
        for demand in demands:
            self._left.take(demand, sign)

    def _list_demands(self, lot: int, winner: int) -> list[CapacityDemand]:
        value, staff = self._values[lot], self._staff[lot]
        return [
            CapacityDemand(p, value * share, 1, staff * share) for p, share in self._shares[winner]
        ]


def _list_eligible(candidates: CandidateTable, parties: Collection[int]) -> list[list[int | None]]:
    """For each lot the eligible parties, ascending; [None] where it is not external."""
    return [
        [p for p in np.flatnonzero(able).tolist() if p in parties] if is_external else [None]
        for able, is_external in zip(
            candidates.eligible_parties, candidates.is_external.tolist(), strict=True
        )
    ]


def _split_shares(candidates: CandidateTable) -> tuple[int, list[list[tuple[int, int]]]]:
    """The common denominator of all shares, and for each party its members with numerators."""
    party_shares = candidates.scenario.party_shares
    _, parts = scale_to_integers([share for shares in party_shares for _, share in shares])
    return parts, [
        [(p, share.numerator * (parts // share.denominator)) for p, share in shares]
        for shares in party_shares
    ]


def _list_earlier_twins(
    candidates: CandidateTable, parties: Collection[int]
) -> Mapping[int | None, list[int]]:
    """For each party the interchangeable ones before it."""
    return {
        p: [twin for twin in alike if twin < p and twin in parties]
        for alike in candidates.scenario.interchangeable_parties.values()
        for p in alike
    }
