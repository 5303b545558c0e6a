"""Designs of few lots by tree cuts, made better by recombining two or three lots at a time.

What is drawn keeps the bands. Lots that break another rule about single lots cost as much as they
are many; recombination repairs them first and then lowers the cost.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from math import inf

import numpy as np

from lotdesign.scenario.scenario import Scenario
from solver.lot_bands.band_lots import price_lots
from solver.lot_bands.exchanges import Exchanges, build_saving_estimate
from solver.lot_bands.masks import Masks, pack_masks, unpack_integers
from solver.lot_bands.tree_cuts import TreeCutter

TREES_AT_ONCE = 12
"""Spanning trees of two lots together whose cuts are compared."""
TRIPLES = 0.25
"""Share of the recombinations that take three lots."""
PATIENCE = 10
"""Recombinations without gain, a lot, after which two lots are recut at random."""
EXCHANGES = 0.6
"""Share of those of two lots that exchange a few blocks instead of cutting both anew."""
TRIPLE_DRAWS = 12
"""Partitions of three lots that are compared."""
MOST_POOL = 20_000
"""Lots that are remembered."""

PartitionKey = tuple[int, float]
"""Lots that break a rule, then the cost of the others."""


@dataclass
class LotRecombination:
    """A design of lots (sets of blocks) that recombination makes better, and the lots it has seen.

    `costs` has what each lot adds to the first objective at the least, infinite where it breaks a
    rule about single lots.
    """

    scenario: Scenario
    cutter: TreeCutter
    lots: tuple[int, ...] = ()
    costs: dict[int, float] = field(default_factory=dict)

    @cached_property
    def _exchanges(self) -> Exchanges:
        return Exchanges(self.cutter, build_saving_estimate(self.scenario, self.cutter.graph))

    def draw(self) -> bool:
        """Begin anew with a random partition; whether there is one."""
        lots = self.cutter.draw_partition()
        if lots is None:
            return False
        self._price(lots)
        self.lots = lots
        return True

    def find_key(self, lots: Sequence[int]) -> PartitionKey:
        """How good lots are; less is better."""
        costs = [self.costs[lot] for lot in lots]
        return costs.count(inf), sum(cost for cost in costs if cost < inf)

    @property
    def key(self) -> PartitionKey:
        """How good the design is; less is better."""
        return self.find_key(self.lots)

    def recombine(self) -> bool:
        """Recut two or three touching lots in the best of some ways; whether that is better."""
        random = self.cutter.random
        pairs = self.cutter.list_touching_pairs(self.lots)
        if not pairs:
            return False
        chosen = set(random.choice(pairs))
        if len(self.lots) > 2 and random.random() < TRIPLES:
            beside = {p for pair in pairs if chosen & set(pair) for p in pair} - chosen
            if beside:
                chosen.add(random.choice(sorted(beside)))
        old = tuple(self.lots[p] for p in sorted(chosen))
        options = self._list_recuts(old)
        self._price({lot for option in options for lot in option})
        best = min(options, key=self.find_key, default=None)
        if best is None or self.find_key(best) > self.find_key(old):
            return False
        is_better = self.find_key(best) < self.find_key(old)
        kept = [lot for p, lot in enumerate(self.lots) if p not in chosen]
        self.lots = (*kept, *best)
        return is_better

    def perturb(self) -> None:
        """Recut two touching lots at random, whether that is better or not."""
        pairs = self.cutter.list_touching_pairs(self.lots)
        if not pairs:
            return
        one, other = self.cutter.random.choice(pairs)
        area = self.lots[one] | self.lots[other]
        cuts = [cut.sides for cut in self.cutter.iterate_cuts(area, (1, 1), 1)]
        if cuts:
            drawn = self.cutter.random.choice(cuts)
            self._price(drawn)
            kept = [lot for p, lot in enumerate(self.lots) if p not in (one, other)]
            self.lots = (*kept, *drawn)

    def improve(self, is_over: Callable[[], bool]) -> None:
        """Recombine until it is over; iterated local search that ends at its best."""
        best, idle = self.lots, 0
        while not is_over():
            if len(self.costs) > MOST_POOL:
                kept = (*list(self.costs)[-MOST_POOL // 2 :], *self.lots, *best)
                self.costs = {lot: self.costs[lot] for lot in dict.fromkeys(kept)}
            idle = 0 if self.recombine() else idle + 1
            if self.key < self.find_key(best):
                best = self.lots
            if idle > PATIENCE * len(self.lots):
                self.lots, idle = best, 0
                self.perturb()
        self.lots = best

    def _list_recuts(self, old: tuple[int, ...]) -> list[tuple[int, ...]]:
        area = 0
        for lot in old:
            area |= lot
        if len(old) == 2 and self.cutter.random.random() < EXCHANGES:
            return list(self._exchanges.list_recuts(*old))
        if len(old) == 2:
            return [cut.sides for cut in self.cutter.iterate_cuts(area, (1, 1), TREES_AT_ONCE)]
        drawn = (self.cutter.cut_areas([(area, len(old))]) for _ in range(TRIPLE_DRAWS))
        return [lots for lots in drawn if lots is not None]

    def _price(self, lots: Sequence[int] | set[int]) -> None:
        """Work out the costs of lots that are new."""
        new = [lot for lot in dict.fromkeys(lots) if lot not in self.costs]
        if not new:
            return
        priced = price_lots(self.scenario, self._find_units(new), self.cutter.graph.connected)
        self.costs.update(dict.fromkeys(new, inf))
        kept = priced.kept.tolist()
        costs = np.zeros(len(kept)) if priced.costs is None else priced.costs
        self.costs.update((new[p], float(cost)) for p, cost in zip(kept, costs, strict=True))

    def _find_units(self, lots: Sequence[int]) -> Masks:
        graph = self.cutter.graph
        return graph.units_of_block.unite(pack_masks(lots, len(graph.blocks)))

    def list_pool(self) -> Masks:
        """W x N: the units of the lots seen that keep the rules, those of the design among them."""
        return self._find_units([lot for lot, cost in self.costs.items() if cost < inf])

    def list_design(self) -> list[int]:
        """The lots of the design as sets of units."""
        return unpack_integers(self._find_units(self.lots))
