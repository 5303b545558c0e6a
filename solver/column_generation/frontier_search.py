"""Few large lots, fewest cut pairs: bound, gap enumeration of lots, and the best design among

them.

The Lagrangian bound says how few pairs could be cut. All lots of designs that cut no more are
then enumerated and the best design is chosen among them; where it cuts more, the bound rises by
one (as Baldacci, Christofides and Mingozzi 2008 enumerate routes within the gap). A design that
meets the bound is optimal, and the canonical one of its ties is among the enumerated too.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from math import ceil

import numpy as np

from lotdesign.design import Design, build_external_design
from lotdesign.evaluation import Evaluation
from lotdesign.measures.base import Measure, MeasureValue
from lotdesign.measures.registry import MEASURES
from lotdesign.result.build import ReachedObjective
from lotdesign.scenario.scenario import Scenario
from solver.arrays import Flags, Ints
from solver.bitsets import iterate_bits, pack_bits
from solver.candidate_listing import tabulate_lots
from solver.candidate_solve import solve_candidates
from solver.candidates.geography import compute_adjacency
from solver.candidates.lots import pack_lots
from solver.candidates.table import CandidateTable
from solver.column_generation.frontier_instance import (
    BitsetWords,
    FrontierInstance,
    build_frontier_instance,
)
from solver.column_generation.frontier_loop import CutPairsBound, FrontierLoop
from solver.column_generation.frontier_pricing import FrontierPricing, is_never_late
from solver.column_generation.frontier_sums import has_divisible_complement
from solver.labelling.recombination import draw_first_lots
from solver.labelling.requirements import LABELLING_MEASURE, LabellingRequirements
from solver.outcome import SolveOutcome
from solver.solve_context import SolveContext

ENUMERATION_BEAM_WIDTH = 300_000
"""Parts of lots that are followed at a place."""
MAX_ENUMERATED_LOTS = 50_000
"""Lots that are worth choosing among."""


@dataclass(frozen=True)
class LotGapEnumeration:
    """Looks for lots by the prices of a bound."""

    scenario: Scenario
    terms: LabellingRequirements
    instance: FrontierInstance
    bound: CutPairsBound
    is_late: Callable[[], bool] = is_never_late

    def list_candidates(self, pairs: int) -> CandidateTable | None:
        """The lots of all designs that cut at most so many pairs; None where they are too many."""
        cheapest = FrontierPricing(self.instance, self.bound.duals, self.is_late)
        drawn = cheapest.enumerate_within(
            self.bound.compute_allowance(pairs), ENUMERATION_BEAM_WIDTH
        )
        if not drawn.is_complete or len(drawn.costs) > MAX_ENUMERATED_LOTS:
            return None
        return tabulate_lots(
            self.scenario, [(lot, "external") for lot in self._list_divisible_lots(drawn.lots)]
        )

    def _list_divisible_lots(self, drawn: BitsetWords) -> list[tuple[int, ...]]:
        """The units of those that leave lots."""
        lots = self.instance.list_units_of(drawn)
        if not self.terms.connected or not all(unit.locality for unit in self.scenario.units):
            return lots
        beside, others = compute_adjacency(self.scenario), self.instance.lot_counts[-1] - 1
        ranges = self.instance.ranges_by_unit
        return [
            lot for lot in lots if has_divisible_complement(pack_bits(lot), beside, ranges, others)
        ]


def solve_by_frontier(
    scenario: Scenario, terms: LabellingRequirements, means: SolveContext
) -> SolveOutcome | None:
    """The best design, or the best found and a bound; None where fronts are too wide for it.

    It has no list of all lots, so `facts` are of none.
    """
    here = build_frontier_instance(scenario, terms) if terms.counts else None
    if here is None:
        return None
    search = _FrontierSearch(scenario, terms, means, here)
    try:
        search.run()
    except KeyboardInterrupt:
        if means.settings.raise_on_interrupt:
            raise
        search.interrupted = True
    return search.build_outcome()


@dataclass
class _FrontierSearch:
    """The best design so far, of so many cut pairs, and how many every design cuts at least."""

    scenario: Scenario
    terms: LabellingRequirements
    means: SolveContext
    instance: FrontierInstance
    best: Design | None = None
    pairs: int | None = None
    bound: int = 0
    is_canonical: bool = False
    is_ended: bool = False
    interrupted: bool = False

    def run(self) -> None:
        """Bound, then designs near it."""
        self._find_first_design()
        lots = [] if self.best is None else [lot.units for lot in self.best.lots]
        pricing = FrontierLoop(self.instance, *self._convert_lots(lots), self._is_late)
        near = LotGapEnumeration(
            self.scenario, self.terms, self.instance, pricing.bound, self._is_late
        )
        more = True
        while more:
            pricing.raise_bound(self._raise_bound)
            while (
                not self._is_over and (candidates := near.list_candidates(self.bound)) is not None
            ):
                self._choose_design(candidates)
            more = not self._is_over and pricing.widen_beam()

    @property
    def _is_over(self) -> bool:
        return self._is_infeasible or self.is_ended or self.interrupted or self._is_late()

    def _is_late(self) -> bool:
        return self.means.is_late

    def build_outcome(self) -> SolveOutcome:
        """What came of it."""
        candidates = CandidateTable(self.scenario, pack_lots([]))
        if self.best is None or self.pairs is None:
            none = self._is_infeasible
            return SolveOutcome(None, None, (), none, none, self.interrupted, candidates)
        bound = min(self.bound, self.pairs)
        reached = ReachedObjective(_CUT_NEIGHBOURS, self.pairs, bound, bound == self.pairs)
        first = self.is_canonical and reached.proved
        return SolveOutcome(
            self.best, None, (reached,), reached.proved, first, self.interrupted, candidates
        )

    @property
    def _is_infeasible(self) -> bool:
        return self.bound > self.instance.touching_pairs

    def _find_first_design(self) -> None:
        """The design to begin with: the one that is given, or one that is easily drawn."""
        given = self.means.start_design
        if given is not None and self._accept(given):
            return
        for count in self.terms.counts:
            lots = draw_first_lots(self.scenario, self.terms, count, self.means)
            if lots is not None and self._accept(
                build_external_design([*iterate_bits(lot)] for lot in lots)
            ):
                return

    def _accept(self, design: Design) -> bool:
        """Whether the design is admitted; then it is the best so far."""
        every = [(lot.units, lot.route) for lot in design.lots]
        candidates = tabulate_lots(self.scenario, every)
        if len(candidates) < len(every) or len(every) not in self.terms.counts:
            return False
        self.best, self.pairs = design, int(_count_cut_pairs(self.scenario, design))
        self.means.report_progress(_CUT_NEIGHBOURS, self.pairs, None)
        return True

    def _convert_lots(self, lots: Sequence[Sequence[int]]) -> tuple[Flags, Ints]:
        """Lots by their places, and what they see across their borders."""
        beside = compute_adjacency(self.scenario)
        held = [pack_bits(lot) for lot in lots]
        seen = [sum((beside[u] & ~mask).bit_count() for u in iterate_bits(mask)) for mask in held]
        return self.instance.unpack_places(self.instance.pack_lots(lots)), np.array(
            seen, dtype=np.int64
        )

    def _raise_bound(self, bound: int) -> bool:
        """Takes note of a bound; whether nothing more is to be had of it."""
        if bound > self.bound:
            self.bound = bound
            self.means.report_progress(
                _CUT_NEIGHBOURS, self.pairs, None if self._is_infeasible else bound
            )
        return self._is_infeasible or (self.pairs is not None and bound >= self.pairs)

    def _choose_design(self, candidates: CandidateTable) -> None:
        """Chooses among all lots of designs that cut no more than the bound, or raises that."""
        most = self.bound + 1

        def told(measure: Measure, best: MeasureValue | None, bound: MeasureValue | None) -> None:
            # A design with a lot that is not listed cuts at least so many.
            self.means.report_progress(
                measure, best, None if bound is None else min(ceil(bound), most)
            )

        means = replace(self.means, report_progress=told, start_design=self.best)
        found = solve_candidates(self.scenario, candidates, means) if len(candidates) else None
        if found is not None and found.design is not None:
            pairs = int(found.reached[0].value)
            if self.pairs is None or pairs <= self.pairs:
                self.best, self.pairs = found.design, pairs
        self.interrupted = found is not None and found.interrupted
        self.is_ended = found is not None and not found.proved
        if not self.is_ended and self.pairs is not None and self.pairs <= self.bound:
            self.is_ended, self.is_canonical = True, found is not None and found.tie_proved
        elif not self.is_ended:
            self._raise_bound(most)


_CUT_NEIGHBOURS = MEASURES[LABELLING_MEASURE]


def _count_cut_pairs(scenario: Scenario, design: Design) -> MeasureValue:
    return _CUT_NEIGHBOURS.evaluate(Evaluation(scenario, design))
