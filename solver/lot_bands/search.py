"""Designs of few, large lots where these cannot be listed: tree cuts, recombination and a bound.

The bound is what arithmetic over values says of every number of lots that is possible.
"""

import time
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import cycle
from math import inf
from random import Random

from lotdesign.measures.base import MeasureValue
from lotdesign.measures.registry import MEASURES
from lotdesign.scenario.scenario import Scenario
from solver.backends.base import ignore_progress
from solver.bitsets import pack_bits
from solver.candidate_solve import solve_candidates
from solver.column_generation.arithmetic_bounds import bound_measure
from solver.column_generation.background_bounds import open_bounds
from solver.lot_bands.band_listing import BandListing
from solver.lot_bands.bands import LotBands
from solver.lot_bands.growth_graph import build_growth_graph
from solver.lot_bands.market_bound import bound_cost_by_market
from solver.lot_bands.masks import Masks, pack_masks
from solver.lot_bands.recombination import LotRecombination
from solver.lot_bands.relaxation_bound import bound_cost_by_relaxation
from solver.lot_bands.solve import tabulate_in_order
from solver.lot_bands.tree_cuts import TreeCutter
from solver.outcome import SolveOutcome
from solver.proofs import RELAXATION_PROOF, VALUE_ARITHMETIC
from solver.solve_context import SolveContext

DRAWS, REPAIRS = 5, 80
"""Partitions that are drawn of one number of lots before the next, and recombinations of each."""
SLICE_SECONDS = 0.5
"""Seconds of recombination between two looks at whether the design is admissible."""
IDLE_TURNS = 8
"""Without a time limit the search ends after so many turns each that better nothing."""
BOUND_SHARE, BOUND_SECONDS = 0.3, 30.0
"""Share of the time left for one bound that is raised; seconds where there is no time limit."""
COLUMN_SECONDS = 2.0
"""Seconds of recombination between two looks at the bound by column generation."""
LARGE_GAP = 1e-3
"""Relaxed lots are tried where a number of lots could be better by more than this share."""
POOL_SECONDS, MOST_POOLED = 5.0, 1_000
"""Seconds for, and lots of, the MIP over the last lots seen, where the first design of all cannot
be awarded."""


@dataclass
class LargeLotSearch:
    """The best design so far, and the bound on the first objective in its own sign."""

    listing: BandListing
    context: SolveContext
    best: SolveOutcome | None = None
    _raised_by: tuple[str, ...] = ()
    _by_columns: int | None = None

    @property
    def scenario(self) -> Scenario:
        """The scenario whose lots are searched."""
        return self.listing.scenario

    @property
    def bound(self) -> MeasureValue:
        """A bound on the first objective."""
        measure = self.scenario.objectives[0].measure
        known = [bound for bound in self.bounds.values() if bound is not None]
        arithmetic = bound_measure(self.scenario, measure)
        whole = arithmetic if self._by_columns is None else max(arithmetic, self._by_columns)
        if not known or len(known) < len(self.bounds):
            return whole
        return max(whole, min(known))

    def interrupt(self) -> SolveOutcome:
        """The best so far, marked as interrupted."""
        if self.best is not None:
            return replace(self.best, interrupted=True)
        nothing = tabulate_in_order(self.scenario, self.listing.lots.units[:, :0], connected=False)
        return SolveOutcome.without_design(nothing, proved=False, interrupted=True)

    @property
    def proofs(self) -> tuple[str, ...]:
        """What the bound rests on: values alone, and what raised it above what these say."""
        return (VALUE_ARITHMETIC, *self._raised_by)

    def find_first(self) -> None:
        """Draw designs, numbers of lots by their bounds, until one is admissible."""
        for _ in range(DRAWS):
            for search in self.searches:
                if self._draw(search) or self.is_over:
                    return

    def sharpen_bounds(self) -> None:
        """Bound what each number of lots costs by values as well as can be."""
        first = None if self.best is None else self.best.reached[0]
        self.listing.sharpen(None if first is None else int(first.measure.sign * first.value))
        for bound, bands in self.listing.unlisted:
            if bound is not None:
                self.raise_bound(bands.count, bound)

    def raise_bounds_by_market(self) -> None:
        """Raise the bounds of numbers of lots by who could win lots of which value.

        Only of those that could be better than the best design; each gets a share of the time that
        is left.
        """
        for _, bands in self.listing.unlisted:
            if not self.is_over and self.could_be_better(bands.count):
                self._raise_by_market(bands)

    def raise_bounds_by_relaxation(self) -> None:
        """Raise bounds by relaxed lots where much is left; each gets a share of the time left."""
        for _, bands in self.listing.unlisted:
            if not self.is_over and self._has_large_gap(bands.count):
                self._raise_by_relaxation(bands)

    def improve_beside_columns(self) -> None:
        """Recombine while column generation over relaxed lots bounds costs, where much is left."""
        measure = self.scenario.objectives[0].measure
        counts = [bands.count for _, bands in self.listing.unlisted]
        if not MEASURES[measure].is_cost or not any(map(self._has_large_gap, counts)):
            self.improve()
            return
        with open_bounds(self.scenario, measure) as source:
            while not self.is_over and not self.is_best_possible:
                self.improve(COLUMN_SECONDS)
                bound = source.poll(0.0)
                if bound is not None and (self._by_columns is None or bound > self._by_columns):
                    self._by_columns = bound if self.best is None else self._clip(bound)
                    self._raised_by = tuple(dict.fromkeys((*self._raised_by, RELAXATION_PROOF)))
                    self._report()
                if self.context.deadline is None:
                    return

    def _clip(self, bound: int) -> int:
        """A bound, which no design of less than the best goes below."""
        assert self.best is not None
        return min(bound, int(self.best.reached[0].value))

    def _raise_by_market(self, bands: LotBands) -> None:
        seconds = self.context.share_of_time_left(BOUND_SHARE) or BOUND_SECONDS
        measure, seed = self.scenario.objectives[0].measure, self.context.settings.seed
        raised = bound_cost_by_market(self.scenario, bands, measure, seconds, seed)
        if raised is not None:
            self.raise_bound(bands.count, raised, "cp-sat")

    def _raise_by_relaxation(self, bands: LotBands) -> None:
        seconds = self.context.share_of_time_left(BOUND_SHARE) or BOUND_SECONDS
        last = time.monotonic() + seconds
        bound_cost_by_relaxation(
            self.scenario,
            bands,
            self.scenario.objectives[0].measure,
            None if self.best is None else int(self.best.reached[0].value),
            lambda: self.is_over or time.monotonic() > last,
            lambda bound: self.raise_bound(bands.count, bound, RELAXATION_PROOF),
        )

    def raise_bound(self, count: int, bound: int, *proofs: str) -> None:
        """Take a bound on designs of so many lots where it is higher than what is known."""
        known = self.bounds[count]
        if known is None or bound > known:
            self.bounds[count] = bound
            self._raised_by = tuple(dict.fromkeys((*self._raised_by, *proofs)))
            self._report()

    def take_over(self, found: SolveOutcome) -> None:
        """Go on from a design, and a bound on all designs, that were found otherwise."""
        if found.design is None:
            self.best = found if found.proved or found.interrupted else self.best
            return
        bound = found.reached[0].bound
        if bound is not None:
            self._by_columns = int(bound)
        self.best = found if self.best is None else self.best.merge(found)
        lots = [pack_bits(lot.units) for lot in found.design.lots]
        for search in self.searches:
            if search.cutter.graph.count == len(lots):
                search.begin_from(lots)
        self._report()

    def recombine_each(self, rounds: int) -> None:
        """Recombine so often for each number of lots, and keep what is better."""
        for search in self.searches:
            left = iter(range(rounds))
            if search.lots and not search.key[0]:
                search.improve(lambda left=left: self.is_over or next(left, None) is None)  # type: ignore[misc]
                self._accept(search)

    def _has_large_gap(self, count: int) -> bool:
        """Whether designs of so many lots could be better by more than a little."""
        bound = self.bounds[count]
        if self.best is None or bound is None:
            return self.could_be_better(count)
        first = self.best.reached[0]
        gap = float(first.measure.sign * first.value) - bound
        return gap > LARGE_GAP * abs(float(first.value))

    def improve(self, seconds: float = inf) -> None:
        """Recombine until the bound is met, time is up, or nothing better turns up for long.

        Every number of lots that could be better than the best design has its turns.
        """
        idle, last = 0, time.monotonic() + seconds
        for search in cycle(self.searches):
            if self.is_over or self.is_best_possible or time.monotonic() > last:
                return
            if not self.could_be_better(search.cutter.graph.count):
                continue
            end = min(last, time.monotonic() + SLICE_SECONDS)
            idle = 0 if self._take_turn(search, end) else idle + 1
            if self.context.deadline is None and idle >= IDLE_TURNS * len(self.searches):
                return

    def _take_turn(self, search: LotRecombination, end: float) -> bool:
        """Recombine, or draw where there is no design yet; whether the best design is better."""
        before = self.best
        if not search.lots or search.key[0]:
            self._draw(search)
        else:
            key = search.key
            search.improve(lambda: self.is_over or time.monotonic() > end)
            if search.key < key:
                self._accept(search)
        return self.best is not before

    def could_be_better(self, count: int) -> bool:
        """Whether no bound says that designs of so many lots are no better than the best."""
        if self.best is None:
            return True
        first = self.best.reached[0]
        bound = self.bounds[count]
        return bound is None or bound < first.measure.sign * first.value

    def _draw(self, search: LotRecombination) -> bool:
        """Draw a partition and repair it; whether it is admissible and kept."""
        for _ in range(DRAWS):
            if not search.draw():
                continue
            for _ in range(REPAIRS):
                if not search.key[0] or self.is_over:
                    break
                search.repair()
            if not search.key[0] and self._accept(search):
                return True
        return False

    @cached_property
    def searches(self) -> list[LotRecombination]:
        """A search for each number of lots."""
        random = Random(self.context.settings.seed)
        graphs = [build_growth_graph(self.scenario, bands) for _, bands in self.listing.unlisted]
        return [
            LotRecombination(self.scenario, TreeCutter(graph, random))
            for graph in graphs
            if graph is not None
        ]

    @cached_property
    def bounds(self) -> dict[int, int | None]:
        """For each number of lots a bound on the first objective, in its signed units."""
        return {bands.count: bound for bound, bands in self.listing.unlisted}

    @property
    def is_over(self) -> bool:
        """Whether time is up, or the run was interrupted."""
        return self.context.is_late or (self.best is not None and self.best.interrupted)

    @property
    def is_best_possible(self) -> bool:
        """Whether the best design meets the bound."""
        return self.best is not None and self.best.reached[0].value == self.bound

    def _accept(self, search: LotRecombination) -> bool:
        """Keep the design, or the best of all lots seen, where it is admissible and better."""
        units = len(self.scenario.units)
        if self.accept_lots(pack_masks(search.list_design(), units)):
            return True
        if self.best is not None or self.is_over:
            return False
        limited = self.context.limit_to(POOL_SECONDS)
        return self.accept_lots(search.list_pool(MOST_POOLED), limited)

    def accept_lots(self, lots: Masks, context: SolveContext | None = None) -> bool:
        """Keep the best design of some lots where there is one that is better."""
        before = self.best
        found = self.solve_lots(lots, context)
        if found.design is None:
            return False
        self.best = found if self.best is None else self.best.merge(found)
        self._report()
        return self.best is not before or before is None

    def _report(self) -> None:
        """Tell the best design and the bound, and note the bound with it."""
        if self.best is None:
            return
        first, *others = self.best.reached
        if first.bound is None or self.bound > first.bound:
            proved = first.value == self.bound
            first = replace(first, bound=self.bound, proved=proved)
            is_whole = proved and len(self.scenario.objectives) == 1
            self.best = replace(
                self.best,
                reached=(first, *others),
                proved=is_whole,
                proved_by=self.proofs if is_whole else (),
            )
        self.context.report_progress(first.measure, first.value, first.bound)
        if self.best.design is not None:
            self.context.tell_lots(self.best.design.lots, self.best.award)

    def solve_lots(self, lots: Masks, context: SolveContext | None = None) -> SolveOutcome:
        """The best design of some lots, with what is proved of all designs.

        Raises KeyboardInterrupt where Ctrl-C came before any design of these lots.
        """
        connected = self.listing.connected
        candidates = tabulate_in_order(self.scenario, lots, connected)
        context = replace(context or self.context, report_progress=ignore_progress)
        outcome = solve_candidates(self.scenario, candidates, context)
        outcome = outcome.attribute_to(context.engine)
        if outcome.design is None and outcome.interrupted:
            raise KeyboardInterrupt
        if outcome.design is None:
            return replace(outcome, proved=False, proved_by=(), all_listed=False)
        first = replace(outcome.reached[0], bound=self.bound)
        first = replace(first, proved=first.value == first.bound)
        proved = first.proved and len(self.scenario.objectives) == 1
        return replace(
            outcome,
            reached=(first,),
            proved=proved,
            tie_proved=False,
            proved_by=self.proofs if proved else (),
            all_listed=False,
        )
