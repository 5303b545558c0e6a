"""Makes a form least over many candidates, and proves it.

A fixed cost of every lot leaves the relaxation between two numbers of lots, and most of the gap
lies there: so the number of lots is branched on first (Foster and Ryan 1976 branch on rows; here
the row is the sum of all). The room with the least bound is worked on: split, strengthened by
cuts, or solved over a window of its cheapest candidates, more of them each time. What a window
holds is settled by an engine, what it leaves out by reduced costs in whole numbers.
"""

import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from math import ceil, floor, inf

import numpy as np

from solver.engines.base import Listener, Outcome, Status
from solver.engines.interrupt import Interrupted
from solver.facts.lots import Flags, Ints
from solver.proving.cuts import Cuts
from solver.proving.dive import dive
from solver.proving.packing import knapsacks, packings
from solver.proving.relaxation import Point, Relaxation
from solver.proving.room import Room, cheapest, restated
from solver.selection.linear import Linear
from solver.selection.search import Part, Search
from solver.selection.window import Window, priced_rows, window

START, WIDER = 1_500, 3
"""How many candidates the first window of a room holds, and how much wider the next one is."""
PATIENCE = 8.0
"""Seconds for the first window of a room; one that is not settled gets twice as many next time."""
ROUNDS, RISE = 30, 2e-6
"""Rounds of cuts, and by which part of itself the bound must rise for another one."""


class _Stuck(Exception):
    """The relaxation was not solved: out of time, or out of its numbers."""


@dataclass
class Proof:
    """A search for the least value of a form, and what is known by now.

    `rooms` cover all solutions; none is in two of them.
    """

    search: Search
    form: Linear
    listen: Listener
    best: Ints | None = None
    rooms: list[Room] = field(default_factory=list)

    def run(self) -> Outcome:
        """Works until the best is proved, or time is up."""
        status: Status | None = None
        try:
            self._begin()
            while status is None:
                status = self._step()
        except (_Stuck, Interrupted) as stopped:
            if isinstance(stopped, Interrupted):
                self.search.stopped()
            status = "unknown" if self.best is None else "feasible"
        return Outcome(status, self.best, self.bound, self.search.interrupted)

    @property
    def value(self) -> int | None:
        """The best value so far."""
        return None if self.best is None else self.form.of(self.best)

    @property
    def bound(self) -> int | None:
        """No solution has a lower value."""
        known = [] if self.value is None else [self.value]
        return min([*known, *(room.bound for room in self.rooms)], default=None)

    def parts(self, value: int) -> tuple[Part, ...]:
        """Where all solutions of at most that value are."""
        return tuple(room.part(value) for room in self.rooms if room.bound <= value)

    @property
    def _allowed(self) -> Flags:
        every = np.ones(self.search.model.candidates, dtype=np.bool_)
        return every if self.search.allowed is None else self.search.allowed

    def _begin(self) -> None:
        model = self.search.model
        self._plain = priced_rows(model)
        limited = knapsacks(model, self._plain)
        self._cuts = Cuts(packings(self._plain, limited), limited)
        most = self.search.most_lots
        self._relaxation = Relaxation(model, self.form, self._plain, most, self.search.allowed)
        self.rooms += self._opened(0, most, None)
        self.listen(None, self.bound)

    def _step(self) -> Status | None:
        """Works on the room with the least bound; how it all ended, once it has."""
        if not self.rooms:
            return "infeasible"
        room = min(self.rooms, key=lambda each: each.bound)
        self.listen(None, room.bound)
        if self.value is not None and room.bound >= self.value:
            return "optimal"
        if self.search.interrupted or (self.search.seconds or 1) <= 0:
            raise _Stuck
        self.rooms.remove(room)
        try:
            self.rooms += self._worked(room)
        except BaseException:
            self.rooms.append(room)
            raise
        return None

    def _worked(self, room: Room) -> list[Room]:
        if room.low < room.high:
            return list(self._split(room))
        if not room.strengthened:
            return list(self._strengthened(room))
        return self._searched(room)

    def _split(self, room: Room) -> Iterator[Room]:
        """Fewer lots, more lots and, where that is a number, as many as the relaxation has."""
        below, above = floor(room.lots + 1e-6), ceil(room.lots - 1e-6)
        if below == above:
            yield from self._opened(below, below, room)
            below, above = below - 1, above + 1
        below, above = min(below, room.high - 1), max(above, room.low + 1)
        if room.low <= below:
            yield from self._opened(room.low, below, room)
        if above <= room.high:
            yield from self._opened(above, room.high, room)

    def _opened(self, low: int, high: int, parent: Room | None) -> Iterator[Room]:
        """The room of so many lots; none when there is no such design."""
        self._relaxation.between(low, high)
        point = self._solved()
        if point.none and self._empty(point, high):
            return
        yield self._room(low, high, point, parent)

    def _solved(self) -> Point:
        point = self._relaxation.solve(self.search.seconds)
        if point is None:
            raise _Stuck
        return point

    def _empty(self, point: Point, lots: int) -> bool:
        """Whether the prices prove, in whole numbers, that nothing fits."""
        nothing = Linear(np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64))
        view = self._view(nothing, point, lots)
        return view is not None and view.bound > 0

    def _room(self, low: int, high: int, point: Point, parent: Room | None) -> Room:
        if point.none:
            point = replace(point, duals=np.zeros(len(point.duals)))
        view = self._view(self.form, point, high)
        if view is None:
            raise _Stuck
        own, priced = point.rows[len(self._plain) :], point.duals[len(self._plain) :]
        rows = (own[0], *(row for row, dual in zip(own[1:], priced[1:], strict=True) if dual))
        lots = float(point.shares[: self.search.model.candidates].sum())
        return Room(
            low,
            high,
            rows,
            view,
            restated(self.search.model, self.form, point.rows, point.duals),
            view.bound if parent is None else max(parent.bound, view.bound),
            min(max(lots, low), high),
            size=START,
            patience=PATIENCE,
        )

    def _view(self, form: Linear, point: Point, lots: int) -> Window | None:
        search = self.search
        return window(search.model, form, point.rows, point.duals, lots, search.allowed)

    def _strengthened(self, room: Room) -> Iterator[Room]:
        """The room with cuts, until they help no more or another room has the least bound."""
        others = min((each.bound for each in self.rooms), default=None)
        self._relaxation.between(room.low, room.high)
        point, before = self._solved(), -inf
        for _ in range(ROUNDS):
            if point.none:
                break
            cuts = self._cuts.broken(point.shares[: self.search.model.candidates])
            worth = self._worth(point)
            stale = worth - before < RISE * abs(worth)
            if not cuts or stale or self._beaten(worth):
                break
            if others is not None and worth > others + RISE * abs(others):
                yield self._room(room.low, room.high, point, room)
                return
            before = worth
            self._relaxation.cut(cuts)
            point = self._solved()
        if point.none and self._empty(point, room.high):
            return
        found = self._room(room.low, room.high, point, room)
        if self.best is None and not point.none:
            self._dived(point)
        yield replace(found, strengthened=True)

    def _worth(self, point: Point) -> float:
        some = self.form.variables
        return float(point.shares[some] @ self.form.coefficients.astype(float))

    def _beaten(self, worth: float) -> bool:
        return self.value is not None and worth >= self.value

    def _dived(self, point: Point) -> None:
        """Looks for a first design along the relaxation."""
        chosen = dive(self._relaxation, point, self.search.model.candidates, self.search)
        if chosen is not None:
            self._settled(self.search, self.form, chosen)

    def _searched(self, room: Room) -> list[Room]:
        """The room after its cheapest candidates have been looked through."""
        inside = cheapest(room.window, room.size) & self._allowed
        if self.value is not None:
            inside &= room.window.within(self.value - 1)
        model = self.search.model.copy()
        model.rows += room.rows
        trial = self.search.over(model)
        latest = time.monotonic() + room.patience
        trial.deadline = latest if trial.deadline is None else min(latest, trial.deadline)
        ceiling = None if self.value is None else self.value - 1
        trial.settings = replace(trial.settings, ceiling=ceiling)
        if not self._settled(trial, room.restated, inside):
            return [replace(room, patience=2 * room.patience)]
        outside = room.window.costs[self._allowed & ~inside]
        if not len(outside) and self.value is None:
            return []
        reached = [self.value] if self.value is not None else []
        reached += [room.window.bound + int(outside.min())] if len(outside) else []
        size = WIDER * max(room.size, int(inside.sum()))
        return [replace(room, bound=max(room.bound, min(reached)), size=size)]

    def _settled(self, trial: Search, form: Linear, inside: Flags) -> bool:
        """Whether nothing better is left among these candidates; the best is kept."""
        outcome = trial.solve(form, allowed=inside, listen=self._heard)
        self.search.interrupted = self.search.interrupted or trial.interrupted
        if outcome.solution is not None:
            value = self.form.of(outcome.solution)
            if self.value is None or value < self.value:
                self.best = outcome.solution
                self.listen(value, None)
        return outcome.status in ("optimal", "infeasible")

    def _heard(self, best: int | None, bound: int | None) -> None:
        """Passes a better value on; a bound inside a window says nothing of the rest."""
        if best is not None and (self.value is None or best < self.value):
            self.listen(best, None)


def proved(
    search: Search, form: Linear, listen: Listener, hint: Ints | None
) -> tuple[Outcome, Proof]:
    """The least value of the form, and the proof that it is."""
    proof = Proof(search, form, listen, hint)
    return proof.run(), proof
