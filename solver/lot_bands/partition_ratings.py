"""How good a partition into lots is: broken rules, missing bidders, and what the least award costs.

Lots are sets of blocks. What each adds to the objectives is worked out once and remembered.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from math import inf

import numpy as np

from lotdesign.design import build_external_design
from lotdesign.evaluation import Evaluation
from lotdesign.scenario.rule import Rule
from lotdesign.scenario.scenario import Scenario
from solver.arrays import Floats
from solver.bitsets import iterate_bits
from solver.lot_bands.award_costs import AwardCosts, LeastAward, build_award_costs
from solver.lot_bands.band_lots import price_by_party, price_later, price_lots
from solver.lot_bands.growth_graph import GrowthGraph
from solver.lot_bands.masks import Masks, pack_masks, unpack_integers
from solver.lot_bands.shortages import Shortages

MOST_RATED = 200
"""Partitions that are remembered with their awards."""
MOST_POOL = 20_000
"""Lots that are remembered."""

PartitionKey = tuple[float, ...]
"""Lots that break a rule, then how far they are from enough bidders; without any of these the cost,
or what that is too dear by, and then what they add to a later objective."""


@dataclass(frozen=True)
class LotRating:
    """How good lots are, and the winner of each where that is known."""

    key: PartitionKey
    winners: tuple[int, ...]


@dataclass(frozen=True)
class LaterAim:
    """An objective after the first, at this place, and what the first may cost at most."""

    place: int
    kept: float


@dataclass
class PartitionRatings:
    """Rates partitions of a graph's blocks; remembers the lots seen.

    `costs` has what each lot adds to the first objective at the least, infinite where it breaks a
    rule about single lots; `by_party` the same for each party, and V.
    """

    scenario: Scenario
    graph: GrowthGraph
    costs: dict[int, float] = field(default_factory=dict)
    by_party: dict[int, tuple[Floats, int]] = field(default_factory=dict)
    aim: LaterAim | None = None
    later_costs: dict[int, float] = field(default_factory=dict)
    missing: dict[int, float] = field(default_factory=dict)
    _rated: dict[tuple[int, ...], LotRating] = field(default_factory=dict)

    @cached_property
    def awards(self) -> AwardCosts | None:
        """What everyone can take; None where no award is asked for."""
        return build_award_costs(self.scenario)

    def find_key(self, lots: Sequence[int]) -> PartitionKey:
        """How good lots are; less is better.

        Lots that can be won one by one but not together count as one that breaks a rule.
        """
        whole = tuple(lots)
        if whole not in self._rated:
            if len(self._rated) > MOST_RATED:
                self._rated.clear()
            self._rated[whole] = self.rate(whole)
        return self._rated[whole].key

    def rate(self, lots: Sequence[int], below: float = inf) -> LotRating:
        """How good lots are at the least award; as if there were none where it is not below."""
        key = self.bound_key(lots)
        if key[0] or self.awards is None:
            return LotRating(key, ())
        costs, values = self._read_parties(lots)
        return self._rate_award(key, self.awards.find_least(costs, values, below))

    def _rate_award(self, bound: PartitionKey, award: LeastAward) -> LotRating:
        if award.cost == inf:
            return LotRating((1, *bound[1:]), ())
        if self.aim is None:
            return LotRating((0, award.cost), award.winners)
        return LotRating((0, max(0, award.cost - self.aim.kept), bound[2]), award.winners)

    def rate_beside(
        self, lots: Sequence[int], kept: Sequence[int], winners: Sequence[int], below: float
    ) -> LotRating:
        """How good lots are beside others that these winners keep."""
        assert self.awards is not None
        known = [self.by_party[lot] for lot in kept]
        spent = sum(float(costs[p]) for (costs, _), p in zip(known, winners, strict=True))
        others = [(p, value) for (_, value), p in zip(known, winners, strict=True)]
        costs, values = self._read_parties(lots)
        award = self.awards.find_least(costs, values, below - spent, others)
        whole = LeastAward(spent + award.cost, (*winners, *award.winners))
        return self._rate_award(self.bound_key((*kept, *lots)), whole)

    def bound_key(self, lots: Sequence[int]) -> PartitionKey:
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

    def turn_to(self, aim: LaterAim, lots: Sequence[int]) -> None:
        """Rate by another aim from now on; these lots are priced."""
        self.aim, self.later_costs = aim, {}
        self._rated.clear()
        self.price(lots)

    def find_dearest(self, limit: PartitionKey) -> float:
        """Below what an award must cost for a key within the limit."""
        if limit[0]:
            return inf
        return limit[1] + 1 + (0 if self.aim is None else self.aim.kept)

    def keeps_coupling_rules(self, lots: Sequence[int]) -> bool:
        """Whether lots together keep the rules that bands say of each lot only roughly.

        Lots that break a rule by themselves are judged later, once they are repaired.
        """
        if not self.coupling_rules or any(self.costs[lot] == inf for lot in lots):
            return True
        units = [list(iterate_bits(lot)) for lot in unpack_integers(self.find_units(lots))]
        evaluation = Evaluation(self.scenario, build_external_design(units))
        return all(rule.judge(evaluation).met for rule in self.coupling_rules)

    @cached_property
    def coupling_rules(self) -> tuple[Rule, ...]:
        """The rules on lots together that no price decides."""
        has_prices = self.scenario.prices is not None
        rules = (rule for rule in self.scenario.active_rules if rule.couples_lots)
        return tuple(rule for rule in rules if not (has_prices and rule.reads_prices))

    def read_rating(self, lots: tuple[int, ...]) -> LotRating:
        """How good lots are, as remembered where that is known."""
        self.find_key(lots)
        return self._rated[lots]

    def remember(self, lots: tuple[int, ...], rating: LotRating) -> None:
        """Take over how good lots are."""
        self._rated[lots] = rating

    def forget_old_lots(self, lots: Sequence[int]) -> None:
        """Once many lots are known, keep the last of them, and these."""
        if len(self.costs) <= MOST_POOL:
            return
        kept = (*list(self.costs)[-MOST_POOL // 2 :], *lots)
        self.costs = {lot: self.costs[lot] for lot in dict.fromkeys(kept)}
        self.later_costs = {
            lot: cost for lot, cost in self.later_costs.items() if lot in self.costs
        }
        self.missing = {lot: far for lot, far in self.missing.items() if lot in self.costs}
        known = self.by_party.keys() & self.costs.keys()
        self.by_party = {lot: self.by_party[lot] for lot in known}

    def price(self, lots: Sequence[int] | set[int]) -> None:
        """Work out the costs of lots that are new."""
        if self.aim is not None:
            unknown = [lot for lot in dict.fromkeys(lots) if lot not in self.later_costs]
            later = price_later(self.scenario, self.find_units(unknown), self.aim.place)
            self.later_costs.update(zip(unknown, later.tolist(), strict=True))
        new = [lot for lot in dict.fromkeys(lots) if lot not in self.costs]
        if not new:
            return
        units, connected = self.find_units(new), self.graph.connected
        price = price_lots if self.awards is None else price_by_party
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
        masks = pack_masks(lots, len(self.graph.blocks))
        return zip(lots, self._shortages.measure(masks).tolist(), strict=True)

    @cached_property
    def _shortages(self) -> Shortages:
        return Shortages(self.graph)

    def find_units(self, lots: Sequence[int]) -> Masks:
        """W x N: the units of each lot."""
        graph = self.graph
        return graph.units_of_block.unite(pack_masks(lots, len(graph.blocks)))
