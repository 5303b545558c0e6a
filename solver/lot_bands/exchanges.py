"""Exchanges of a few blocks between two touching lots, the most promising first."""

from dataclasses import dataclass
from functools import cached_property, reduce
from itertools import combinations
from operator import or_

import numpy as np

from solver.arrays import Flags, Ints
from solver.bitsets import iterate_bits, pack_bits
from solver.lot_bands.cost_estimate import LotCostEstimate
from solver.lot_bands.growth_graph import GrowthGraph
from solver.lot_bands.masks import (
    Masks,
    find_lowest,
    is_empty,
    pack_masks,
    select_blocks,
    unpack_integers,
)
from solver.lot_bands.tree_cuts import TreeCutter

MOST_AT_BORDER, MOST_MOVED = 14, 2
"""Blocks of each side that are tried, and how many of them move together."""
MOST_PROMISING, MOST_KEPT = 400, 40
"""Exchanges whose lots are tested for being connected, and those that are returned."""


@dataclass(frozen=True)
class Exchanges:
    """Lists exchanges between two lots, as sets of blocks, that keep the bands."""

    cutter: TreeCutter
    estimate: LotCostEstimate | None

    def list_recuts(self, one: int, other: int) -> list[tuple[int, int]]:
        """The lots after each of the most promising exchanges."""
        given, taken = self._list_moves(one, other), self._list_moves(other, one)
        x, y = np.divmod(np.arange(len(given) * len(taken)), len(taken))
        blocks = len(self._graph.blocks)
        give, take = pack_masks(given, blocks), pack_masks(taken, blocks)
        left, right = pack_masks([one], blocks), pack_masks([other], blocks)
        kept = self._flag_in_bands(left, give, take, x, y) & self._flag_in_bands(
            right, take, give, y, x
        )
        x, y = x[kept], y[kept]
        lots = (left & ~give[:, x]) | take[:, y], (right & ~take[:, y]) | give[:, x]
        order = self._rank(lots)[:MOST_PROMISING]
        lots = lots[0][:, order], lots[1][:, order]
        kept = self._flag_connected(lots[0]) & self._flag_connected(lots[1])
        kept &= ~is_empty(lots[0]) & ~is_empty(lots[1])
        whole = np.flatnonzero(kept)
        chosen = whole[:MOST_KEPT]
        pairs = zip(*(unpack_integers(lot[:, chosen]) for lot in lots), strict=True)
        return list(pairs)

    @property
    def _graph(self) -> GrowthGraph:
        return self.cutter.graph

    def _list_moves(self, home: int, away: int) -> list[int]:
        """Sets of blocks of one lot that touch the other, the empty set first."""
        border = [b for b in iterate_bits(home) if self.cutter.neighbours[b] & away]
        border += [b for b in iterate_bits(home) if b in self._graph.wide]
        if len(border) > MOST_AT_BORDER:
            border = self.cutter.random.sample(border, MOST_AT_BORDER)
        movable = [1 << b for b in border]
        inside = {place & home for place in self._places if place & home & pack_bits(border)}
        movable += sorted(place for place in inside if place & (place - 1))
        sizes = range(MOST_MOVED + 1)
        moves = [reduce(or_, some, 0) for n in sizes for some in combinations(movable, n)]
        return list(dict.fromkeys(moves))

    @cached_property
    def _places(self) -> list[int]:
        """The blocks of each place that save by being in one lot."""
        if self.estimate is None:
            return []
        groups = (group.options[-1][0] for group in self.estimate.relaxation.groups)
        return [pack_bits(blocks) for blocks in groups if len(blocks) > 1]

    def _flag_in_bands(self, lot: Masks, give: Masks, take: Masks, x: Ints, y: Ints) -> Flags:
        kept = np.ones(len(x), dtype=np.bool_)
        for weights, least, most in self._graph.bands:
            sums = weights.sum_weights(lot) - weights.sum_weights(give)[x]
            sums += weights.sum_weights(take)[y]
            kept &= (sums >= least) & (sums <= most)
        return kept

    def _rank(self, lots: tuple[Masks, Masks]) -> Ints:
        """Exchanges by what both lots cost then; in a random order where that is not known."""
        count = lots[0].shape[1]
        if self.estimate is None:
            order = list(range(count))
            self.cutter.random.shuffle(order)
            return np.array(order, dtype=np.int64)
        left, right = (self.estimate.estimate(each) for each in lots)
        return np.argsort(left + right, kind="stable")

    def _flag_connected(self, lots: Masks) -> Flags:
        """(N,): whether the local blocks of each lot are one area, or need not be."""
        if not self._graph.connected:
            return np.ones(lots.shape[1], dtype=np.bool_)
        local = lots & pack_masks([self._graph.local], len(self._graph.blocks))
        seeds = select_blocks(find_lowest(local), len(local)) & local
        flags: Flags = (self._graph.adjacent.flood(seeds, local) == local).all(axis=0)
        return flags
