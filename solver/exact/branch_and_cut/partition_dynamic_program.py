"""Partition dynamic program: all partitions into so many lots that raise a bound within a gap.

Units are taken in an order, and the first that no lot holds yet gets one. Of a partial partition
only the units that it holds, its number of lots and its cost matter: partial partitions alike in
the first two are one state (dynamic programming over sets; Held and Karp 1962). States whose
cheapest start and cheapest completion cost more than the gap are dropped, and the partitions
through the others are enumerated, as Baldacci, Christofides and Mingozzi (2008) do with routes. The
dual of a subset-row cut of three units is charged once no lot can hold two of them any more: one
is held, and the next lot holds just one more.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from solver.arrays import Ints
from solver.candidates.unit_bitsets import WORD_BITS, Bits, UnitBitsets
from solver.exact.branch_and_cut.cuts import SubsetRowCut
from solver.exact.lagrangian_bound import ReducedCostWindow
from solver.model.linear_model import LinearRow

MOST_STATES, MOST_PARTITIONS = 2_000_000, 300_000
"""With more states or partial partitions than this it is better to branch."""
PAIRS_AT_ONCE = 4_000_000
"""Pairs of a state and a lot that are tested in one array."""
UNREACHABLE_COST = 2**60
"""Above the cost of every partition."""


class TooManyPartitions(Exception):
    """There are more states or partitions than are enumerated."""


@dataclass(frozen=True)
class PricedTriple:
    """Three units, and what it costs, in the objective's unit, when no lot holds two of them."""

    units: tuple[int, ...]
    price: int


def price_subset_rows(
    rows: Sequence[LinearRow], window: ReducedCostWindow, units: int
) -> list[PricedTriple]:
    """The subset-row cuts of three units among the rows, priced by the window's duals."""
    return [
        PricedTriple(row.sets, -dual // window.parts)
        for row, dual in zip(rows, window.duals.tolist(), strict=True)
        if isinstance(row, SubsetRowCut) and dual < 0 and max(row.sets) < units
    ]


class SubsetRowCharges:
    """What extensions of states cost for triples that no lot can hold two of any more."""

    def __init__(self, bitsets: UnitBitsets, triples: Sequence[PricedTriple], gap: int) -> None:
        self._places = [sorted(bitsets.place_of_unit[list(t.units)].tolist()) for t in triples]
        self._prices = [min(triple.price, gap + 1) for triple in triples]

    def charge(self, unit: int, state_bits: Bits, lot_bits: Bits, state: Ints, lot: Ints) -> Ints:
        """The charge of each extension, (E,), from `state_bits[state]` by `lot_bits[lot]`.

        `state` and `lot` are (E,). Both sets of bits begin at the place `unit`, the first that no
        lot holds yet.
        """
        charges = np.zeros(len(state), dtype=np.int64)
        for places, price in zip(self._places, self._prices, strict=True):
            behind = sum(place < unit for place in places)
            if behind > 1 or places[1] - unit >= WORD_BITS:
                continue
            ahead = np.uint64(sum(1 << p - unit for p in places if 0 <= p - unit < WORD_BITS))
            holds_one = np.bitwise_count(lot_bits & ahead) == 1
            if holds_one.any():
                had_one = behind + np.bitwise_count(state_bits & ahead) == 1
                charges[had_one[state] & holds_one[lot]] += price
        return charges


Stage = tuple[int, int]
"""The place of the first unit that no lot holds yet, and the number of lots so far."""


@dataclass
class _States:
    """The states of one stage: the units held from its place on, ascending, and their costs."""

    bits: Bits
    cost_so_far: Ints
    cost_to_go: Ints

    def find(self, bits: Bits) -> tuple[Ints, Ints]:
        """The positions in `bits` of those that are states here, and which states they are."""
        if not len(self.bits):
            return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
        where = np.minimum(np.searchsorted(self.bits, bits), len(self.bits) - 1)
        known = np.flatnonzero(self.bits[where] == bits)
        return known, where[known]


@dataclass(frozen=True)
class _Extensions:
    """One lot more each: its `lot`, the `entry` that it extends, what it adds and the total cost.

    `place` and `bits` are those of the state that it leads to.
    """

    entry: Ints
    lot: Ints
    place: Ints
    bits: Bits
    adds: Ints
    cost: Ints

    def select(self, some: Ints) -> "_Extensions":
        """Some of them."""
        return _Extensions(*(column[some] for column in vars(self).values()))


class PartitionDynamicProgram:
    """The partitions of all units into so many lots whose costs sum to at most a gap."""

    def __init__(
        self,
        bitsets: UnitBitsets,
        costs: Ints,
        gap: int,
        lots: int,
        triples: Sequence[PricedTriple] = (),
        beam: int | None = None,
    ) -> None:
        """`costs` are those of the unit sets, whole and at least 0.

        Each of `triples` costs its price where no lot holds two of its units. With a `beam` only
        so many states of a stage are kept, the cheapest, and some partitions are missed. Raises
        TooManyPartitions.
        """
        self._bitsets, self._costs, self._gap, self._lot_count = bitsets, costs, gap, lots
        self._charges = SubsetRowCharges(bitsets, triples, gap)
        self._beam = beam
        cheap = np.flatnonzero(costs <= gap)
        self._lots = [cheap[bitsets.first_place[cheap] == place] for place in range(bitsets.units)]
        sizes = bitsets.sizes[cheap]
        self._least_size, self._most_size = int(sizes.min(initial=1)), int(sizes.max(initial=0))
        self._states: dict[Stage, _States] = {}
        self._build_states_forward()
        self._complete_states_backward()

    @property
    def least_cost(self) -> int:
        """The cost of the cheapest partition, in the unit of the unit sets' costs.

        UNREACHABLE_COST or more where there is none.
        """
        return int(self._states[0, 0].cost_to_go.min(initial=UNREACHABLE_COST))

    def list_partitions(self, gap: int | None = None) -> tuple[Ints, Ints]:
        """The cost of each partition within the gap, (M,), and its unit sets, M x L.

        Raises TooManyPartitions.
        """
        most = self._gap if gap is None else gap
        start = np.zeros(len(self._states[0, 0].bits), dtype=np.int64)
        complete = start[:0], np.zeros((0, self._lot_count), dtype=np.int64)
        partial: dict[Stage, list[tuple[Ints, Ints, Ints]]] = {}
        partial[0, 0] = [(start, start, np.zeros((len(start), 0), dtype=np.int64))]
        for stage in sorted(self._states):
            here = partial.pop(stage, None)
            if here is None:
                continue
            state, cost, lots = (np.concatenate(columns) for columns in zip(*here, strict=True))
            if stage[0] == self._bitsets.units:
                complete = cost, lots
                continue
            if len(state) > MOST_PARTITIONS:
                raise TooManyPartitions
            bits = self._states[stage].bits[state]
            for after, extensions in self._extend_by_stage(stage, bits, cost):
                known, which = self._states[after].find(extensions.bits)
                fits = extensions.cost[known] + self._states[after].cost_to_go[which] <= most
                known, which = known[fits], which[fits]
                longer = np.column_stack((lots[extensions.entry[known]], extensions.lot[known]))
                partial.setdefault(after, []).append((which, extensions.cost[known], longer))
        return complete

    def _build_states_forward(self) -> None:
        """Every state that is reached within the gap, and its cheapest start."""
        start = np.zeros(1, dtype=np.uint64), np.zeros(1, dtype=np.int64)
        reached: dict[Stage, list[tuple[Bits, Ints]]] = {(0, 0): [start]}
        total = 0
        while reached:
            stage = min(reached)
            bits, cost = (np.concatenate(part) for part in zip(*reached.pop(stage), strict=True))
            order = np.lexsort((cost, bits))
            bits, cost = bits[order], cost[order]
            first = np.append(True, bits[1:] != bits[:-1])
            if self._beam is not None and first.sum() > self._beam:
                first[first] = cost[first] <= np.partition(cost[first], self._beam)[self._beam]
            states = _States(bits[first], cost[first], np.full(int(first.sum()), UNREACHABLE_COST))
            self._states[stage] = states
            total += len(states.bits)
            if total > MOST_STATES:
                raise TooManyPartitions
            for after, extensions in self._extend_by_stage(stage, states.bits, states.cost_so_far):
                reached.setdefault(after, []).append((extensions.bits, extensions.cost))

    def _complete_states_backward(self) -> None:
        """The cheapest completion of every state; states without one within the gap are dropped."""
        for stage in sorted(self._states, reverse=True):
            states = self._states[stage]
            if stage == (self._bitsets.units, self._lot_count):
                states.cost_to_go = np.zeros_like(states.cost_to_go)
            for after, extensions in self._extend_by_stage(stage, states.bits, states.cost_so_far):
                known, which = self._states[after].find(extensions.bits)
                rest = extensions.adds[known] + self._states[after].cost_to_go[which]
                np.minimum.at(states.cost_to_go, extensions.entry[known], rest)
            kept = states.cost_so_far + states.cost_to_go <= self._gap
            self._states[stage] = _States(
                states.bits[kept], states.cost_so_far[kept], states.cost_to_go[kept]
            )

    def _extend_by_stage(
        self, stage: Stage, bits: Bits, cost: Ints
    ) -> Iterator[tuple[Stage, _Extensions]]:
        """Every entry with one lot more, by the stage that it leads to."""
        place, lots = stage
        if place == self._bitsets.units or lots == self._lot_count:
            return
        extensions = self._extend(place, bits, cost)
        held_beyond = np.bitwise_count(extensions.bits).astype(np.int64)
        units_left = self._bitsets.units - extensions.place - held_beyond
        lots_left = self._lot_count - lots - 1
        fits = (units_left >= lots_left * self._least_size) & (
            units_left <= lots_left * self._most_size
        )
        extensions = extensions.select(np.flatnonzero(fits))
        order = np.argsort(extensions.place, kind="stable")
        for some in np.split(order, np.flatnonzero(np.diff(extensions.place[order])) + 1):
            if len(some):
                yield (int(extensions.place[some[0]]), lots + 1), extensions.select(some)

    def _extend(self, place: int, bits: Bits, cost: Ints) -> _Extensions:
        """Every entry with each lot that holds the unit at `place` and none that is held."""
        lots = self._lots[place]
        lot_bits, costs = self._bitsets.bits[lots], self._costs[lots]
        entries, positions = [], []
        at_once = max(1, PAIRS_AT_ONCE // max(1, len(lots)))
        for begin in range(0, len(bits) or 1, at_once):
            some = slice(begin, begin + at_once)
            free = (bits[some, None] & lot_bits) == 0
            entry, lot = np.nonzero(free & (cost[some, None] + costs <= self._gap))
            entries.append(entry + begin)
            positions.append(lot)
        entry, lot = np.concatenate(entries), np.concatenate(positions)
        adds = costs[lot] + self._charges.charge(place, bits, lot_bits, entry, lot)
        fits = np.flatnonzero(cost[entry] + adds <= self._gap)
        entry, lot, adds = entry[fits], lot[fits], adds[fits]
        union = bits[entry] | lot_bits[lot]
        # The units up to the next free one need no bits any more.
        filled = np.bitwise_count(union ^ (union + np.uint64(1))).astype(np.int64) - 1
        rest = union >> filled.astype(np.uint64)
        return _Extensions(entry, lots[lot], place + filled, rest, adds, cost[entry] + adds)
