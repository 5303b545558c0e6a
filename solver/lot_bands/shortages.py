"""How far lots are from having enough bidders: what guides the repair of a first design."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from solver.arrays import Floats, Ints
from solver.lot_bands.growth_graph import GrowthGraph, PartyLimits
from solver.lot_bands.masks import Masks, pack_masks, unpack_masks


@dataclass(frozen=True)
class Shortages:
    """For each of the groups of parties of which a lot needs some."""

    graph: GrowthGraph

    def measure(self, lots: Masks) -> Floats:
        """(N,): over all groups, the blocks by which the nearest parties miss each lot.

        A party misses a block that it does not serve, and one for every average block by which the
        lot is worth more than it can take. 0 where nothing asks for bidders.
        """
        limits = self.graph.parties
        missing = np.zeros(lots.shape[1])
        if limits is None:
            return missing
        unserved = np.bitwise_count(lots[:, :, None] & ~self._served[:, None, :]).sum(axis=0)
        value = np.max([weights.sum_weights(lots) for weights in limits.values], axis=0)
        excess = np.maximum(0, value[:, None] - self._largest[None, :]) / self._usual
        misses = unserved + excess
        for group, needed in limits.groups:
            inside = unpack_masks(group, misses.shape[1])[0]
            nearest = np.sort(misses[:, inside], axis=1)[:, :needed]
            missing = missing + nearest.sum(axis=1)
        return missing

    @property
    def _limits(self) -> PartyLimits:
        assert self.graph.parties is not None
        return self.graph.parties

    @cached_property
    def _served(self) -> Masks:
        """W x P: the blocks that each party serves."""
        blocks = len(self.graph.blocks)
        parties = len(self._largest)
        serves = unpack_masks(self._limits.serving, parties)
        sets = [sum(1 << b for b in np.flatnonzero(row).tolist()) for row in serves.T]
        return pack_masks(sets, blocks)

    @cached_property
    def _largest(self) -> Ints:
        """(P,): the largest V that each party can take."""
        return self._limits.largest

    @cached_property
    def _usual(self) -> float:
        """V of the average block."""
        return max(1.0, float(np.mean([table.weights.mean() for table in self._limits.values])))
