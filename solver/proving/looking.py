"""A room after everything near its bound was looked through, a little further each time."""

from dataclasses import dataclass, field, replace

import numpy as np

from solver.facts.lots import Flags
from solver.proving.room import Room, restated
from solver.proving.sweep import TooMany
from solver.proving.work import Stuck, Work

FIRST = 40_000
"""A room is first looked through as far as this part of its bound; then half as far again."""
PATIENCE, REFUSALS = 2.0, 100
"""Seconds that an engine gets for one way, and how many ways it may refuse."""


def looked(work: Work, room: Room) -> Room:
    """The room with a higher bound, or marked as one that is too large for this."""
    near = work.near(room)
    if near is None:
        return replace(room, far=True)
    bound = near.view.bound
    gap = room.bound - bound + max(1, work.size(bound) // FIRST, room.reach // 2)
    if work.value is not None:
        gap = min(gap, work.value - bound)
    hearing = _Hearing(work, room, bound + gap)
    try:
        near.look(gap, hearing.most, hearing.found, hearing.hard)
    except TooMany:
        return replace(room, far=True)
    inside = hearing.inside()
    bound = max(room.bound, hearing.most if inside.any() else hearing.most + 1)
    known, marked = hearing.most, np.packbits(inside)
    return replace(room, bound=bound, reach=gap, known=known, near=marked)


@dataclass
class _Hearing:
    """Takes down what costs at most `limit`, or the best value where that is lower."""

    work: Work
    room: Room
    limit: int
    refusals: int = 0
    kept: list[tuple[int, list[int]]] = field(default_factory=list)
    unsure: list[Flags] = field(default_factory=list)

    @property
    def most(self) -> int:
        """More is of no interest."""
        return self.limit if self.work.value is None else min(self.limit, self.work.value)

    def found(self, cost: int, chosen: list[int]) -> int:
        """A choice that keeps the limits: it counts once an engine finds that it keeps all rows."""
        self.kept.append((cost, [*chosen]))
        if self._better(cost):
            flags = self._none()
            flags[chosen] = True
            self._ask(flags)
            self.refusals += self._better(cost)
            if self.refusals > REFUSALS:
                raise TooMany
        return self.most

    def _better(self, cost: int) -> bool:
        return self.work.value is None or cost < self.work.value

    def hard(self, inside: Flags) -> int:
        """Candidates among which an engine is to choose."""
        self._ask(inside)
        self.unsure.append(inside)
        return self.most

    def _none(self) -> Flags:
        return np.zeros(self.work.search.model.candidates, dtype=np.bool_)

    def inside(self) -> Flags:
        """The candidates that something chooses which may cost at most `most`."""
        flags = self._none()
        flags |= np.any(self.unsure, axis=0) if self.unsure else False
        for cost, chosen in self.kept:
            if cost <= self.most:
                flags[chosen] = True
        return flags

    def _ask(self, inside: Flags) -> None:
        work, room = self.work, self.room
        form = restated(work.search.model, work.form, room.rows, room.duals)
        trial = work.trial(room.own_rows(len(work.plain)), PATIENCE, windowed=True)
        if not work.settled(trial, form, inside):
            raise Stuck if work.search.late else TooMany
