"""Depth-first award search: the first award in dictionary order, lot by lot, within capacities.

In most markets this ends at once, with an award or with the proof that there is none; where it
does not, an engine takes over.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from lotdesign.design import Award
from solver.arrays import scale_to_integers
from solver.candidates.eligibility import scale_staff
from solver.candidates.table import CandidateTable

MOST_AWARD_SEARCH_STEPS = 1_000
"""Steps after which the search gives up."""
MOST_REFUSED_AWARDS = 3
"""Whole awards that may be refused before it gives up."""
_NO_ONE_LEFT = -1


class AwardSearchGivenUp(Exception):
    """The search was given up, which proves nothing."""


@dataclass(frozen=True, slots=True)
class CapacityDemand:
    """What winning one lot takes of one provider: V and staff in their parts, times a share."""

    provider: int
    value: int
    lots: int
    staff: int


@dataclass
class RemainingCapacity:
    """What each provider can still take, None without a limit."""

    value: list[int | None]
    lots: list[int | None]
    staff: list[int | None]

    def fits(self, ask: CapacityDemand) -> bool:
        """Whether the provider has room for it."""
        p = ask.provider
        return all(
            left is None or left >= need
            for left, need in (
                (self.value[p], ask.value),
                (self.lots[p], ask.lots),
                (self.staff[p], ask.staff),
            )
        )

    def take(self, ask: CapacityDemand, sign: int) -> None:
        """Takes it, or with -1 gives it back."""
        for left, need in ((self.value, ask.value), (self.lots, ask.lots), (self.staff, ask.staff)):
            held = left[ask.provider]
            if held is not None:
                left[ask.provider] = held - sign * need


def compute_capacities(candidates: CandidateTable, parts: int) -> RemainingCapacity:
    """Everyone's room before anything is handed out, in so many parts of a share."""
    providers = candidates.scenario.providers or ()
    _, per_employee = scale_staff(candidates.scenario)
    return RemainingCapacity(
        [
            None if p.capacity is None else p.capacity * candidates.value_scale * parts
            for p in providers
        ],
        [p.max_lots for p in providers],
        [
            None if p.tupe_limit is None else int(p.tupe_limit * per_employee * parts)
            for p in providers
        ],
    )


def search_first_award(
    candidates: CandidateTable,
    parties: Collection[int],
    most: int | None,
    accepts: Callable[[Award], bool],
) -> Award | None:
    """The first accepted award among these parties, nobody's V above `most`.

    None: all were tried, and there is none. Raises TooLong where that takes too long.
    """
    found = _enumerate_awards(
        _list_eligible(candidates, parties),
        _PartialAward(candidates, most),
        _list_earlier_twins(candidates, parties),
    )
    for refused, award in enumerate(found):
        if accepts(award):
            return award
        if refused == MOST_REFUSED_AWARDS:
            raise AwardSearchGivenUp
    return None


def _enumerate_awards(
    able: Sequence[Sequence[int | None]],
    taking: "_PartialAward",
    twins: Mapping[int | None, list[int]],
) -> Iterator[Award]:
    """Every award for which there is room, in dictionary order; of equal copies the first ones."""
    award: list[int | None] = []
    waiting = [iter(able[0])]
    for _ in range(MOST_AWARD_SEARCH_STEPS):
        winner = next(waiting[-1], _NO_ONE_LEFT)
        if winner == _NO_ONE_LEFT:
            waiting.pop()
            if not award:
                return
            taking.give_back(len(award) - 1, award.pop())
        elif winner not in award and any(twin not in award for twin in twins.get(winner, ())):
            continue  # a copy before it, as untouched, was tried
        elif taking.take(len(award), winner):
            award.append(winner)
            if len(award) < len(able):
                waiting.append(iter(able[len(award)]))
            else:
                yield tuple(award)
                taking.give_back(len(award) - 1, award.pop())
    raise AwardSearchGivenUp


class _PartialAward:
    """Who has taken what so far, and whether there is room for more."""

    def __init__(self, candidates: CandidateTable, most: int | None) -> None:
        parts, self._stakes = _split_shares(candidates)
        self._left = compute_capacities(candidates, parts)
        self._most = most
        self._held = [0] * len(self._stakes)
        self._values: list[int] = candidates.value.tolist()
        self._staff: list[int] = candidates.staff.tolist()

    def take(self, lot: int, winner: int | None) -> bool:
        """Gives the lot to somebody who has room for it; False, and nothing given, otherwise."""
        if winner is None:
            return True
        if self._most is not None and self._held[winner] + self._values[lot] > self._most:
            return False
        asks = self._list_demands(lot, winner)
        if not all(map(self._left.fits, asks)):
            return False
        self._move(lot, winner, asks, 1)
        return True

    def give_back(self, lot: int, winner: int | None) -> None:
        """Takes the lot away from whoever had it."""
        if winner is not None:
            self._move(lot, winner, self._list_demands(lot, winner), -1)

    def _move(self, lot: int, winner: int, asks: list[CapacityDemand], sign: int) -> None:
        self._held[winner] += sign * self._values[lot]
        for ask in asks:
            self._left.take(ask, sign)

    def _list_demands(self, lot: int, winner: int) -> list[CapacityDemand]:
        value, staff = self._values[lot], self._staff[lot]
        return [
            CapacityDemand(p, value * share, 1, staff * share) for p, share in self._stakes[winner]
        ]


def _list_eligible(candidates: CandidateTable, parties: Collection[int]) -> list[list[int | None]]:
    """For each lot who can be awarded it, ascending; nobody, once, where it is not external."""
    return [
        [p for p in np.flatnonzero(able).tolist() if p in parties] if let else [None]
        for able, let in zip(candidates.able, candidates.is_external.tolist(), strict=True)
    ]


def _split_shares(candidates: CandidateTable) -> tuple[int, list[list[tuple[int, int]]]]:
    """Into how many parts shares are cut, and each party's stakes in them."""
    stakes = candidates.scenario.party_shares
    _, parts = scale_to_integers([share for each in stakes for _, share in each])
    return parts, [
        [(p, share.numerator * (parts // share.denominator)) for p, share in each]
        for each in stakes
    ]


def _list_earlier_twins(
    candidates: CandidateTable, parties: Collection[int]
) -> Mapping[int | None, list[int]]:
    """For each party those before it that cannot be told from it."""
    return {
        p: [twin for twin in alike if twin < p and twin in parties]
        for alike in candidates.scenario.interchangeable_parties.values()
        for p in alike
    }
