"""Hands lots out one after the other: the first award in dictionary order, by plain search.

Most markets have room enough for this to end at once; where it does not, an engine takes over.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass

import numpy as np

from lotdesign.design import Award
from solver.facts.exact import scaled
from solver.facts.market import staff
from solver.facts.table import Facts

TRIES = 300
"""Steps after which the search gives up."""
REFUSALS = 3
"""Whole awards that may be refused before it gives up."""


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


def room(facts: Facts) -> Room:
    """Everyone's room before anything is handed out, in parts of a share."""
    providers, (parts, _) = facts.scenario.providers or (), _share_parts(facts)
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

    None if none was soon found, which proves nothing.
    """
    left = room(facts)
    _, stakes = _share_parts(facts)
    able: list[list[int | None]] = [
        [p for p in np.flatnonzero(facts.able[lot]).tolist() if p in parties] if let else [None]
        for lot, let in enumerate(facts.external.tolist())
    ]
    held = [0] * len(stakes)
    twins = _earlier_twins(facts, parties)
    award: list[int | None] = []
    tries, refusals = iter(range(TRIES)), iter(range(REFUSALS))

    def hand_out() -> bool:
        lot = len(award)
        if lot == len(able):
            return next(refusals, None) is not None and accepts(tuple(award))
        value, leaving = int(facts.value[lot]), int(facts.staff[lot])
        for p in able[lot]:
            if p is None:
                award.append(None)
                if hand_out():
                    return True
                award.pop()
                continue
            if p not in award and any(twin not in award for twin in twins[p]):
                continue  # a copy before it, as untouched, was tried
            if next(tries, None) is None:
                return False
            if most is not None and held[p] + value > most:
                continue
            asks = [Ask(who, value * share, 1, leaving * share) for who, share in stakes[p]]
            if all(map(left.fits, asks)):
                _move(left, asks, 1)
                held[p] += value
                award.append(p)
                if hand_out():
                    return True
                award.pop()
                held[p] -= value
                _move(left, asks, -1)
        return False

    return tuple(award) if hand_out() else None


def _move(left: Room, asks: list[Ask], sign: int) -> None:
    for ask in asks:
        left.take(ask, sign)


def _share_parts(facts: Facts) -> tuple[int, list[list[tuple[int, int]]]]:
    """Into how many parts shares are cut, and each party's stakes in them."""
    stakes = facts.scenario.stakes
    _, parts = scaled([share for each in stakes for _, share in each])
    return parts, [[(p, int(share * parts)) for p, share in each] for each in stakes]


def _earlier_twins(facts: Facts, parties: Collection[int]) -> dict[int, list[int]]:
    """For each party those before it that cannot be told from it."""
    return {
        p: [twin for twin in alike if twin < p and twin in parties]
        for alike in facts.scenario.kin.values()
        for p in alike
    }
