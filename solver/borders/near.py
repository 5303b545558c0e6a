"""Every lot that a design with so few cuts can hold."""

from collections.abc import Callable
from dataclasses import dataclass

from lotdesign.scenario.scenario import Scenario
from solver.borders.bound import Bound
from solver.borders.cheapest import Cheapest, never
from solver.borders.ground import Ground, Words
from solver.borders.rest import leaves_lots
from solver.candidates.listing import facts_of_lots
from solver.facts.places import bit_set, touching_masks
from solver.facts.table import Facts
from solver.labelling.terms import Terms

BEGUN = 300_000
"""Parts of lots that are followed at a place."""
MOST = 50_000
"""Lots that are worth choosing among."""


@dataclass(frozen=True)
class Near:
    """Looks for lots by the prices of a bound."""

    scenario: Scenario
    terms: Terms
    ground: Ground
    bound: Bound
    late: Callable[[], bool] = never

    def within(self, pairs: int) -> Facts | None:
        """The lots of all designs that cut at most so many pairs; None where they are too many."""
        cheapest = Cheapest(self.ground, self.bound.prices, self.late)
        drawn = cheapest.within(self.bound.allowance(pairs), BEGUN)
        if not drawn.whole or len(drawn.costs) > MOST:
            return None
        return facts_of_lots(self.scenario, [(lot, "external") for lot in self._lots(drawn.lots)])

    def _lots(self, drawn: Words) -> list[tuple[int, ...]]:
        """The units of those that leave lots."""
        lots = self.ground.lots(drawn)
        if not self.terms.connected or not all(unit.locality for unit in self.scenario.units):
            return lots
        beside, others = touching_masks(self.scenario), self.ground.counts[-1] - 1
        ranges = self.ground.by_unit
        return [lot for lot in lots if leaves_lots(bit_set(lot), beside, ranges, others)]
