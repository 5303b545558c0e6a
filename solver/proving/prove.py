"""Makes a form least over many candidates, and proves it: branch and bound over rooms.

A fixed cost of every lot leaves the relaxation between two numbers of lots, and most of the gap
lies there, so the number of lots is branched on first. The room with the least bound is worked on:
split by the number of lots, strengthened by cuts, split by a pair of rows, or, once few candidates
are left, handed to an engine. What leaves a room does so by reduced costs in whole numbers.
"""

import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import islice
from math import ceil, floor, inf
from random import Random

import numpy as np

from solver.engines.base import Listener, Outcome, Status
from solver.engines.columns import Floats
from solver.engines.exact import kept
from solver.engines.interrupt import Interrupted
from solver.facts.lots import Flags, Ints
from solver.proving.cuts import Cuts
from solver.proving.dive import dive
from solver.proving.improve import neighbourhoods
from solver.proving.packing import knapsacks, packings, units_of
from solver.proving.pairs import Pairs
from solver.proving.relaxation import Point, Relaxation
from solver.proving.room import Room, restated
from solver.selection.linear import Linear
from solver.selection.model import Row
from solver.selection.search import Part, Search
from solver.selection.window import Window, priced_rows, window

FEW = 1_200
"""So few candidates are handed to an engine; rooms without a pair to split by are in any case."""
PATIENCE, NEIGHBOUR = 8.0, 2.0
"""Seconds an engine gets at first: for a room, and for lots that are drawn again."""
ROUNDS, RISE = 30, 2e-6
"""Rounds of cuts, and by which part of itself the bound must rise for another one."""
LOOKED_AT, STEPS = 8, 60
"""How many pairs are tried before one is taken (strong branching), by so many steps each."""
EVERY = 6
"""After so many rooms that were split a design is looked for once more."""
NEAR = 1e-6


class _Stuck(Exception):
    """The relaxation was not solved: out of time, or out of its numbers."""


@dataclass
class Proof:
    """A search for the least value of a form, and what is known by now.

    `rooms` cover all solutions.
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
        found = []
        for room in self.rooms:
            if room.bound > value:
                continue
            allowed = self._allowed(room)
            view = self._view(self.form, room.rows, room.duals, room.high, allowed)
            inside = allowed if view is None else view.within(value) & allowed
            if inside.any():
                found.append(Part(room.own_rows(len(self._plain)), inside))
        return tuple(found)

    def _begin(self) -> None:
        search, model = self.search, self.search.model
        self._draw = Random(search.settings.seed)
        self._plain, self._splits = priced_rows(model), 0
        limited = knapsacks(model, self._plain)
        units = units_of(model, self._plain)
        self._pairs = Pairs(units, [*units, *(each.variables for each in limited)])
        self._cuts = Cuts(packings(units, limited), limited)
        self._relaxation = Relaxation(model, self.form, self._plain, search.most_lots)
        every = np.ones(model.candidates, dtype=np.bool_)
        allowed = every if search.allowed is None else search.allowed
        self.rooms += self._opened(0, search.most_lots, allowed, None)
        self.listen(None, self.bound)

    def _allowed(self, room: Room) -> Flags:
        return room.allowed(self.search.model.candidates)

    def _step(self) -> Status | None:
        """Works on the room with the least bound; how it all ended, once it has."""
        if not self.rooms:
            return "infeasible"
        room = min(self.rooms, key=lambda each: each.bound)
        self.listen(None, room.bound)
        if self.value is not None and room.bound >= self.value:
            return "optimal"
        if self.search.late:
            raise _Stuck
        self.rooms.remove(room)
        try:
            found = self._worked(room)
        except BaseException:
            self.rooms.append(room)
            raise
        self.rooms += found
        return None

    def _worked(self, room: Room) -> list[Room]:
        if room.low < room.high:
            return list(self._counted(room))
        if not room.strengthened:
            return list(self._strengthened(room))
        if room.patience:
            return self._searched(room)
        return self._split(room)

    def _counted(self, room: Room) -> Iterator[Room]:
        """Fewer lots, more lots and, where that is a number, as many as the relaxation has."""
        allowed = self._allowed(room)
        some = room.chosen < self.search.model.candidates
        lots = min(max(float(room.amounts[some].sum()), room.low), room.high)
        below, above = floor(lots + NEAR), ceil(lots - NEAR)
        if below == above:
            yield from self._opened(below, below, allowed, room)
            below, above = below - 1, above + 1
        below, above = min(below, room.high - 1), max(above, room.low + 1)
        if room.low <= below:
            yield from self._opened(room.low, below, allowed, room)
        if above <= room.high:
            yield from self._opened(above, room.high, allowed, room)

    def _opened(self, low: int, high: int, allowed: Flags, parent: Room | None) -> Iterator[Room]:
        """The room of so many of these lots; none when there is no such design."""
        point = self._solved(low, high, allowed)
        if not (point.none and self._empty(point, high, allowed)):
            yield self._room(low, high, allowed, point, parent)

    def _solved(self, low: int, high: int, allowed: Flags) -> Point:
        self._relaxation.between(low, high)
        self._relaxation.only(allowed)
        return self._again()

    def _again(self) -> Point:
        point = self._relaxation.solve(self.search.seconds)
        if point is None:
            raise _Stuck
        return point

    def _empty(self, point: Point, lots: int, allowed: Flags) -> bool:
        """Whether the prices prove, in whole numbers, that nothing fits."""
        nothing = Linear(np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64))
        view = self._view(nothing, point.rows, point.duals, lots, allowed)
        return view is not None and view.bound > 0

    def _room(self, low: int, high: int, allowed: Flags, point: Point, parent: Room | None) -> Room:
        """A room by what its relaxation tells; candidates that are too dear for it are left out."""
        duals = np.zeros(len(point.duals)) if point.none else point.duals
        view = self._view(self.form, point.rows, duals, high, allowed)
        if view is None:
            raise _Stuck
        inside = allowed if self.value is None else allowed & view.within(self.value)
        chosen = np.flatnonzero(point.shares > NEAR)
        bound = view.bound if parent is None else max(parent.bound, view.bound)
        few = low == high and int(inside.sum()) <= FEW
        return Room(
            low,
            high,
            np.packbits(inside),
            point.rows,
            duals,
            bound,
            chosen,
            point.shares[chosen],
            parent is not None and parent.strengthened,
            PATIENCE if few else 0.0,
        )

    def _view(
        self, form: Linear, rows: tuple[Row, ...], duals: Floats, lots: int, allowed: Flags
    ) -> Window | None:
        return window(self.search.model, form, rows, duals, lots, allowed)

    def _strengthened(self, room: Room) -> Iterator[Room]:
        """The room with cuts, until they help no more or another room has the least bound."""
        others = min((each.bound for each in self.rooms), default=None)
        allowed = self._allowed(room)
        point, before, done = self._solved(room.low, room.high, allowed), -inf, True
        for _ in range(ROUNDS):
            worth = self._worth(point)
            beaten = self.value is not None and worth >= self.value
            if point.none or beaten or worth - before < RISE * abs(worth):
                break
            if others is not None and worth > others + RISE * abs(others):
                done = False
                break
            cuts = self._cuts.broken(point.shares[: len(allowed)])
            if not cuts:
                break
            before = worth
            self._relaxation.cut(cuts)
            point = self._again()
        if point.none and self._empty(point, room.high, allowed):
            return
        found = self._room(room.low, room.high, allowed, point, room)
        done = done or others is None or found.bound <= others
        if done and not point.none:
            self._drawn(room, point)
        if done:
            self._relaxation.only(self._allowed(found))
            self._relaxation.drop()
        yield replace(found, strengthened=done)

    def _worth(self, point: Point) -> float:
        some = self.form.variables
        return float(point.shares[some] @ self.form.coefficients.astype(float))

    def _drawn(self, room: Room, point: Point) -> None:
        """Looks for a first design along the relaxation, and for better ones around it."""
        if int(self._allowed(room).sum()) <= FEW:
            return
        before = self.value
        chosen = dive(self._relaxation, point, len(self._allowed(room)), self.search)
        if chosen is not None:
            self._settled(self._trial((), PATIENCE), self.form, chosen)
        if self.best is not None and (self.value != before or not room.strengthened):
            self._improved(room, point)

    def _improved(self, room: Room, point: Point) -> None:
        """Draws a few lots of the best design again, until that helps no more."""
        view = self._view(self.form, point.rows, point.duals, room.high, self._allowed(room))
        if view is None:
            return
        count = point.rows[len(self._plain)]
        form = self.form
        rows: tuple[Row, ...] = ()
        if self.best is not None and kept(count, self.best):
            form = restated(self.search.model, self.form, point.rows, point.duals)
            rows = (count,)
        costs, better = view.costs.astype(np.float64), True
        while better and self.best is not None:
            better = False
            for inside in neighbourhoods(self._pairs.units, self.best, costs, self._draw):
                if self.search.late:
                    return
                trial, before = self._trial(rows, NEIGHBOUR), self.value
                trial.settings = replace(trial.settings, workers=1)
                self._settled(trial, form, inside)
                if self.value != before:
                    better = True
                    break

    def _searched(self, room: Room) -> list[Room]:
        """The room after an engine has looked through it; split where it took too long."""
        form = restated(self.search.model, self.form, room.rows, room.duals)
        allowed = self._allowed(room)
        trial = self._trial(room.own_rows(len(self._plain)), room.patience)
        trial.settings = replace(trial.settings, windowed=True)
        if not self._settled(trial, form, allowed):
            return self._split(room)
        return [] if self.value is None else [replace(room, bound=max(room.bound, self.value))]

    def _split(self, room: Room) -> list[Room]:
        """Where two rows meet, and where they do not; the pair that raises bounds the most."""
        allowed = self._allowed(room)
        pairs = list(islice(self._pairs.open(room.chosen, room.amounts), LOOKED_AT))
        if not pairs:
            return [replace(room, patience=2 * room.patience or PATIENCE)]
        point = self._solved(room.low, room.high, allowed)
        self._base = self._worth(point)
        sides = max((self._pairs.apart(pair, allowed) for pair in pairs), key=self._raised)
        found: list[Room] = []
        for side in sides:
            found += self._opened(room.low, room.high, side, room)
        self._splits += 1
        if self.best is None or self._splits % EVERY == 0:
            self._drawn(room, self._solved(room.low, room.high, allowed))
        return found

    def _raised(self, sides: tuple[Flags, Flags]) -> float:
        """How far both sides' costs rise, multiplied, as a few steps of the relaxation tell."""
        base = self._base
        raised = [max(1.0, self._relaxation.probe(side, STEPS) - base) for side in sides]
        return raised[0] * raised[1]

    def _trial(self, rows: tuple[Row, ...], patience: float) -> Search:
        """A search with more rows, for so many seconds, of something better than the best."""
        model = self.search.model.copy()
        model.rows += rows
        trial = self.search.over(model)
        latest = time.monotonic() + patience
        trial.deadline = latest if trial.deadline is None else min(latest, trial.deadline)
        if self.value is not None:
            trial.settings = replace(trial.settings, ceiling=self.value - 1)
        return trial

    def _settled(self, trial: Search, form: Linear, inside: Flags) -> bool:
        """Whether nothing better is left among these candidates; the best is kept."""
        outcome = trial.solve(form, allowed=inside)
        self.search.interrupted = self.search.interrupted or trial.interrupted
        if outcome.solution is not None:
            value = self.form.of(outcome.solution)
            if self.value is None or value < self.value:
                self.best = outcome.solution
                self.listen(value, None)
        return outcome.status in ("optimal", "infeasible")


def proved(
    search: Search, form: Linear, listen: Listener, hint: Ints | None
) -> tuple[Outcome, Proof]:
    """The least value of the form, and the proof that it is."""
    proof = Proof(search, form, listen, hint)
    return proof.run(), proof
