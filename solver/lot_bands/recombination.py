"""Designs of few lots by tree cuts, made better by recombining two or three lots at a time.

What is drawn keeps the bands. Lots that break another rule about single lots cost as much as they
are many; recombination repairs them first and then lowers the cost.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import inf

from lotdesign.scenario.scenario import Scenario
from solver.bitsets import pack_bits
from solver.lot_bands.cost_estimate import build_cost_estimate
from solver.lot_bands.exchanges import Exchanges
from solver.lot_bands.masks import Masks, unpack_integers
from solver.lot_bands.partition_ratings import (
    LaterAim,
    LotRating,
    PartitionKey,
    PartitionRatings,
)
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
MOST_AWARDED = 25
"""Ways to recut, the cheapest, of which the least award is worked out."""
AWARDED_ANEW, MOST_ANEW = 0.1, 3
"""How often all lots are awarded anew, and of how many ways to recut."""
MOST_JUDGED = 4
"""Ways to recut, the best, that are judged by the rules on lots together."""


@dataclass
class LotRecombination:
    """The best design of lots (sets of blocks), and the `current` one."""

    scenario: Scenario
    cutter: TreeCutter
    lots: tuple[int, ...] = ()
    current: tuple[int, ...] = ()
    _idle: int = 0

    @cached_property
    def ratings(self) -> PartitionRatings:
        """How good partitions are, and what is known of the lots seen."""
        return PartitionRatings(self.scenario, self.cutter.graph)

    @cached_property
    def _exchanges(self) -> Exchanges:
        return Exchanges(self.cutter, build_cost_estimate(self.scenario, self.cutter.graph))

    def draw(self) -> bool:
        """Begin anew with a random partition; whether there is one."""
        lots = self.cutter.draw_partition()
        if lots is None:
            return False
        self.ratings.price(lots)
        self.lots = self.current = lots
        return True

    def begin_from(self, lots: Sequence[int]) -> None:
        """Go on from a design, its lots given as sets of units."""
        blocks = [pack_bits(block) for block in self.cutter.graph.blocks]
        held = tuple(
            pack_bits(b for b, block in enumerate(blocks) if not block & ~lot) for lot in lots
        )
        self.ratings.price(held)
        self.lots = self.current = held

    def turn_to(self, aim: LaterAim) -> None:
        """Go on from the best design with another aim."""
        self.current = self.lots
        self.ratings.turn_to(aim, self.lots)

    def _find_best(
        self, options: Sequence[tuple[int, ...]], kept: Sequence[int], before: LotRating
    ) -> tuple[tuple[int, ...] | None, LotRating]:
        """The best of some ways to recut that is as good as before, and how good the whole is.

        Most times the winners of the lots that are kept stay; now and then all are awarded anew.
        """
        winners = dict(zip(self.current, before.winners, strict=False))
        anew = before.key[0] > 0 or self.cutter.random.random() < AWARDED_ANEW
        bounds = sorted((self.ratings.bound_key((*kept, *lots)), lots) for lots in options)
        found: list[tuple[PartitionKey, tuple[int, ...], LotRating]] = []
        limit = before.key
        for bound, lots in bounds[: MOST_ANEW if anew else MOST_AWARDED]:
            if bound > limit:
                break
            if anew or bound[0] or self.ratings.awards is None:
                rating = self.ratings.rate((*kept, *lots), self.ratings.find_dearest(limit))
            else:
                staying = [winners[lot] for lot in kept]
                rating = self.ratings.rate_beside(
                    lots, kept, staying, self.ratings.find_dearest(limit)
                )
            if rating.key <= limit:
                found.append((rating.key, lots, rating))
                limit = limit if self.ratings.coupling_rules else rating.key
        for _, lots, rating in sorted(found, key=lambda each: each[:2])[:MOST_JUDGED]:
            if self.ratings.keeps_coupling_rules((*kept, *lots)):
                return lots, rating
        return None, before

    @property
    def key(self) -> PartitionKey:
        """How good the best design is; less is better."""
        return self.ratings.find_key(self.lots)

    def recombine(self) -> bool:
        """Recut two or three touching lots in the best of some ways; whether that is better."""
        random = self.cutter.random
        pairs = self.cutter.list_touching_pairs(self.current)
        if not pairs:
            return False
        chosen = set(random.choice(pairs))
        if len(self.current) > 2 and random.random() < TRIPLES:
            beside = {p for pair in pairs if chosen & set(pair) for p in pair} - chosen
            if beside:
                chosen.add(random.choice(sorted(beside)))
        old = tuple(self.current[p] for p in sorted(chosen))
        options = self._list_recuts(old)
        self.ratings.price({lot for option in options for lot in option})
        kept = [lot for p, lot in enumerate(self.current) if p not in chosen]
        before = self.ratings.read_rating(self.current)
        best, rating = self._find_best(options, kept, before)
        if best is None:
            return False
        self.current = (*kept, *best)
        if rating.key < before.key:
            anew = self.ratings.rate(self.current, self.ratings.find_dearest(rating.key))
            rating = min(rating, anew, key=lambda each: each.key)
        self.ratings.remember(self.current, rating)
        return rating.key < before.key

    def repair(self) -> None:
        """Recombine once, and take the result as the best design."""
        self.recombine()
        self.lots = self.current

    def perturb(self) -> None:
        """Recut two touching lots at random, whether that is better or not."""
        pairs = self.cutter.list_touching_pairs(self.current)
        if not pairs:
            return
        one, other = self.cutter.random.choice(pairs)
        area = self.current[one] | self.current[other]
        cuts = [cut.sides for cut in self.cutter.iterate_cuts(area, (1, 1), 1)]
        if cuts:
            drawn = self.cutter.random.choice(cuts)
            self.ratings.price(drawn)
            kept = [lot for p, lot in enumerate(self.current) if p not in (one, other)]
            self.current = (*kept, *drawn)

    def improve(self, is_over: Callable[[], bool]) -> None:
        """Recombine until it is over: iterated local search, which goes on where it was left."""
        while not is_over():
            self.ratings.forget_old_lots((*self.lots, *self.current))
            self._idle = 0 if self.recombine() else self._idle + 1
            if self.ratings.find_key(self.current) < self.key:
                self.lots = self.current
            if self._idle > PATIENCE * len(self.lots):
                self.current, self._idle = self.lots, 0
                self.perturb()

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

    def list_pool(self, most: int) -> Masks:
        """W x N: the units of the last lots seen that keep the rules, and those of the design."""
        kept = [lot for lot, cost in self.ratings.costs.items() if cost < inf]
        return self.ratings.find_units(list(dict.fromkeys((*self.lots, *kept[-most:]))))

    def list_design(self) -> list[int]:
        """The lots of the design as sets of units."""
        return unpack_integers(self.ratings.find_units(self.lots))
