"""The second objective where few, large lots cannot be listed: within what the first one keeps."""

import time
from dataclasses import dataclass, replace
from math import inf

from lotdesign.evaluation import Evaluation
from lotdesign.measures.base import Measure, MeasureValue
from lotdesign.measures.registry import MEASURES
from lotdesign.result.build import ReachedObjective
from solver.bitsets import pack_bits
from solver.candidates.table import tabulate_design
from solver.column_generation.arithmetic_bounds import bound_measure
from solver.lot_bands.band_lots import find_first_objective
from solver.lot_bands.masks import Masks, pack_masks
from solver.lot_bands.partition_ratings import LaterAim
from solver.lot_bands.place_bounds import iterate_place_bounds
from solver.lot_bands.recombination import LotRecombination
from solver.lot_bands.search import BOUND_SECONDS, IDLE_TURNS, SLICE_SECONDS, LargeLotSearch
from solver.lot_bands.solve import convert_to_cost
from solver.outcome import SolveOutcome

LATER_AIM_SHARE, LATER_BOUND_SHARE = 0.1, 0.6
"""Shares of the time left for a second objective before its bound, and for that."""


@dataclass
class SecondAimSearch:
    """Goes on from a search that has proved the first objective; its best design is replaced."""

    search: LargeLotSearch
    _worst_kept: MeasureValue | None = None
    _bound: int | None = None
    _proofs: tuple[str, ...] = ()

    def run(self) -> None:
        """Where the first objective is proved: recombine for the second, within what that keeps."""
        if (
            self.search.best is None
            or len(self.search.scenario.objectives) == 1
            or not self.search.is_best_possible
        ):
            return
        assert self.search.best.design is not None
        count = len(self.search.best.design.lots)
        (recombination,) = (
            each for each in self.search.searches if each.cutter.graph.count == count
        )
        table = tabulate_design(self.search.scenario, self.search.best.design)
        objective = find_first_objective(table)
        if objective is None:
            return
        optimum = objective.measure.sign * self.search.best.reached[0].value
        self._worst_kept = objective.find_worst_kept(optimum)
        kept = convert_to_cost(objective, self._worst_kept)
        recombination.turn_to(LaterAim(1, kept))
        seconds = self.search.context.share_of_time_left(LATER_AIM_SHARE) or BOUND_SECONDS
        self._recombine(recombination, seconds)
        self._raise_bound()
        self._recombine(recombination, inf)

    def _recombine(self, recombination: LotRecombination, seconds: float) -> None:
        idle, last = 0, time.monotonic() + seconds
        while not self._is_met and idle < IDLE_TURNS:
            if self.search.is_over or time.monotonic() > last:
                return
            end, key = time.monotonic() + SLICE_SECONDS, recombination.key
            recombination.improve(lambda end=end: self.search.is_over or time.monotonic() > end)  # type: ignore[misc]
            is_better = recombination.key < key
            idle = 0 if is_better or self.search.context.deadline is not None else idle + 1
            if is_better or len(self._later) == 0:
                self._accept(self._find_units_of(recombination))

    @property
    def _later(self) -> tuple[ReachedObjective, ...]:
        """What the best design reaches of the second objective, where that was asked."""
        return () if self.search.best is None else self.search.best.reached[1:2]

    @property
    def _is_met(self) -> bool:
        return any(each.proved for each in self._later)

    def _find_units_of(self, recombination: LotRecombination) -> Masks:
        return pack_masks(recombination.list_design(), len(self.search.scenario.units))

    def _raise_bound(self) -> None:
        """Raise the bound of the second objective; and try the design that was found with it."""
        best = self.search.best
        if self.search.is_over or self._is_met or not self._later or best is None:
            return
        assert best.design is not None
        bounds = []
        possible = [
            b for _, b in self.search.listing.unlisted if not self._is_worse_than_kept(b.count)
        ]
        for bands in possible:
            seconds = self.search.context.share_of_time_left(LATER_BOUND_SHARE / len(possible))
            limited = self.search.context.limit_to(seconds or BOUND_SECONDS)
            known = best.design, int(self._later[0].value)
            found = list(iterate_place_bounds(self.search.scenario, 1, bands, known, limited))
            if not found:
                return
            top = max(found, key=lambda each: each.bound)
            bounds.append(top.bound)
            self._proofs = tuple(dict.fromkeys((*self._proofs, *top.proofs)))
            for design in (each.design for each in found if each.design is not None):
                lots = [pack_bits(lot.units) for lot in design.lots]
                self._accept(pack_masks(lots, len(self.search.scenario.units)))
        self._bound = min(bounds, default=None)
        best, later = self.search.best, self._later[0]
        assert best is not None
        self._keep(best, later.measure, later.value)

    def _is_worse_than_kept(self, count: int) -> bool:
        """Whether no design of so many lots is good enough by the first objective."""
        bound = self.search.bounds[count]
        return bound is not None and self._worst_kept is not None and bound > self._worst_kept

    def _accept(self, lots: Masks) -> None:
        """Keep the design of these lots where it is admissible and better by the second objective.

        It must also be good enough by the first.
        """
        assert self.search.best is not None
        found = self.search.solve_lots(lots)
        if found.design is None:
            return
        first = found.reached[0]
        if self._worst_kept is None or first.measure.sign * first.value > self._worst_kept:
            return
        measure = MEASURES[self.search.scenario.objectives[1].measure]
        value = measure.evaluate(Evaluation(self.search.scenario, found.design, found.award))
        known = self._later
        if not known or measure.sign * value < measure.sign * known[0].value:
            self._keep(found, measure, value)

    def _keep(self, found: SolveOutcome, measure: Measure, value: MeasureValue) -> None:
        """Take a design that reaches this value of the second objective as the best."""
        assert self.search.best is not None
        bound = bound_measure(self.search.scenario, measure.name)
        if self._bound is not None:
            bound = max(bound, self._bound)
        second = ReachedObjective(measure, value, bound, value == bound)
        proved = second.proved and len(self.search.scenario.objectives) == 2
        self.search.best = replace(
            found,
            reached=(self.search.best.reached[0], second),
            proved=proved,
            proved_by=tuple(dict.fromkeys((*self.search.proofs, *self._proofs))) if proved else (),
        )
        self.search.context.report_progress(measure, value, bound)
