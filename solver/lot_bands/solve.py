"""The best design of few, large lots: listed inside the bands, and solved by windows of bounds.

Of the lots inside the bands only those can be in a better design than the best so far whose bound
is low enough. The MIP over candidates is solved for a window of these; its best is the best of all
once the window holds every lot whose bound does not pass it.
"""

from dataclasses import dataclass, replace
from math import inf

import numpy as np

from lotdesign.design import Design
from lotdesign.evaluation import Evaluation
from lotdesign.measures.base import Measure, MeasureValue
from lotdesign.scenario.scenario import Scenario
from solver.bitsets import pack_bits
from solver.candidate_listing import filter_by_all_rules
from solver.candidates.candidate_list import NO_WINNER
from solver.candidates.table import CandidateTable, tabulate_design
from solver.cross_check import solve_with_engines
from solver.exact.lexicographic import MeasureListener
from solver.lot_bands.band_listing import BandListing
from solver.lot_bands.band_lots import build_lot_array, find_first_objective
from solver.lot_bands.masks import Masks, pack_masks
from solver.objectives.registry import RankedObjective
from solver.outcome import SolveOutcome
from solver.solve_context import SolveContext

MOST_IN_WINDOW = 60_000
"""The most lots that are solved together; of more only the first objective may be proved."""
FIRST_WINDOW, WINDOW_GROWTH = 300, 4
"""Lots of the first window, and how many times as many each next one has."""


def solve_in_bands(listing: BandListing, context: SolveContext) -> SolveOutcome:
    """The best design of the lots inside the bands, by windows of their bounds.

    Begins with the context's start design where there is one. Raises TooManyLots where there are
    too many to list.
    """
    scenario = listing.scenario
    best: SolveOutcome | None = None
    window = _Window(listing, -inf, None)
    size, needed = FIRST_WINDOW, -inf
    if context.start_design is not None:
        needed = _find_start_cost(scenario, context)
    while True:
        _list_needed(listing, window, needed)
        lots = listing.lots
        enough = lots.count_within(needed)
        if enough <= WINDOW_GROWTH * size:
            size = max(size, enough)
        inside, outside = lots.split(size)
        if context.start_design is not None:
            inside |= lots.find(_pack_lots(context.start_design, len(scenario.units)))
        candidates = tabulate_in_order(scenario, lots.units[:, inside], listing.connected)
        window = _Window(listing, outside, find_first_objective(candidates))
        limited = replace(context, report_progress=window.clip_reports(context.report_progress))
        outcome = window.clip_outcome(solve_with_engines(scenario, candidates, limited))
        best = outcome if best is None else best.merge(outcome)
        if window.is_whole or outcome.interrupted or context.is_late:
            return best
        if outcome.design is not None:
            context = context.start_from(outcome.design, outcome.award)
            needed = window.find_needed_cost(outcome)
            if window.holds(needed) or size >= MOST_IN_WINDOW:
                return best
        elif outside == inf:
            listing.list_next()
        size = min(WINDOW_GROWTH * size, MOST_IN_WINDOW)


def _find_start_cost(scenario: Scenario, context: SolveContext) -> float:
    """What the start design's worst equal costs, in the units of the goal.

    Minus infinity where that is no sum over lots, or who wins them is not known.
    """
    design, award = context.start_design, context.start_award
    assert design is not None
    winners = None
    if scenario.prices is not None:
        if award is None:
            return -inf
        winners = np.array([NO_WINNER if party is None else party for party in award])
    objective = find_first_objective(tabulate_design(scenario, design, winners))
    if objective is None:
        return -inf
    evaluation = Evaluation(scenario, design, award)
    value = objective.measure.sign * objective.measure.evaluate(evaluation)
    return convert_to_cost(objective, objective.find_worst_kept(value))


def convert_to_cost(objective: RankedObjective, value: MeasureValue) -> float:
    """A signed value of an objective as a sum over lots, in the units of its goal."""
    return float(-objective.goal.express_at_most(value).constant)


def _pack_lots(design: Design, units: int) -> Masks:
    return pack_masks([pack_bits(lot.units) for lot in design.lots], units)


def _list_needed(listing: BandListing, window: "_Window", needed: float) -> None:
    """List the numbers of lots of which a design may cost no more than `needed`."""
    while listing.unlisted and (not len(listing.lots) or window.cost_of_unlisted <= needed):
        listing.list_next(inf if needed == -inf else needed)


def tabulate_in_order(scenario: Scenario, units: Masks, connected: bool) -> CandidateTable:
    """The candidates of these lots, in the order of their units."""
    array = build_lot_array(units, len(scenario.units))
    ordered = sorted(range(len(array)), key=array.__getitem__)
    candidates = CandidateTable(scenario, array.take(np.array(ordered, dtype=np.int64)))
    if connected:
        candidates.record_connected()
    return filter_by_all_rules(scenario, candidates)


@dataclass(frozen=True)
class _Window:
    """Listed lots with the least bounds; `outside` is the least bound of the others.

    Costs and bounds are in the units of the first objective's goal. `objective` is that, None where
    it is no sum over lots or the window has none.
    """

    listing: BandListing
    outside: float
    objective: RankedObjective | None

    @property
    def is_whole(self) -> bool:
        """Whether no other lot can be in any design."""
        return self.outside == inf and not self.listing.unlisted

    @property
    def cost_of_unlisted(self) -> float:
        """What a design of an unlisted number of lots costs at least; infinite if there is none."""
        if not self.listing.unlisted:
            return inf
        bound = self.listing.bound_of_unlisted
        return (
            -inf
            if bound is None or self.objective is None
            else convert_to_cost(self.objective, self._sign * bound)
        )

    @property
    def cost_outside(self) -> float:
        """What a design with any lot outside the window costs at least."""
        return min(self.outside, self.cost_of_unlisted)

    def holds(self, cost: float) -> bool:
        """Whether every design of at most this cost has only lots of the window."""
        return cost < self.cost_outside

    def find_needed_cost(self, outcome: SolveOutcome) -> float:
        """The cost of the worst design that the outcome's first objective still keeps."""
        if self.objective is None:
            return inf
        kept = self.objective.find_worst_kept(self._sign * outcome.reached[0].value)
        return convert_to_cost(self.objective, kept)

    @property
    def _sign(self) -> int:
        assert self.objective is not None
        return self.objective.measure.sign

    def clip_bound(self, bound: MeasureValue | None) -> MeasureValue | None:
        """A bound on designs of the window's lots as one on all designs."""
        if self.is_whole:
            return bound
        if self.objective is None or bound is None or self.cost_outside == -inf:
            return None
        if self.cost_outside == inf:
            return bound
        goal = self.objective.goal
        excess = int(self.cost_outside) + goal.express_below(0).constant
        outside = -goal.bound_improvement(0, -excess)
        return self._sign * min(self._sign * bound, outside)

    def clip_reports(self, report: MeasureListener) -> MeasureListener:
        """A listener that hears bounds on all designs instead of those of the window's."""

        def listen(measure: Measure, best: MeasureValue | None, bound: MeasureValue | None) -> None:
            is_first = self.objective is not None and measure == self.objective.measure
            report(measure, best, self.clip_bound(bound) if is_first else None)

        return listen

    def clip_outcome(self, outcome: SolveOutcome) -> SolveOutcome:
        """What an outcome of the window's lots proves of all lots."""
        if self.is_whole:
            return outcome
        if outcome.design is None:
            return replace(outcome, proved=False, proved_by=(), all_listed=False)
        first, *others = outcome.reached
        bound = self.clip_bound(first.bound)
        holds_kept = self.holds(self.find_needed_cost(outcome))
        reached = (
            replace(first, bound=bound, proved=bound == first.value),
            *(each if holds_kept else replace(each, bound=None, proved=False) for each in others),
        )
        return replace(
            outcome,
            reached=reached,
            proved=outcome.proved and holds_kept,
            tie_proved=outcome.tie_proved and holds_kept,
            proved_by=outcome.proved_by if holds_kept else (),
            all_listed=False,
        )
