"""Enumerates the unit sets inside the bands, many at a time, each once.

Sets of blocks grow as in solver/candidates/growing.py: a state takes the next block of its frontier
or closes it for good. Besides what growth alone can prune, a state goes where the blocks left
outside can no longer be cut into the other lots: every connected part of them must hold a number of
lots inside the bands.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from functools import cached_property, reduce
from operator import and_
from typing import Self

import numpy as np

from solver.arrays import Flags, Ints
from solver.bitsets import iterate_bits, pack_bits
from solver.lot_bands.growth_graph import GrowthGraph
from solver.lot_bands.masks import (
    Masks,
    WeightTable,
    find_lowest,
    is_empty,
    pack_masks,
    select_blocks,
    unpack_integers,
)

STATES_AT_ONCE = 1 << 15
"""States that grow together: the arrays of more do not stay in the cache."""


@dataclass(frozen=True)
class GrowthStates:
    """N states: the blocks held, those to try next, and those that may not be added (W x N).

    `sums` has the sums of all tracked weights, T x N; `able` the parties that can take the blocks.
    """

    held: Masks
    frontier: Masks
    closed: Masks
    sums: Ints
    able: Masks

    def __len__(self) -> int:
        return int(self.held.shape[1])

    def select(self, which: Flags | Ints | slice) -> Self:
        """The states at these positions."""
        return type(self)(*(getattr(self, each.name)[:, which] for each in fields(self)))

    @classmethod
    def join(cls, some: Sequence[Self]) -> Self:
        """All states of all of these."""
        names = [each.name for each in fields(cls)]
        return cls(*(np.concatenate([getattr(s, n) for s in some], axis=1) for n in names))


@dataclass(frozen=True)
class BandGrowth:
    """Growth over a graph, inside its bands."""

    graph: GrowthGraph

    def iterate_sets(self) -> Iterator[Masks]:
        """Every set of blocks that may be a lot, W x N words of some at a time."""
        seeds = self.list_hopeful_seeds()
        yield self.select_lots(seeds)
        stack = [seeds]
        while stack:
            some = [stack.pop()]
            while stack and sum(map(len, some)) + len(stack[-1]) <= STATES_AT_ONCE:
                some.append(stack.pop())
            states = GrowthStates.join(some)
            if len(states) > STATES_AT_ONCE:
                stack.append(states.select(slice(STATES_AT_ONCE, None)))
                states = states.select(slice(0, STATES_AT_ONCE))
            states = states.select(~is_empty(states.frontier))
            if not len(states):
                continue
            taken, passed = self.grow(states)
            yield self.select_lots(taken)
            stack += [some for some in (passed, taken) if len(some)]

    def list_hopeful_seeds(self) -> GrowthStates:
        """The states that growth begins with."""
        return self._keep_hopeful(self._keep_within_ceilings(self._list_seeds()))

    def grow(self, states: GrowthStates) -> tuple[GrowthStates, GrowthStates]:
        """The states with the next block of their frontier, and with that block closed.

        States that can no longer become a lot are left out.
        """
        block = find_lowest(states.frontier)
        bit = select_blocks(block, len(states.held))
        rest, closed = states.frontier & ~bit, states.closed | bit
        passed = GrowthStates(states.held, rest, closed, states.sums, states.able)
        barred = closed | self.graph.conflicting.sets[:, block]
        able = states.able
        if self.graph.parties is not None:
            able = able & self.graph.parties.serving[:, block]
        taken = GrowthStates(
            states.held | bit,
            (rest | self.graph.adjacent.sets[:, block]) & ~barred,
            barred,
            states.sums + self._tracked_weights[:, block],
            able,
        )
        return self._keep_hopeful(self._keep_within_ceilings(taken)), self._keep_growing(passed)

    @cached_property
    def _tracked(self) -> tuple[WeightTable[np.int64], ...]:
        """The weights of the bands, then the terms of V where parties limit it."""
        parties = self.graph.parties
        return (
            *(weights for weights, _, _ in self.graph.bands),
            *(parties.values if parties is not None else ()),
        )

    @cached_property
    def _tracked_weights(self) -> Ints:
        """T x B."""
        rows = [table.weights for table in self._tracked]
        return np.array(rows, dtype=np.int64).reshape(len(rows), len(self.graph.blocks))

    @cached_property
    def _everything(self) -> Masks:
        return pack_masks([pack_bits(range(len(self.graph.blocks)))], len(self.graph.blocks))

    @cached_property
    def _local(self) -> Masks:
        return pack_masks([self.graph.local], len(self.graph.blocks))

    def _list_seeds(self) -> GrowthStates:
        """A state for each block as the lowest local one, with any wide blocks; and for those.

        Blocks below the lowest are closed.
        """
        graph = self.graph
        blocks, wide = len(graph.blocks), pack_bits(graph.wide)
        adjacent, conflicting = (
            unpack_integers(table.sets) for table in (graph.adjacent, graph.conflicting)
        )
        local = graph.local & graph.allowed
        seeds = []
        for union in self._list_wide_unions():
            below = 0
            for root in ([0] if union else []) + [1 << b for b in iterate_bits(local)]:
                lot = union | root
                barred = reduce(int.__or__, (conflicting[b] for b in iterate_bits(lot)), 0)
                if not barred & lot:
                    shut = wide | below | lot | barred | (0 if root else local)
                    near = adjacent[root.bit_length() - 1] if root else 0
                    seeds.append((lot, near & local & ~shut, shut))
                below |= root
        members = [list(iterate_bits(held)) for held, _, _ in seeds]
        held = pack_masks([each for each, _, _ in seeds], blocks)
        frontier = pack_masks([each for _, each, _ in seeds], blocks)
        closed = pack_masks([each for _, _, each in seeds], blocks)
        sums = _stack([self._tracked_weights[:, some].sum(axis=1) for some in members], self._rows)
        return GrowthStates(held, frontier, closed, sums, self._find_able(members))

    @property
    def _rows(self) -> int:
        return len(self._tracked)

    def _list_wide_unions(self) -> list[int]:
        unions = [0]
        for block in self.graph.wide:
            if self.graph.allowed >> block & 1:
                unions += [union | 1 << block for union in unions]
        return unions

    def _find_able(self, members: Sequence[Sequence[int]]) -> Masks:
        """The parties that serve all blocks of each set."""
        if self.graph.parties is None:
            return np.zeros((1, len(members)), dtype=np.uint64)
        serving = self.graph.parties.serving
        able = [reduce(and_, (serving[:, b] for b in some)) for some in members]
        return np.array(able, dtype=np.uint64).reshape(len(members), len(serving)).T

    def _keep_within_ceilings(self, states: GrowthStates) -> GrowthStates:
        """The states of sums within the bands' tops, whose blocks enough parties can take."""
        kept = np.ones(len(states), dtype=np.bool_)
        for row, (_, _, most) in enumerate(self.graph.bands):
            kept &= states.sums[row] <= most
        states, parties = states.select(kept), self.graph.parties
        if parties is None or not len(states):
            return states
        value = states.sums[len(self.graph.bands) :].max(axis=0)
        able = states.able & parties.able_above[:, np.searchsorted(parties.limits, value)]
        kept = np.ones(len(states), dtype=np.bool_)
        for group, needed in parties.groups:
            kept &= np.bitwise_count(able & group).sum(axis=0) >= needed
        return states.select(kept)

    def _keep_growing(self, states: GrowthStates) -> GrowthStates:
        """The states with a frontier that can reach the bottoms of all bands."""
        states = states.select(~is_empty(states.frontier))
        if not self._has_bottom or not len(states):
            return states
        region = (self._local & ~states.closed) | states.held
        reached = self.graph.adjacent.flood(states.held | states.frontier, region)
        kept = np.ones(len(states), dtype=np.bool_)
        for weights, least, _ in self.graph.bands:
            kept &= weights.sum_weights(reached) >= least
        return states.select(kept)

    def _keep_hopeful(self, states: GrowthStates) -> GrowthStates:
        """The states of which no part left outside is too small to be lots of its own for good.

        Such a part can only become right by joining the lot whole, so it may hold no closed block.
        """
        if not self._has_bottom or not len(states):
            return states
        hopeful = np.ones(len(states), dtype=np.bool_)
        for owners, part, most in self._iterate_parts_outside(states):
            too_small = (most < 1) & ~is_empty(part & states.closed[:, owners])
            hopeful[owners[too_small]] = False
        return states.select(hopeful)

    def select_lots(self, states: GrowthStates) -> Masks:
        """The sets of the states inside the bands that leave the other lots possible."""
        kept = np.ones(len(states), dtype=np.bool_)
        for row, (_, least, _) in enumerate(self.graph.bands):
            kept &= states.sums[row] >= least
        states = states.select(kept)
        if not len(states):
            return states.held
        fewest = np.zeros(len(states), dtype=np.int64)
        most = np.zeros(len(states), dtype=np.int64)
        possible = np.ones(len(states), dtype=np.bool_)
        for owners, part, part_most in self._iterate_parts_outside(states):
            part_fewest = self._count_fewest_lots(part)
            possible[owners] &= part_fewest <= part_most
            fewest[owners] += part_fewest
            most[owners] += part_most
        most += len(self.graph.wide)
        possible &= (fewest < self.graph.count) & (most >= self.graph.count - 1)
        return states.held[:, possible]

    @cached_property
    def _has_bottom(self) -> bool:
        return any(least > 0 for _, least, _ in self.graph.bands)

    def _iterate_parts_outside(self, states: GrowthStates) -> Iterator[tuple[Ints, Masks, Ints]]:
        """Connected parts of the local blocks outside, one of each state at a time.

        (positions of the states, the parts, the most lots that each can be cut into). Any part may
        be joined by all wide blocks outside.
        """
        outside = self._everything & ~states.held
        bottoms = [(weights, least) for weights, least, _ in self.graph.bands if least > 0]
        wide = outside & ~self._local
        spare = [weights.sum_weights(wide) for weights, _ in bottoms]
        owners = np.flatnonzero(~is_empty(outside & self._local))
        rest = (outside & self._local)[:, owners]
        while len(owners):
            seeds = select_blocks(find_lowest(rest), len(rest))
            part = self.graph.adjacent.flood(seeds, rest)
            most = np.full(len(owners), len(self.graph.blocks), dtype=np.int64)
            for (weights, least), more in zip(bottoms, spare, strict=True):
                most = np.minimum(most, (weights.sum_weights(part) + more[owners]) // least)
            yield owners, part, most
            rest = rest & ~part
            left = ~is_empty(rest)
            owners, rest = owners[left], rest[:, left]

    def _count_fewest_lots(self, part: Masks) -> Ints:
        """(N,): the fewest lots that can hold each part."""
        fewest = np.ones(part.shape[1], dtype=np.int64)
        for weights, _, most in self.graph.bands:
            if most > 0:
                fewest = np.maximum(fewest, -(-weights.sum_weights(part) // most))
        return fewest


def _stack(rows: Sequence[Ints], height: int) -> Ints:
    """Height x N."""
    return np.array(rows, dtype=np.int64).reshape(len(rows), height).T
