"""The design of few large lots that cuts the fewest touching pairs, by pricing lots.

The bound says how few pairs could be cut. All lots of designs that cut no more than that are then
listed, and the best design is chosen among them; where that cuts more, the bound is one more, and
so on (as Baldacci, Christofides and Mingozzi 2008 list routes near a bound). The design that meets
the bound is the best, and the first of its equals is among the listed too.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import ceil

import numpy as np

from lotdesign.design import Design, design_of
from lotdesign.ledger import Ledger
from lotdesign.measures.base import Measure, Value
from lotdesign.measures.registry import MEASURES
from lotdesign.result.build import Reached
from lotdesign.scenario.scenario import Scenario
from solver.borders.bound import Pricing
from solver.borders.ground import Ground, ground
from solver.borders.near import Near
from solver.candidates.grow import bits
from solver.candidates.listing import facts_of_lots
from solver.facts.lots import Flags, Ints, lots_of
from solver.facts.places import bit_set, touching_masks
from solver.facts.table import Facts
from solver.labelling.seed import first_lots
from solver.labelling.terms import MEASURE, Terms
from solver.solve import Found, Means, designed


def bordered(scenario: Scenario, terms: Terms, means: Means) -> Found | None:
    """The best design, or the best found and a bound; None where fronts are too wide for it.

    It has no list of all lots, so `facts` are of none.
    """
    here = ground(scenario, terms) if terms.counts else None
    if here is None:
        return None
    search = _Search(scenario, terms, means, here)
    try:
        search.run()
    except KeyboardInterrupt:
        if means.settings.all_or_nothing:
            raise
        search.interrupted = True
    return search.found()


@dataclass
class _Search:
    """The best design so far, of so many cut pairs, and how many every design cuts at least."""

    scenario: Scenario
    terms: Terms
    means: Means
    ground: Ground
    best: Design | None = None
    pairs: int | None = None
    bound: int = 0
    first: bool = False
    ended: bool = False
    interrupted: bool = False

    def run(self) -> None:
        """Bound, then designs near it."""
        self._begin()
        lots = [] if self.best is None else [lot.units for lot in self.best.lots]
        pricing = Pricing(self.ground, *self._seen(lots), self._late)
        near = Near(self.scenario, self.terms, self.ground, pricing.bound, self._late)
        more = True
        while more:
            pricing.run(self._raised)
            while not self._over and (facts := near.within(self.bound)) is not None:
                self._choose(facts)
            more = not self._over and pricing.harder()

    @property
    def _over(self) -> bool:
        return self._impossible or self.ended or self.interrupted or self._late()

    def _late(self) -> bool:
        return self.means.late

    def found(self) -> Found:
        """What came of it."""
        facts = Facts(self.scenario, lots_of([]))
        if self.best is None or self.pairs is None:
            none = self._impossible
            return Found(None, None, (), none, none, self.interrupted, facts)
        bound = min(self.bound, self.pairs)
        reached = Reached(_MEASURE, self.pairs, bound, bound == self.pairs)
        first = self.first and reached.proved
        return Found(self.best, None, (reached,), reached.proved, first, self.interrupted, facts)

    @property
    def _impossible(self) -> bool:
        return self.bound > self.ground.pairs

    def _begin(self) -> None:
        """The design to begin with: the one that is given, or one that is easily drawn."""
        given = self.means.start
        if given is not None and self._takes(given):
            return
        for count in self.terms.counts:
            lots = first_lots(self.scenario, self.terms, count, self.means)
            if lots is not None and self._takes(design_of([*bits(lot)] for lot in lots)):
                return

    def _takes(self, design: Design) -> bool:
        """Whether the design is admitted; then it is the best so far."""
        every = [(lot.units, lot.route) for lot in design.lots]
        facts = facts_of_lots(self.scenario, every)
        if len(facts) < len(every) or len(every) not in self.terms.counts:
            return False
        self.best, self.pairs = design, int(_value(self.scenario, design))
        self.means.tell(_MEASURE, self.pairs, None)
        return True

    def _seen(self, lots: Sequence[Sequence[int]]) -> tuple[Flags, Ints]:
        """Lots by their places, and what they see across their borders."""
        beside = touching_masks(self.scenario)
        held = [bit_set(lot) for lot in lots]
        seen = [sum((beside[u] & ~mask).bit_count() for u in bits(mask)) for mask in held]
        return self.ground.held(self.ground.placed(lots)), np.array(seen, dtype=np.int64)

    def _raised(self, bound: int) -> bool:
        """Takes note of a bound; whether nothing more is to be had of it."""
        if bound > self.bound:
            self.bound = bound
            self.means.tell(_MEASURE, self.pairs, None if self._impossible else bound)
        return self._impossible or (self.pairs is not None and bound >= self.pairs)

    def _choose(self, facts: Facts) -> None:
        """Chooses among all lots of designs that cut no more than the bound, or raises that."""
        most = self.bound + 1

        def told(measure: Measure, best: Value | None, bound: Value | None) -> None:
            # A design with a lot that is not listed cuts at least so many.
            self.means.tell(measure, best, None if bound is None else min(ceil(bound), most))

        means = replace(self.means, tell=told, start=self.best)
        found = designed(self.scenario, facts, means) if len(facts) else None
        if found is not None and found.design is not None:
            pairs = int(found.reached[0].value)
            if self.pairs is None or pairs <= self.pairs:
                self.best, self.pairs = found.design, pairs
        self.interrupted = found is not None and found.interrupted
        self.ended = found is not None and not found.proved
        if not self.ended and self.pairs is not None and self.pairs <= self.bound:
            self.ended, self.first = True, found is not None and found.tie_proved
        elif not self.ended:
            self._raised(most)


_MEASURE = MEASURES[MEASURE]


def _value(scenario: Scenario, design: Design) -> Value:
    return _MEASURE.of(Ledger(scenario, design))
