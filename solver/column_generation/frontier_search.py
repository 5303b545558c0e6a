"""Few large lots, fewest cut pairs: bound, gap enumeration of lots, and the best design of them.

The Lagrangian bound says how few pairs could be cut. All lots of designs that cut no more are
then enumerated and the best design is chosen among them; where it cuts more, the bound rises by
one (as Baldacci, Christofides and Mingozzi 2008 enumerate routes within the gap). A design that
meets the bound is optimal, and the canonical one of its ties is among the enumerated too.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import ceil

import numpy as np

from lotdesign.design import Design
from lotdesign.evaluation import Evaluation
from lotdesign.measures.base import Measure, MeasureValue
from lotdesign.measures.registry import MEASURES
from lotdesign.result.build import ReachedObjective
from lotdesign.scenario.scenario import Scenario
from solver.arrays import Flags, Ints
from solver.backends.native_calls import Interrupted
from solver.bitsets import iterate_bits, pack_bits
from solver.candidate_listing import tabulate_lots
from solver.candidate_solve import solve_candidates
from solver.candidates.adjacency import build_adjacency, build_contiguity
from solver.candidates.lots import pack_lots
from solver.candidates.table import CandidateTable
from solver.column_generation.frontier_instance import (
    BitsetWords,
    FrontierInstance,
    build_frontier_instance,
)
from solver.column_generation.frontier_loop import CutPairsBound, FrontierLoop
from solver.column_generation.frontier_pricing import FrontierPricing
from solver.column_generation.frontier_sums import has_divisible_complement
from solver.column_generation.requirements import CUT_PAIRS_MEASURE, PartitionRequirements
from solver.outcome import SolveOutcome
from solver.solve_context import SolveContext

ENUMERATION_BEAM_WIDTH = 300_000
"""Partial lots that gap enumeration keeps at each place."""
MAX_ENUMERATED_LOTS = 50_000
"""The most lots that a design is chosen among."""

_CUT_NEIGHBOURS = MEASURES[CUT_PAIRS_MEASURE]


@dataclass(frozen=True)
class LotGapEnumeration:
    """Enumerates lots by the duals of a bound, until the deadline (monotonic)."""

    scenario: Scenario
    requirements: PartitionRequirements
    instance: FrontierInstance
    bound: CutPairsBound
    deadline: float | None = None

    def list_candidates(self, pairs: int) -> CandidateTable | None:
        """The lots of all designs that cut at most so many pairs; None where they are too many."""
        pricing = FrontierPricing(self.instance, self.bound.duals, self.deadline)
        allowance = self.bound.compute_allowance(pairs)
        priced = pricing.enumerate_within(allowance, ENUMERATION_BEAM_WIDTH)
        if not priced.is_complete or len(priced.costs) > MAX_ENUMERATED_LOTS:
            return None
        lots = self._list_divisible_lots(priced.lots)
        return tabulate_lots(self.scenario, [(units, "external") for units in lots])

    def _list_divisible_lots(self, lots: BitsetWords) -> list[tuple[int, ...]]:
        """The units of the lots whose complement can be divided into lots."""
        listed = self.instance.list_units_of(lots)
        if not self.requirements.connected:
            return listed
        if not all(unit.locality for unit in self.scenario.units):
            return listed
        adjacency, ranges = build_contiguity(self.scenario), self.instance.ranges_by_unit
        others = self.instance.lot_counts[-1] - 1
        return [
            units
            for units in listed
            if has_divisible_complement(pack_bits(units), adjacency, ranges, others)
        ]


def solve_by_frontier(
    scenario: Scenario, requirements: PartitionRequirements, context: SolveContext
) -> SolveOutcome | None:
    """The best design, or the best found and a bound; None where frontiers are too wide.

    There is no list of all lots, so the outcome's candidates are empty. Raises KeyboardInterrupt on
    Ctrl-C if the context's settings say so; otherwise the incumbent is kept.
    """
    instance = build_frontier_instance(scenario, requirements) if requirements.counts else None
    if instance is None:
        return None
    search = _FrontierSearch(scenario, requirements, context, instance)
    try:
        search.run()
    except (KeyboardInterrupt, Interrupted):
        if context.settings.raise_on_interrupt:
            raise KeyboardInterrupt from None
        search.is_interrupted = True
    return search.build_outcome()


@dataclass
class _FrontierSearch:
    """The incumbent with the pairs that it cuts, and a bound on those that every design cuts."""

    scenario: Scenario
    requirements: PartitionRequirements
    context: SolveContext
    instance: FrontierInstance
    incumbent: Design | None = None
    pairs: int | None = None
    bound: int = 0
    is_canonical: bool = False
    is_ended: bool = False
    is_interrupted: bool = False

    def run(self) -> None:
        """Raises the bound, then chooses designs near it."""
        deadline = self.context.deadline
        self._accept_start()
        lots = [] if self.incumbent is None else [lot.units for lot in self.incumbent.lots]
        loop = FrontierLoop(self.instance, *self._convert_lots(lots), deadline)
        enumeration = LotGapEnumeration(
            self.scenario, self.requirements, self.instance, loop.bound, deadline
        )
        goes_on = True
        while goes_on:
            loop.raise_bound(self._raise_bound)
            while not self._is_over:
                candidates = enumeration.list_candidates(self.bound)
                if candidates is None:
                    break
                self._choose_design(candidates)
            goes_on = not self._is_over and loop.widen_beam()

    @property
    def _is_over(self) -> bool:
        is_decided = self._is_infeasible or self.is_ended
        return is_decided or self.is_interrupted or self.context.is_late

    def build_outcome(self) -> SolveOutcome:
        """The incumbent with its value and bound."""
        candidates = CandidateTable(self.scenario, pack_lots([]))
        if self.incumbent is None or self.pairs is None:
            proved = self._is_infeasible
            return SolveOutcome(None, None, (), proved, proved, self.is_interrupted, candidates)
        bound = min(self.bound, self.pairs)
        reached = ReachedObjective(_CUT_NEIGHBOURS, self.pairs, bound, bound == self.pairs)
        return SolveOutcome(
            self.incumbent,
            None,
            (reached,),
            proved=reached.proved,
            tie_proved=self.is_canonical and reached.proved,
            interrupted=self.is_interrupted,
            candidates=candidates,
        )

    @property
    def _is_infeasible(self) -> bool:
        return self.bound > self.instance.touching_pairs

    def _accept_start(self) -> None:
        """Makes the context's start design the incumbent, if it is admissible."""
        design = self.context.start_design
        if design is None:
            return
        lots = [(lot.units, lot.route) for lot in design.lots]
        candidates = tabulate_lots(self.scenario, lots)
        if len(candidates) < len(lots) or len(lots) not in self.requirements.counts:
            return
        pairs = int(_CUT_NEIGHBOURS.evaluate(Evaluation(self.scenario, design)))
        self.incumbent, self.pairs = design, pairs
        self.context.report_progress(_CUT_NEIGHBOURS, pairs, None)
        self.context.tell_lots(design.lots)

    def _convert_lots(self, lots: Sequence[Sequence[int]]) -> tuple[Flags, Ints]:
        """Lots as N x places, and the pairs that each cuts."""
        touching = build_adjacency(self.scenario).touching
        masks = [pack_bits(lot) for lot in lots]
        cut = [sum((touching[u] & ~mask).bit_count() for u in iterate_bits(mask)) for mask in masks]
        packed = self.instance.pack_lots(lots)
        return self.instance.unpack_places(packed), np.array(cut, dtype=np.int64)

    def _raise_bound(self, bound: int) -> bool:
        """Takes over a bound, if it is better; whether no better one is needed."""
        if bound > self.bound:
            self.bound = bound
            reported = None if self._is_infeasible else bound
            self.context.report_progress(_CUT_NEIGHBOURS, self.pairs, reported)
        return self._is_infeasible or (self.pairs is not None and bound >= self.pairs)

    def _choose_design(self, candidates: CandidateTable) -> None:
        """Optimises over all lots of designs that meet the bound; raises it by 1 if none does."""
        next_bound = self.bound + 1

        def report(measure: Measure, best: MeasureValue | None, bound: MeasureValue | None) -> None:
            # A design with a lot that is not listed cuts at least `next_bound` pairs.
            known = None if bound is None else min(ceil(bound), next_bound)
            self.context.report_progress(measure, best, known)

        context = replace(self.context, report_progress=report, start_design=self.incumbent)
        outcome = solve_candidates(self.scenario, candidates, context) if len(candidates) else None
        if outcome is not None and outcome.design is not None:
            pairs = int(outcome.reached[0].value)
            if self.pairs is None or pairs <= self.pairs:
                self.incumbent, self.pairs = outcome.design, pairs
        self.is_interrupted = outcome is not None and outcome.interrupted
        if outcome is not None and not outcome.proved:
            self.is_ended = True
        elif self.pairs is not None and self.pairs <= self.bound:
            self.is_ended = True
            self.is_canonical = outcome is not None and outcome.tie_proved
        else:
            self._raise_bound(next_bound)
