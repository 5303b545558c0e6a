"""Cuts a map into connected lots along random spanning trees.

A random spanning tree of an area is cut where both sides can be cut further into lots inside the
bands (recombination of districts: DeFord, Duchin and Solomon, Harvard Data Science Review 3, 2021).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from random import Random

import numpy as np

from solver.arrays import Flags, Ints
from solver.bitsets import iterate_bits
from solver.lot_bands.growth_graph import GrowthGraph
from solver.lot_bands.masks import unpack_integers

TREES_PER_CUT = 30
"""Spanning trees that are tried before an area is given up."""


@dataclass(frozen=True)
class TreeCut:
    """Two sides of an area, as sets of blocks, and how many lots each is to become."""

    sides: tuple[int, int]
    counts: tuple[int, int]


@dataclass(frozen=True)
class TreeCutter:
    """Draws partitions of the blocks of a graph into connected lots inside its bands.

    Authority-wide blocks hang on one local block of their area, a different one in each tree.
    """

    graph: GrowthGraph
    random: Random

    def draw_partition(self) -> tuple[int, ...] | None:
        """Lots inside the bands as sets of blocks; None where these trees allow no cut."""
        areas = self._share_out_counts()
        return None if areas is None else self.cut_areas(areas)

    def cut_areas(self, areas: list[tuple[int, int]]) -> tuple[int, ...] | None:
        """Lots inside the bands of some areas, each cut into so many; None where no cut was found.

        What is in `areas` is used up.
        """
        lots: list[int] = []
        while areas:
            area, count = areas.pop()
            if count == 1:
                lots.append(area)
                continue
            cut = self._cut_in_any_tree(area, count)
            if cut is None:
                return None
            areas += zip(cut.sides, cut.counts, strict=True)
        return tuple(lots)

    def iterate_cuts(self, area: int, counts: tuple[int, int], trees: int) -> Iterator[TreeCut]:
        """Every cut of random spanning trees that leaves sides for so many lots each."""
        for _ in range(trees):
            yield from self._list_cuts(area, sum(counts), counts[0])

    def _cut_in_any_tree(self, area: int, count: int) -> TreeCut | None:
        for _ in range(TREES_PER_CUT):
            cuts = self._list_cuts(area, count, None)
            if cuts:
                return self.random.choice(cuts)
        return None

    def _share_out_counts(self) -> list[tuple[int, int]] | None:
        """The connected parts of the map, each with the number of lots that it is cut into.

        None where the parts cannot be cut into the right number of lots.
        """
        parts = self._list_parts()
        ranges = [self._bound_counts(part) for part in parts]
        counts = [low for low, _ in ranges]
        spare = self.graph.count - sum(counts)
        while spare > 0:
            open_parts = [p for p, (_, high) in enumerate(ranges) if counts[p] < high]
            if not open_parts:
                break
            counts[self.random.choice(open_parts)] += 1
            spare -= 1
        fits = all(low <= high for low, high in ranges) and not spare
        return list(zip(parts, counts, strict=True)) if fits else None

    def _list_parts(self) -> list[int]:
        """Connected parts of all blocks; authority-wide ones join any of them at random."""
        rest, parts = self.graph.local, []
        while rest:
            part = frontier = rest & -rest
            while frontier:
                near = 0
                for block in iterate_bits(frontier):
                    near |= self.neighbours[block]
                frontier = near & rest & ~part
                part |= frontier
            parts.append(part)
            rest &= ~part
        for block in self.graph.wide:
            if parts:
                parts[self.random.randrange(len(parts))] |= 1 << block
            else:
                parts.append(1 << block)
        return parts

    def _bound_counts(self, area: int) -> tuple[int, int]:
        """The fewest and the most lots that the sums of an area allow."""
        blocks = list(iterate_bits(area))
        low, high = 1, len(blocks)
        for row, (_, least, most) in enumerate(self.graph.bands):
            total = int(self._weights[row, blocks].sum())
            low = max(low, -(-total // most)) if most else low
            high = min(high, total // least) if least else high
        return low, high

    def _list_cuts(self, area: int, count: int, first: int | None) -> list[TreeCut]:
        """The cuts of one random spanning tree; `first` fixes the number of lots of one side."""
        order, parent = self._draw_tree(area)
        sums = self._weights[:, order].copy()
        below = [1 << block for block in order]
        for place in range(len(order) - 1, 0, -1):
            up = parent[place]
            sums[:, up] += sums[:, place]
            below[up] |= below[place]
        total = sums[:, :1]
        cuts = []
        for lots in range(1, count) if first is None else {first, count - first}:
            fits = self._flag_fitting(sums, lots) & self._flag_fitting(total - sums, count - lots)
            fits[0] = False
            for place in np.flatnonzero(fits).tolist():
                sides = (below[place], area & ~below[place])
                cuts.append(TreeCut(sides, (lots, count - lots)))
        return cuts

    def _flag_fitting(self, sums: Ints, lots: int) -> Flags:
        """(N,): whether so many lots inside the bands can have these sums (bands x N)."""
        flags: Flags = np.all((sums >= lots * self._least) & (sums <= lots * self._most), axis=0)
        return flags

    def _draw_tree(self, area: int) -> tuple[list[int], list[int]]:
        """Blocks of a random spanning tree, each after its parent, and the parents' places."""
        local = area & self.graph.local or area
        blocks = list(iterate_bits(local))
        root = blocks[self.random.randrange(len(blocks))]
        order, parent, placed = [root], [0], 1 << root
        edges = [(root, 0)]
        neighbours, draw = self.neighbours, self.random.random
        while edges:
            at = int(draw() * len(edges))
            block, place = edges[at]
            free = neighbours[block] & local & ~placed
            if not free:
                edges[at] = edges[-1]
                edges.pop()
                continue
            options = list(iterate_bits(free))
            new = options[int(draw() * len(options))]
            placed |= 1 << new
            edges.append((new, len(order)))
            order.append(new)
            parent.append(place)
        for block in iterate_bits(area & ~placed):
            parent.append(self.random.randrange(len(order)))
            order.append(block)
        return order, parent

    @cached_property
    def _weights(self) -> Ints:
        """Bands x B."""
        rows = [table.weights for table, _, _ in self.graph.bands]
        return np.array(rows, dtype=np.int64).reshape(len(rows), len(self.graph.blocks))

    @cached_property
    def _least(self) -> Ints:
        return np.array([least for _, least, _ in self.graph.bands], dtype=np.int64)[:, None]

    @cached_property
    def _most(self) -> Ints:
        return np.array([most for _, _, most in self.graph.bands], dtype=np.int64)[:, None]

    @cached_property
    def neighbours(self) -> Sequence[int]:
        """The blocks that touch each block and may share a lot with it."""
        adjacent = unpack_integers(self.graph.adjacent.sets)
        conflicting = unpack_integers(self.graph.conflicting.sets)
        return [
            near & ~barred & ~(1 << b)
            for b, (near, barred) in enumerate(zip(adjacent, conflicting, strict=True))
        ]

    def list_touching_pairs(self, lots: Sequence[int]) -> list[tuple[int, int]]:
        """The pairs of lots, by position, of which blocks touch."""
        around = []
        for lot in lots:
            near = 0
            for block in iterate_bits(lot):
                near |= self.neighbours[block]
            around.append(near)
        places = range(len(lots))
        return [(a, b) for a in places for b in places if a < b and around[a] & lots[b]]
