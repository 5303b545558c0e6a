"""All ways of dividing the units into so many lots that raise a bound by no more than a gap.

Units are swept in an order, and the first that no lot holds yet gets one. Of a part of a design it
only matters which units it holds, how many lots it has and what these cost at least: parts alike in
that are one state (dynamic programming over sets; Held and Karp 1962). States whose cheapest way
here and cheapest way on pass the gap are dropped, and the ways through the others are written out
(as Baldacci, Christofides and Mingozzi 2008 do with routes).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from solver.facts.lots import Ints
from solver.proving.apart import Apart, Triple
from solver.proving.shapes import Bits, Shapes

STATES, WAYS = 2_000_000, 300_000
"""More are not looked at: then it is better to split the room."""
AT_ONCE = 4_000_000
"""Pairs of a state and a lot that are looked at at a time."""
NEVER = 2**60
"""Above every cost that is looked at."""

Place = tuple[int, int]
"""The first unit that no lot holds yet, and the number of lots so far."""


class TooMany(Exception):
    """More states or ways than are looked at."""


@dataclass
class _States:
    """The states at one place: units held beyond it, ascending; least costs so far and on."""

    bits: Bits
    so_far: Ints
    on: Ints

    def find(self, bits: Bits) -> tuple[Ints, Ints]:
        """Which of `bits` are states here, and which states these are."""
        if not len(self.bits):
            return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
        where = np.minimum(np.searchsorted(self.bits, bits), len(self.bits) - 1)
        some = np.flatnonzero(self.bits[where] == bits)
        return some, where[some]


@dataclass(frozen=True)
class _Steps:
    """One more lot each: out of which entry, which lot, what it comes to, and what it adds."""

    entry: Ints
    lot: Ints
    unit: Ints
    bits: Bits
    adds: Ints
    cost: Ints

    def taken(self, some: Ints) -> "_Steps":
        """Some of them."""
        return _Steps(*(each[some] for each in vars(self).values()))


class Sweep:
    """The ways of dividing the units into `count` lots that cost at most `gap` in all.

    `costs` are those of the shapes, whole and at least 0. Each of `triples` costs its price where
    no lot holds two of its units. With a `beam` only so many states are
    kept at a place, the cheapest, and some ways are missed. Raises TooMany.
    """

    def __init__(
        self,
        shapes: Shapes,
        costs: Ints,
        gap: int,
        count: int,
        triples: Sequence[Triple] = (),
        beam: int | None = None,
    ) -> None:
        self._shapes, self._costs, self._gap, self._count = shapes, costs, gap, count
        self._apart = Apart(shapes, triples, gap)
        self._beam = beam
        cheap = np.flatnonzero(costs <= gap)
        self._lots = [cheap[shapes.first[cheap] == unit] for unit in range(shapes.units)]
        sizes = shapes.sizes[cheap]
        self._least, self._most = int(sizes.min(initial=1)), int(sizes.max(initial=0))
        self._states: dict[Place, _States] = {}
        self._forward()
        self._backward()

    @property
    def least(self) -> int:
        """What the cheapest way costs; `NEVER` or more where there is none."""
        return int(self._states[0, 0].on.min(initial=NEVER))

    def ways(self, gap: int | None = None) -> tuple[Ints, Ints]:
        """The cost of each way within the gap, and its lots: a row of `count` shapes.

        Raises TooMany.
        """
        most = self._gap if gap is None else gap
        begin = np.zeros(len(self._states[0, 0].bits), dtype=np.int64)
        found = begin[:0], np.zeros((0, self._count), dtype=np.int64)
        at: dict[Place, list[tuple[Ints, Ints, Ints]]] = {}
        at[0, 0] = [(begin, begin, np.zeros((len(begin), 0), dtype=np.int64))]
        for place in sorted(self._states):
            here = at.pop(place, None)
            if here is None:
                continue
            state, cost, lots = (np.concatenate(each) for each in zip(*here, strict=True))
            if place[0] == self._shapes.units:
                found = cost, lots
                continue
            if len(state) > WAYS:
                raise TooMany
            for after, steps in self._steps(place, self._states[place].bits[state], cost):
                some, which = self._states[after].find(steps.bits)
                fits = steps.cost[some] + self._states[after].on[which] <= most
                some, which = some[fits], which[fits]
                longer = np.column_stack((lots[steps.entry[some]], steps.lot[some]))
                at.setdefault(after, []).append((which, steps.cost[some], longer))
        return found

    def _forward(self) -> None:
        """Every state that can be reached within the gap, and its cheapest way here."""
        start = np.zeros(1, dtype=np.uint64), np.zeros(1, dtype=np.int64)
        reached: dict[Place, list[tuple[Bits, Ints]]] = {(0, 0): [start]}
        total = 0
        while reached:
            place = min(reached)
            bits, cost = (np.concatenate(each) for each in zip(*reached.pop(place), strict=True))
            order = np.lexsort((cost, bits))
            bits, cost = bits[order], cost[order]
            first = np.append(True, bits[1:] != bits[:-1])
            if self._beam is not None and first.sum() > self._beam:
                first[first] = cost[first] <= np.partition(cost[first], self._beam)[self._beam]
            states = _States(bits[first], cost[first], np.full(int(first.sum()), NEVER))
            self._states[place] = states
            total += len(states.bits)
            if total > STATES:
                raise TooMany
            for after, steps in self._steps(place, states.bits, states.so_far):
                reached.setdefault(after, []).append((steps.bits, steps.cost))

    def _backward(self) -> None:
        """The cheapest way on from every state; states without one within the gap are dropped."""
        for place in sorted(self._states, reverse=True):
            states = self._states[place]
            if place == (self._shapes.units, self._count):
                states.on = np.zeros_like(states.on)
            for after, steps in self._steps(place, states.bits, states.so_far):
                some, which = self._states[after].find(steps.bits)
                rest = steps.adds[some] + self._states[after].on[which]
                np.minimum.at(states.on, steps.entry[some], rest)
            kept = states.so_far + states.on <= self._gap
            self._states[place] = _States(states.bits[kept], states.so_far[kept], states.on[kept])

    def _steps(self, place: Place, bits: Bits, cost: Ints) -> Iterator[tuple[Place, _Steps]]:
        """One more lot for each entry, by the place that it leads to."""
        unit, number = place
        if unit == self._shapes.units or number == self._count:
            return
        steps = self._longer(unit, bits, cost)
        left = self._shapes.units - steps.unit - np.bitwise_count(steps.bits).astype(np.int64)
        lots = self._count - number - 1
        fits = (left >= lots * self._least) & (left <= lots * self._most)
        steps = steps.taken(np.flatnonzero(fits))
        order = np.argsort(steps.unit, kind="stable")
        for some in np.split(order, np.flatnonzero(np.diff(steps.unit[order])) + 1):
            if len(some):
                yield (int(steps.unit[some[0]]), number + 1), steps.taken(some)

    def _longer(self, unit: int, bits: Bits, cost: Ints) -> _Steps:
        lots = self._lots[unit]
        held, costs = self._shapes.bits[lots], self._costs[lots]
        entries, which = [], []
        at_once = max(1, AT_ONCE // max(1, len(lots)))
        for begin in range(0, len(bits) or 1, at_once):
            some = slice(begin, begin + at_once)
            free = (bits[some, None] & held) == 0
            entry, lot = np.nonzero(free & (cost[some, None] + costs <= self._gap))
            entries.append(entry + begin)
            which.append(lot)
        entry, lot = np.concatenate(entries), np.concatenate(which)
        added = costs[lot] + self._apart.charged(unit, bits, held, entry, lot)
        fits = np.flatnonzero(cost[entry] + added <= self._gap)
        entry, lot, added = entry[fits], lot[fits], added[fits]
        union = bits[entry] | held[lot]
        # The units up to the next free one need no bits any more.
        full = np.bitwise_count(union ^ (union + np.uint64(1))).astype(np.int64) - 1
        rest = union >> full.astype(np.uint64)
        return _Steps(entry, lots[lot], unit + full, rest, added, cost[entry] + added)
