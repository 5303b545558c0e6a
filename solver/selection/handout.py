"""Hands lots out one after the other: the first award in dictionary order, by plain search.

In most markets this ends at once, with an award or with the proof that there is none; where it
does not, an engine takes over.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from lotdesign.design import Award
from solver.facts.exact import scaled
from solver.facts.market import staff
from solver.facts.table import Facts

TRIES = 1_000
"""Steps after which the search gives up."""
REFUSALS = 3
"""Whole awards that may be refused before it gives up."""
_NO_ONE_LEFT = -1


class TooLong(Exception):
    """The search was given up, which proves nothing."""


@dataclass(frozen=True, slots=True)
class Ask:
    """What winning one lot takes of one provider: V and staff in their parts, times a share."""

    provider: int
    value: int
    lots: int
    staff: int


@dataclass
class Room:
    """What each provider can still take, None without a limit."""

    value: list[int | None]
    lots: list[int | None]
    staff: list[int | None]

    def fits(self, ask: Ask) -> bool:
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

    def take(self, ask: Ask, sign: int) -> None:
        """Takes it, or with -1 gives it back."""
        for left, need in ((self.value, ask.value), (self.lots, ask.lots), (self.staff, ask.staff)):
            held = left[ask.provider]
            if held is not None:
                left[ask.provider] = held - sign * need


def room(facts: Facts, parts: int) -> Room:
    """Everyone's room before anything is handed out, in so many parts of a share."""
    providers = facts.scenario.providers or ()
    _, per_employee = staff(facts.scenario)
    return Room(
        [None if p.capacity is None else p.capacity * facts.value_scale * parts for p in providers],
        [p.max_lots for p in providers],
        [
            None if p.tupe_limit is None else int(p.tupe_limit * per_employee * parts)
            for p in providers
        ],
    )


def first_award(
    facts: Facts, parties: Collection[int], most: int | None, accepts: Callable[[Award], bool]
) -> Award | None:
    """The first accepted award among these parties, nobody's V above `most`.

    None: all were tried, and there is none. Raises TooLong where that takes too long.
    """
    found = _awards(_able(facts, parties), _Taking(facts, most), _earlier_twins(facts, parties))
    for refused, award in enumerate(found):
        if accepts(award):
            return award
        if refused == REFUSALS:
            raise TooLong
    return None


def _awards(
    able: Sequence[Sequence[int | None]], taking: "_Taking", twins: Mapping[int | None, list[int]]
) -> Iterator[Award]:
    """Every award for which there is room, in dictionary order; of equal copies the first ones."""
    award: list[int | None] = []
    waiting = [iter(able[0])]
    for _ in range(TRIES):
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
    raise TooLong


class _Taking:
    """Who has taken what so far, and whether there is room for more."""

    def __init__(self, facts: Facts, most: int | None) -> None:
        parts, self._stakes = _share_parts(facts)
        self._left = room(facts, parts)
        self._most = most
        self._held = [0] * len(self._stakes)
        self._values: list[int] = facts.value.tolist()
        self._staff: list[int] = facts.staff.tolist()

    def take(self, lot: int, winner: int | None) -> bool:
        """Gives the lot to somebody who has room for it; False, and nothing given, otherwise."""
        if winner is None:
            return True
        if self._most is not None and self._held[winner] + self._values[lot] > self._most:
            return False
        asks = self._asks(lot, winner)
        if not all(map(self._left.fits, asks)):
            return False
        self._move(lot, winner, asks, 1)
        return True

    def give_back(self, lot: int, winner: int | None) -> None:
        """Takes the lot away from whoever had it."""
        if winner is not None:
            self._move(lot, winner, self._asks(lot, winner), -1)

    def _move(self, lot: int, winner: int, asks: list[Ask], sign: int) -> None:
        self._held[winner] += sign * self._values[lot]
        for ask in asks:
            self._left.take(ask, sign)

    def _asks(self, lot: int, winner: int) -> list[Ask]:
        value, staff = self._values[lot], self._staff[lot]
        return [Ask(p, value * share, 1, staff * share) for p, share in self._stakes[winner]]


def _able(facts: Facts, parties: Collection[int]) -> list[list[int | None]]:
    """For each lot who can be awarded it, ascending; nobody, once, where it is not external."""
    return [
        [p for p in np.flatnonzero(able).tolist() if p in parties] if let else [None]
        for able, let in zip(facts.able, facts.external.tolist(), strict=True)
    ]


def _share_parts(facts: Facts) -> tuple[int, list[list[tuple[int, int]]]]:
    """Into how many parts shares are cut, and each party's stakes in them."""
    stakes = facts.scenario.stakes
    _, parts = scaled([share for each in stakes for _, share in each])
    return parts, [
        [(p, share.numerator * (parts // share.denominator)) for p, share in each]
        for each in stakes
    ]


def _earlier_twins(facts: Facts, parties: Collection[int]) -> Mapping[int | None, list[int]]:
    """For each party those before it that cannot be told from it."""
    return {
        p: [twin for twin in alike if twin < p and twin in parties]
        for alike in facts.scenario.kin.values()
        for p in alike
    }
