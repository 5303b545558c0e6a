"""Hands lots out one after the other: the first award in dictionary order, by plain search.

Most markets have room enough for this to end at once; where it does not, an engine takes over.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from lotdesign.design import Award
from solver.facts.market import staff
from solver.facts.table import Facts

TRIES = 300
"""Steps after which the search gives up."""
REFUSALS = 3
"""Whole awards that may be refused before it gives up."""


@dataclass(frozen=True, slots=True)
class Room:
    """The most that each provider can take: V in its parts, lots, and staff in its parts."""

    value: tuple[int, ...]
    lots: tuple[int, ...]
    staff: tuple[int, ...]


def room(facts: Facts, most: int) -> Room:
    """Everyone's room, nobody's value above `most`."""
    providers = facts.scenario.providers or ()
    _, per_employee = staff(facts.scenario)
    return Room(
        tuple(
            most if p.capacity is None else min(most, p.capacity * facts.value_scale)
            for p in providers
        ),
        tuple(len(facts) if p.max_lots is None else p.max_lots for p in providers),
        tuple(
            int(facts.staff.sum()) if p.tupe_limit is None else int(p.tupe_limit * per_employee)
            for p in providers
        ),
    )


def first_award(facts: Facts, most: int, accepts: Callable[[Award], bool]) -> Award | None:
    """The first accepted award that gives nobody V above `most`; None if not soon found."""
    limits = room(facts, most)
    left = (list(limits.value), list(limits.lots), list(limits.staff))
    takes = [
        (int(facts.value[lot]), 1, int(facts.staff[lot]), np.flatnonzero(facts.eligible[lot]))
        for lot in range(len(facts))
    ]
    award: list[int] = []
    tries, refusals = iter(range(TRIES)), iter(range(REFUSALS))

    def hand_out() -> bool:
        if len(award) == len(takes):
            return next(refusals, None) is not None and accepts(tuple(award))
        *asked, able = takes[len(award)]
        for p in able.tolist():
            if next(tries, None) is None:
                return False
            if all(have[p] >= need for have, need in zip(left, asked, strict=True)):
                _move(left, p, asked, -1)
                award.append(p)
                if hand_out():
                    return True
                award.pop()
                _move(left, p, asked, 1)
        return False

    return tuple(award) if hand_out() else None


def _move(left: tuple[list[int], ...], provider: int, asked: list[int], sign: int) -> None:
    for have, need in zip(left, asked, strict=True):
        have[provider] += sign * need
