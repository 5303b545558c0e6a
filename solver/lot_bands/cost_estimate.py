"""What lots cost, to about a penny a year: what ranks thousands of ways to recut two lots.

Each lot is won by the cheapest party that can take it, however much that wins elsewhere.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from lotdesign.scenario.scenario import Scenario
from solver.arrays import Floats, Ints
from solver.candidates.lot_values import value_terms
from solver.lot_bands.growth_graph import GrowthGraph
from solver.lot_bands.lot_relaxation import LotRelaxation, build_lot_relaxation
from solver.lot_bands.masks import Masks, WeightTable, pack_masks


@dataclass(frozen=True)
class LotCostEstimate:
    """The costs of lots, sets of B blocks; `terms` has those of V, in parts of a penny."""

    relaxation: LotRelaxation
    terms: tuple[WeightTable[np.int64], ...]

    def estimate(self, lots: Masks) -> Floats:
        """(N,): pence; infinite for a lot that nobody can take. Fixed costs are left out."""
        gross = self._gross.sum_weights(lots)
        value = self.measure_value(lots)
        paid = gross * (self._find_prices(lots, value) - np.interp(value, *self.relaxation.curve))
        for held, saved in self.joined:
            paid -= saved * ((lots & held) == held).all(axis=0)
        return paid

    def measure_value(self, lots: Masks) -> Ints:
        """(N,): V where that is the largest term, else at least so much."""
        value: Ints = np.max([term.sum_weights(lots) for term in self.terms], axis=0)
        return value

    def _find_prices(self, lots: Masks, value: Ints) -> Floats:
        """(N,): the lowest price of a party that can take each lot, as a share of par."""
        lowest = np.full(lots.shape[1], np.inf)
        open_lots = np.arange(lots.shape[1])
        for seller, beyond in zip(self.relaxation.sellers, self._unserved, strict=True):
            if not len(open_lots):
                break
            able = ~(lots[:, open_lots] & beyond).any(axis=0)
            able &= value[open_lots] <= seller.can_win.largest_lot
            lowest[open_lots[able]] = float(seller.can_win.price)
            open_lots = open_lots[~able]
        return lowest

    @cached_property
    def _gross(self) -> WeightTable[np.float64]:
        return WeightTable(self.relaxation.gross)

    @cached_property
    def _unserved(self) -> list[Masks]:
        """The blocks that each seller, the cheapest first, does not serve."""
        return [self._pack(np.flatnonzero(~each.serves)) for each in self.relaxation.sellers]

    @cached_property
    def joined(self) -> list[tuple[Masks, float]]:
        """The blocks of places that save by being in one lot, and how much all of them do."""
        return [(self._pack(np.array(blocks)), saved) for blocks, saved in self.relaxation.joined]

    def _pack(self, blocks: Ints) -> Masks:
        return pack_masks([sum(1 << b for b in blocks.tolist())], len(self.relaxation.weights))


def build_cost_estimate(scenario: Scenario, graph: GrowthGraph) -> LotCostEstimate | None:
    """The estimate for the first objective; None where that is no cost."""
    relaxation = build_lot_relaxation(scenario, graph, scenario.objectives[0].measure)
    if relaxation is None:
        return None
    terms = (
        [sum(term[u] for u in block) for block in graph.blocks] for term in value_terms(scenario)
    )
    return LotCostEstimate(
        relaxation, tuple(WeightTable(np.array(each, dtype=np.int64)) for each in terms)
    )
