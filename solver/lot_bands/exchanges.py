"""Exchanges of a few blocks between two touching lots, the most promising by value first."""

from dataclasses import dataclass
from itertools import combinations

import numpy as np

from lotdesign.scenario.scenario import Scenario
from solver.arrays import Flags, Floats, Ints
from solver.bitsets import iterate_bits
from solver.candidates.lot_values import find_constant_total, value_scale, value_terms
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
from solver.lot_bands.tree_cuts import TreeCutter

MOST_AT_BORDER, MOST_MOVED = 14, 2
"""Blocks of each side that are tried, and how many of them move together."""
MOST_PROMISING, MOST_KEPT = 400, 40
"""Exchanges whose lots are tested for being connected, and those that are returned."""


@dataclass(frozen=True)
class ScaleSavingEstimate:
    """What lots save by scale, up to a common factor, from their V alone."""

    weights: WeightTable[np.int64]
    corners: Floats
    rates: Floats

    def estimate(self, values: Ints) -> Floats:
        """(N,): e(V) V."""
        saved: Floats = np.interp(values, self.corners, self.rates) * values
        return saved


def build_saving_estimate(scenario: Scenario, graph: GrowthGraph) -> ScaleSavingEstimate | None:
    """The estimate for lots of blocks; None without a scale, or where V is not one sum."""
    if not scenario.money.scale or find_constant_total(scenario) is None:
        return None
    (term,) = value_terms(scenario)
    sums = [sum(term[u] for u in block) for block in graph.blocks]
    parts = value_scale(scenario)
    return ScaleSavingEstimate(
        WeightTable(np.array(sums, dtype=np.int64)),
        np.array([point.value * parts for point in scenario.money.scale], dtype=float),
        np.array([float(point.saving) for point in scenario.money.scale]),
    )


@dataclass(frozen=True)
class Exchanges:
    """Lists exchanges between two lots, as sets of blocks, that keep the bands."""

    cutter: TreeCutter
    saving: ScaleSavingEstimate | None

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
        order = self._rank(left, right, give, take, x, y)[:MOST_PROMISING]
        x, y = x[order], y[order]
        lots = (left & ~give[:, x]) | take[:, y], (right & ~take[:, y]) | give[:, x]
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
        sizes = range(MOST_MOVED + 1)
        return [sum(1 << b for b in some) for n in sizes for some in combinations(border, n)]

    def _flag_in_bands(self, lot: Masks, give: Masks, take: Masks, x: Ints, y: Ints) -> Flags:
        kept = np.ones(len(x), dtype=np.bool_)
        for weights, least, most in self._graph.bands:
            sums = weights.sum_weights(lot) - weights.sum_weights(give)[x]
            sums += weights.sum_weights(take)[y]
            kept &= (sums >= least) & (sums <= most)
        return kept

    def _rank(self, left: Masks, right: Masks, give: Masks, take: Masks, x: Ints, y: Ints) -> Ints:
        """Exchanges by their saving, most first; in a random order where it is not known."""
        if self.saving is None:
            order = list(range(len(x)))
            self.cutter.random.shuffle(order)
            return np.array(order, dtype=np.int64)
        weights = self.saving.weights
        moved = weights.sum_weights(take)[y] - weights.sum_weights(give)[x]
        saved = self.saving.estimate(weights.sum_weights(left) + moved)
        saved = saved + self.saving.estimate(weights.sum_weights(right) - moved)
        return np.argsort(-saved, kind="stable")

    def _flag_connected(self, lots: Masks) -> Flags:
        """(N,): whether the local blocks of each lot are one area, or need not be."""
        if not self._graph.connected:
            return np.ones(lots.shape[1], dtype=np.bool_)
        local = lots & pack_masks([self._graph.local], len(self._graph.blocks))
        seeds = select_blocks(find_lowest(local), len(local)) & local
        flags: Flags = (self._graph.adjacent.flood(seeds, local) == local).all(axis=0)
        return flags
