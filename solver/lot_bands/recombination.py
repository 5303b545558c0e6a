"""Designs of few lots by tree cuts, made better by recombining two or three lots at a time.

What is drawn keeps the bands. Lots that break another rule about single lots cost as much as they
are many; recombination repairs them first and then lowers the cost.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from math import inf

import numpy as np

from lotdesign.design import build_external_design
from lotdesign.evaluation import Evaluation
from lotdesign.scenario.rule import Rule
from lotdesign.scenario.scenario import Scenario
from solver.arrays import Floats
from solver.bitsets import iterate_bits, pack_bits
from solver.lot_bands.award_costs import AwardCosts, LeastAward, build_award_costs
from solver.lot_bands.band_lots import price_by_party, price_later, price_lots
from solver.lot_bands.cost_estimate import build_cost_estimate
from solver.lot_bands.exchanges import Exchanges
from solver.lot_bands.masks import Masks, pack_masks, unpack_integers
from solver.lot_bands.shortages import Shortages
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
MOST_RATED = 200
"""Partitions that are remembered with their awards."""
MOST_JUDGED = 4
"""Ways to recut, the best, that are judged by the rules on lots together."""
MOST_POOL = 20_000
"""Lots that are remembered."""

PartitionKey = tuple[float, ...]
"""Lots that break a rule, then how far they are from enough bidders; without any of these the cost,
or what that is too dear by, and then what
they add to a later objective."""


@dataclass(frozen=True)
class _Rating:
    """How good lots are, and the winner of each where that is known."""

    key: PartitionKey
    winners: tuple[int, ...]


@dataclass(frozen=True)
class LaterAim:
    """An objective after the first, at this place, and what the first may cost at most."""

    place: int
    kept: float


@dataclass
class LotRecombination:
    """The best design of lots (sets of blocks), the `current` one, and the lots seen.

    `costs` has what each lot adds to the first objective at the least, infinite where it breaks a
    rule about single lots.
    """

    scenario: Scenario
    cutter: TreeCutter
    lots: tuple[int, ...] = ()
    current: tuple[int, ...] = ()
    costs: dict[int, float] = field(default_factory=dict)
    by_party: dict[int, tuple[Floats, int]] = field(default_factory=dict)
    aim: LaterAim | None = None
    later_costs: dict[int, float] = field(default_factory=dict)
    missing: dict[int, float] = field(default_factory=dict)
    _idle: int = 0
    _rated: dict[tuple[int, ...], "_Rating"] = field(default_factory=dict)

    @cached_property
    def _awards(self) -> AwardCosts | None:
        return build_award_costs(self.scenario)

    @cached_property
    def _exchanges(self) -> Exchanges:
        return Exchanges(self.cutter, build_cost_estimate(self.scenario, self.cutter.graph))

    def draw(self) -> bool:
        """Begin anew with a random partition; whether there is one."""
        lots = self.cutter.draw_partition()
        if lots is None:
            return False
        self._price(lots)
        self.lots = self.current = lots
        return True

    def begin_from(self, lots: Sequence[int]) -> None:
        """Go on from a design, its lots given as sets of units."""
        blocks = [pack_bits(block) for block in self.cutter.graph.blocks]
        held = tuple(
            pack_bits(b for b, block in enumerate(blocks) if not block & ~lot) for lot in lots
        )
        self._price(held)
        self.lots = self.current = held

    def find_key(self, lots: Sequence[int]) -> PartitionKey:
        """How good lots are; less is better.

        Lots that can be won one by one but not together count as one that breaks a rule.
        """
        whole = tuple(lots)
        if whole not in self._rated:
            if len(self._rated) > MOST_RATED:
                self._rated.clear()
            self._rated[whole] = self._rate(whole)
        return self._rated[whole].key

    def _rate(self, lots: Sequence[int], below: float = inf) -> "_Rating":
        """How good lots are at the least award; as if there were none where it is not below."""
        key = self._bound_key(lots)
        if key[0] or self._awards is None:
            return _Rating(key, ())
        costs, values = self._read_parties(lots)
        return self._rate_award(key, self._awards.find_least(costs, values, below))

    def _rate_award(self, bound: PartitionKey, award: LeastAward) -> "_Rating":
        if award.cost == inf:
            return _Rating((1, *bound[1:]), ())
        if self.aim is None:
            return _Rating((0, award.cost), award.winners)
        return _Rating((0, max(0, award.cost - self.aim.kept), bound[2]), award.winners)

    def _rate_beside(
        self, lots: Sequence[int], kept: Sequence[int], winners: Sequence[int], below: float
    ) -> "_Rating":
        """How good lots are beside others that these winners keep."""
        assert self._awards is not None
        known = [self.by_party[lot] for lot in kept]
        spent = sum(float(costs[p]) for (costs, _), p in zip(known, winners, strict=True))
        others = [(p, value) for (_, value), p in zip(known, winners, strict=True)]
        costs, values = self._read_parties(lots)
        award = self._awards.find_least(costs, values, below - spent, others)
        whole = LeastAward(spent + award.cost, (*winners, *award.winners))
        return self._rate_award(self._bound_key((*kept, *lots)), whole)

    def _bound_key(self, lots: Sequence[int]) -> PartitionKey:
        """The key where each lot is won by its cheapest party."""
        costs = [self.costs[lot] for lot in lots]
        broken, total = costs.count(inf), sum(cost for cost in costs if cost < inf)
        if broken:
            return broken, sum(self.missing.get(lot, 0.0) for lot in lots)
        if self.aim is None:
            return broken, total
        later = sum(self.later_costs[lot] for lot in lots)
        return broken, max(0, total - self.aim.kept), later

    def _read_parties(self, lots: Sequence[int]) -> tuple[list[Floats], list[int]]:
        """What each lot costs by each party, and its V."""
        known = [self.by_party[lot] for lot in lots]
        return [costs for costs, _ in known], [value for _, value in known]

    def turn_to(self, aim: LaterAim) -> None:
        """Go on from the best design with another aim."""
        self.aim, self.later_costs, self.current = aim, {}, self.lots
        self._rated.clear()
        self._price(self.lots)

    def _find_best(
        self, options: Sequence[tuple[int, ...]], kept: Sequence[int], before: "_Rating"
    ) -> tuple[tuple[int, ...] | None, "_Rating"]:
        """The best of some ways to recut that is as good as before, and how good the whole is.

        Most times the winners of the lots that are kept stay; now and then all are awarded anew.
        """
        winners = dict(zip(self.current, before.winners, strict=False))
        anew = before.key[0] > 0 or self.cutter.random.random() < AWARDED_ANEW
        bounds = sorted((self._bound_key((*kept, *lots)), lots) for lots in options)
        found: list[tuple[PartitionKey, tuple[int, ...], _Rating]] = []
        limit = before.key
        for bound, lots in bounds[: MOST_ANEW if anew else MOST_AWARDED]:
            if bound > limit:
                break
            if anew or bound[0] or self._awards is None:
                rating = self._rate((*kept, *lots), self._find_dearest(limit))
            else:
                staying = [winners[lot] for lot in kept]
                rating = self._rate_beside(lots, kept, staying, self._find_dearest(limit))
            if rating.key <= limit:
                found.append((rating.key, lots, rating))
                limit = limit if self._coupling_rules else rating.key
        for _, lots, rating in sorted(found, key=lambda each: each[:2])[:MOST_JUDGED]:
            if self._keeps_coupling_rules((*kept, *lots)):
                return lots, rating
        return None, before

    def _find_dearest(self, limit: PartitionKey) -> float:
        """Below what an award must cost for a key within the limit."""
        if limit[0]:
            return inf
        return limit[1] + 1 + (0 if self.aim is None else self.aim.kept)

    def _keeps_coupling_rules(self, lots: Sequence[int]) -> bool:
        """Whether lots together keep the rules that bands say of each lot only roughly.

        Lots that break a rule by themselves are judged later, once they are repaired.
        """
        if not self._coupling_rules or any(self.costs[lot] == inf for lot in lots):
            return True
        units = [list(iterate_bits(lot)) for lot in unpack_integers(self._find_units(lots))]
        evaluation = Evaluation(self.scenario, build_external_design(units))
        return all(rule.judge(evaluation).met for rule in self._coupling_rules)

    @cached_property
    def _coupling_rules(self) -> tuple[Rule, ...]:
        """The rules on lots together that no price decides."""
        has_prices = self.scenario.prices is not None
        rules = (rule for rule in self.scenario.active_rules if rule.couples_lots)
        return tuple(rule for rule in rules if not (has_prices and rule.reads_prices))

    def _read_rating(self, lots: tuple[int, ...]) -> "_Rating":
        self.find_key(lots)
        return self._rated[lots]

    @property
    def key(self) -> PartitionKey:
        """How good the best design is; less is better."""
        return self.find_key(self.lots)

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
        self._price({lot for option in options for lot in option})
        kept = [lot for p, lot in enumerate(self.current) if p not in chosen]
        before = self._read_rating(self.current)
        best, rating = self._find_best(options, kept, before)
        if best is None:
            return False
        self.current = (*kept, *best)
        if rating.key < before.key:
            anew = self._rate(self.current, self._find_dearest(rating.key))
            rating = min(rating, anew, key=lambda each: each.key)
        self._rated[self.current] = rating
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
            self._price(drawn)
            kept = [lot for p, lot in enumerate(self.current) if p not in (one, other)]
            self.current = (*kept, *drawn)

    def improve(self, is_over: Callable[[], bool]) -> None:
        """Recombine until it is over: iterated local search, which goes on where it was left."""
        while not is_over():
            if len(self.costs) > MOST_POOL:
                self._forget_old_lots()
            self._idle = 0 if self.recombine() else self._idle + 1
            if self.find_key(self.current) < self.key:
                self.lots = self.current
            if self._idle > PATIENCE * len(self.lots):
                self.current, self._idle = self.lots, 0
                self.perturb()

    def _forget_old_lots(self) -> None:
        kept = (*list(self.costs)[-MOST_POOL // 2 :], *self.lots, *self.current)
        self.costs = {lot: self.costs[lot] for lot in dict.fromkeys(kept)}
        self.later_costs = {
            lot: cost for lot, cost in self.later_costs.items() if lot in self.costs
        }
        self.missing = {lot: far for lot, far in self.missing.items() if lot in self.costs}
        known = self.by_party.keys() & self.costs.keys()
        self.by_party = {lot: self.by_party[lot] for lot in known}

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
        if self.aim is not None:
            unknown = [lot for lot in dict.fromkeys(lots) if lot not in self.later_costs]
            later = price_later(self.scenario, self._find_units(unknown), self.aim.place)
            self.later_costs.update(zip(unknown, later.tolist(), strict=True))
        new = [lot for lot in dict.fromkeys(lots) if lot not in self.costs]
        if not new:
            return
        units, connected = self._find_units(new), self.cutter.graph.connected
        price = price_lots if self._awards is None else price_by_party
        priced = price(self.scenario, units, connected)
        self.costs.update(dict.fromkeys(new, inf))
        self.missing.update(self._measure_missing(new))
        kept = priced.kept.tolist()
        costs = np.zeros(len(kept)) if priced.costs is None else priced.costs
        self.costs.update((new[p], float(cost)) for p, cost in zip(kept, costs, strict=True))
        if priced.by_party is not None and priced.values is not None:
            rows = zip(kept, priced.by_party, priced.values.tolist(), strict=True)
            self.by_party.update((new[p], (row, value)) for p, row, value in rows)

    def _measure_missing(self, lots: Sequence[int]) -> Iterator[tuple[int, float]]:
        """For each lot how far it is from enough bidders."""
        masks = pack_masks(lots, len(self.cutter.graph.blocks))
        return zip(lots, self._shortages.measure(masks).tolist(), strict=True)

    @cached_property
    def _shortages(self) -> Shortages:
        return Shortages(self.cutter.graph)

    def _find_units(self, lots: Sequence[int]) -> Masks:
        graph = self.cutter.graph
        return graph.units_of_block.unite(pack_masks(lots, len(graph.blocks)))

    def list_pool(self, most: int) -> Masks:
        """W x N: the units of the last lots seen that keep the rules, and those of the design."""
        kept = [lot for lot, cost in self.costs.items() if cost < inf]
        return self._find_units(list(dict.fromkeys((*self.lots, *kept[-most:]))))

    def list_design(self) -> list[int]:
        """The lots of the design as sets of units."""
        return unpack_integers(self._find_units(self.lots))
