"""Partition dynamic program: all partitions into so many lots that raise a bound by at most a

gap.

Units are swept in an order, and the first that no lot holds yet gets one. Of a partial partition
it
only matters which units it holds, how many lots it has and what these cost at least: those alike
in
that are one state (dynamic programming over sets; Held and Karp 1962). States whose cheapest way
here and cheapest completion pass the gap are dropped, and the partitions through the others are
listed (as Baldacci, Christofides and Mingozzi 2008 do with routes). Priced subset rows are
charged
once no lot can hold two of their three units any more: one was held before, and the next lot
holds
just one more.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from solver.arrays import Ints
from solver.exact.branch_and_cut.cuts import SubsetRowCut
from solver.exact.branch_and_cut.unit_bitsets import WORD_BITS, Bits, UnitBitsets
from solver.exact.reduced_cost_fixing import ReducedCostWindow
from solver.model.linear_model import LinearRow


@dataclass(frozen=True)
class PricedTriple:
    """Three units, and what it costs that no lot holds two of them."""

    units: tuple[int, ...]
    price: int


def price_subset_rows(
    rows: Sequence[LinearRow], view: ReducedCostWindow, units: int
) -> list[PricedTriple]:
    """The subset rows of three units alone, with the prices that a view counts on."""
    return [
        PricedTriple(row.sets, -price // view.parts)
        for row, price in zip(rows, view.duals.tolist(), strict=True)
        if isinstance(row, SubsetRowCut) and price < 0 and max(row.sets) < units
    ]


class SubsetRowCharges:
    """Charges steps of a sweep for triples that have come apart; prices above the gap are cut."""

    def __init__(self, shapes: UnitBitsets, triples: Sequence[PricedTriple], gap: int) -> None:
        self._places = [sorted(shapes.place_of_unit[list(each.units)].tolist()) for each in triples]
        self._prices = [min(each.price, gap + 1) for each in triples]

    def charge(self, unit: int, bits: Bits, held: Bits, entry: Ints, lot: Ints) -> Ints:
        """For each step what is to be paid.

        A step goes from a set of units beyond `unit` to a lot from there on: `bits[entry]` and
        `held[lot]`.
        """
        paid = np.zeros(len(entry), dtype=np.int64)
        for places, price in zip(self._places, self._prices, strict=True):
            past = sum(place < unit for place in places)
            if past > 1 or places[1] - unit >= WORD_BITS:
                continue
            ahead = np.uint64(sum(1 << p - unit for p in places if 0 <= p - unit < WORD_BITS))
            one = np.bitwise_count(held & ahead) == 1
            if one.any():
                before = past + np.bitwise_count(bits & ahead) == 1
                paid[before[entry] & one[lot]] += price
        return paid


MOST_STATES, MOST_PARTITIONS = 2_000_000, 300_000
"""More are not looked at: then it is better to split the room."""
PAIRS_AT_ONCE = 4_000_000
"""Pairs of a state and a lot that are looked at at a time."""
UNREACHABLE_COST = 2**60
"""Above every cost that is looked at."""

SweepPlace = tuple[int, int]
"""The first unit that no lot holds yet, and the number of lots so far."""


class TooManyPartitions(Exception):
    """More states or ways than are looked at."""


@dataclass
class _StatesAtPlace:
    """The states at one place: units held beyond it, ascending; least costs so far and on."""

    bits: Bits
    cost_so_far: Ints
    cost_to_go: Ints

    def find(self, bits: Bits) -> tuple[Ints, Ints]:
        """Which of `bits` are states here, and which states these are."""
        if not len(self.bits):
            return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
        where = np.minimum(np.searchsorted(self.bits, bits), len(self.bits) - 1)
        some = np.flatnonzero(self.bits[where] == bits)
        return some, where[some]


@dataclass(frozen=True)
class _Extensions:
    """One more lot each: out of which entry, which lot, what it comes to, and what it adds."""

    entry: Ints
    lot: Ints
    unit: Ints
    bits: Bits
    adds: Ints
    cost: Ints

    def select(self, some: Ints) -> "_Extensions":
        """Some of them."""
        return _Extensions(*(each[some] for each in vars(self).values()))


class PartitionDynamicProgram:
    """The ways of dividing the units into `count` lots that cost at most `gap` in all.

    `costs` are those of the shapes, whole and at least 0. Each of `triples` costs its price where
    no lot holds two of its units. With a `beam` only so many states are
    kept at a place, the cheapest, and some ways are missed. Raises TooMany.
    """

    def __init__(
        self,
        shapes: UnitBitsets,
        costs: Ints,
        gap: int,
        count: int,
        triples: Sequence[PricedTriple] = (),
        beam: int | None = None,
    ) -> None:
        self._shapes, self._costs, self._gap, self._count = shapes, costs, gap, count
        self._apart = SubsetRowCharges(shapes, triples, gap)
        self._beam = beam
        cheap = np.flatnonzero(costs <= gap)
        self._lots = [cheap[shapes.first_place[cheap] == unit] for unit in range(shapes.units)]
        sizes = shapes.sizes[cheap]
        self._least, self._most = int(sizes.min(initial=1)), int(sizes.max(initial=0))
        self._states: dict[SweepPlace, _StatesAtPlace] = {}
        self._reach_states()
        self._complete_states()

    @property
    def least_cost(self) -> int:
        """What the cheapest way costs; `NEVER` or more where there is none."""
        return int(self._states[0, 0].cost_to_go.min(initial=UNREACHABLE_COST))

    def list_partitions(self, gap: int | None = None) -> tuple[Ints, Ints]:
        """The cost of each way within the gap, and its lots: a row of `count` shapes.

        Raises TooMany.
        """
        most = self._gap if gap is None else gap
        begin = np.zeros(len(self._states[0, 0].bits), dtype=np.int64)
        found = begin[:0], np.zeros((0, self._count), dtype=np.int64)
        at: dict[SweepPlace, list[tuple[Ints, Ints, Ints]]] = {}
        at[0, 0] = [(begin, begin, np.zeros((len(begin), 0), dtype=np.int64))]
        for place in sorted(self._states):
            here = at.pop(place, None)
            if here is None:
                continue
            state, cost, lots = (np.concatenate(each) for each in zip(*here, strict=True))
            if place[0] == self._shapes.units:
                found = cost, lots
                continue
            if len(state) > MOST_PARTITIONS:
                raise TooManyPartitions
            for after, steps in self._extend_by_place(place, self._states[place].bits[state], cost):
                some, which = self._states[after].find(steps.bits)
                fits = steps.cost[some] + self._states[after].cost_to_go[which] <= most
                some, which = some[fits], which[fits]
                longer = np.column_stack((lots[steps.entry[some]], steps.lot[some]))
                at.setdefault(after, []).append((which, steps.cost[some], longer))
        return found

    def _reach_states(self) -> None:
        """Every state that can be reached within the gap, and its cheapest way here."""
        start = np.zeros(1, dtype=np.uint64), np.zeros(1, dtype=np.int64)
        reached: dict[SweepPlace, list[tuple[Bits, Ints]]] = {(0, 0): [start]}
        total = 0
        while reached:
            place = min(reached)
            bits, cost = (np.concatenate(each) for each in zip(*reached.pop(place), strict=True))
            order = np.lexsort((cost, bits))
            bits, cost = bits[order], cost[order]
            first = np.append(True, bits[1:] != bits[:-1])
            if self._beam is not None and first.sum() > self._beam:
                first[first] = cost[first] <= np.partition(cost[first], self._beam)[self._beam]
            states = _StatesAtPlace(
                bits[first], cost[first], np.full(int(first.sum()), UNREACHABLE_COST)
            )
            self._states[place] = states
            total += len(states.bits)
            if total > MOST_STATES:
                raise TooManyPartitions
            for after, steps in self._extend_by_place(place, states.bits, states.cost_so_far):
                reached.setdefault(after, []).append((steps.bits, steps.cost))

    def _complete_states(self) -> None:
        """The cheapest way on from every state; states without one within the gap are dropped."""
        for place in sorted(self._states, reverse=True):
            states = self._states[place]
            if place == (self._shapes.units, self._count):
                states.cost_to_go = np.zeros_like(states.cost_to_go)
            for after, steps in self._extend_by_place(place, states.bits, states.cost_so_far):
                some, which = self._states[after].find(steps.bits)
                rest = steps.adds[some] + self._states[after].cost_to_go[which]
                np.minimum.at(states.cost_to_go, steps.entry[some], rest)
            kept = states.cost_so_far + states.cost_to_go <= self._gap
            self._states[place] = _StatesAtPlace(
                states.bits[kept], states.cost_so_far[kept], states.cost_to_go[kept]
            )

    def _extend_by_place(
        self, place: SweepPlace, bits: Bits, cost: Ints
    ) -> Iterator[tuple[SweepPlace, _Extensions]]:
        """One more lot for each entry, by the place that it leads to."""
        unit, number = place
        if unit == self._shapes.units or number == self._count:
            return
        steps = self._extend(unit, bits, cost)
        left = self._shapes.units - steps.unit - np.bitwise_count(steps.bits).astype(np.int64)
        lots = self._count - number - 1
        fits = (left >= lots * self._least) & (left <= lots * self._most)
        steps = steps.select(np.flatnonzero(fits))
        order = np.argsort(steps.unit, kind="stable")
        for some in np.split(order, np.flatnonzero(np.diff(steps.unit[order])) + 1):
            if len(some):
                yield (int(steps.unit[some[0]]), number + 1), steps.select(some)

    def _extend(self, unit: int, bits: Bits, cost: Ints) -> _Extensions:
        lots = self._lots[unit]
        held, costs = self._shapes.bits[lots], self._costs[lots]
        entries, which = [], []
        at_once = max(1, PAIRS_AT_ONCE // max(1, len(lots)))
        for begin in range(0, len(bits) or 1, at_once):
            some = slice(begin, begin + at_once)
            free = (bits[some, None] & held) == 0
            entry, lot = np.nonzero(free & (cost[some, None] + costs <= self._gap))
            entries.append(entry + begin)
            which.append(lot)
        entry, lot = np.concatenate(entries), np.concatenate(which)
        added = costs[lot] + self._apart.charge(unit, bits, held, entry, lot)
        fits = np.flatnonzero(cost[entry] + added <= self._gap)
        entry, lot, added = entry[fits], lot[fits], added[fits]
        union = bits[entry] | held[lot]
        # The units up to the next free one need no bits any more.
        full = np.bitwise_count(union ^ (union + np.uint64(1))).astype(np.int64) - 1
        rest = union >> full.astype(np.uint64)
        return _Extensions(entry, lots[lot], unit + full, rest, added, cost[entry] + added)
