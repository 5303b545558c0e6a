"""Construction heuristic: lots are chosen region by region until every unit is covered.

Units may stay uncovered at a penalty. Where some do, lots around them are freed and chosen again
with them. Constraints over several lots are left to the search that follows, but for winners'
capacities.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from solver.backends.base import SolveRequest
from solver.bitsets import iterate_bits, pack_bits
from solver.candidates.adjacency import Adjacency, build_vicinity
from solver.candidates.table import CandidateTable
from solver.constraints.registry import prune_growth
from solver.heuristics.adjacent_lots import draw_adjacent_lots
from solver.heuristics.heuristic_state import HeuristicState
from solver.heuristics.incumbent_lots import (
    IncumbentLot,
    flag_incumbent,
    flag_inside,
    list_incumbent_lots,
    thin_candidates,
)
from solver.heuristics.local_model import build_local_model, drop_full_winners
from solver.model.expressions import LinearExpression
from solver.model.linear_model import LinearModel

FIRST_REGION_UNITS, REGION_GROWTH_UNITS = 18, 6
"""The units of a region at first, and by how many it grows with each failure at its corner."""
LARGEST_LOTS_PER_REGION = 2
"""A region holds so many lots of the largest size that rules allow."""
MAX_LOTS_RECHOSEN = 8
"""The most lots around uncovered units that are freed."""
SECONDS_PER_REGION = 5.0
"""The time limit of a region."""
REGION_CANDIDATES_DIVISOR, MAX_CANDIDATES_FACTOR = 135, 4
"""At first units^4 / 135 candidates of a region are kept; with failures up to 4 times as many."""
MAX_FAILED_REGIONS = 60
"""Construction is given up after so many failures in a row."""


class DesignConstruction:
    """Disjoint lots, and the units that none of them covers yet."""

    def __init__(self, state: HeuristicState) -> None:
        self._state, self._scenario = state, state.scenario
        self._lots: list[IncumbentLot] = []
        self._must_connect = prune_growth(self._scenario).connected

    def construct(self) -> list[IncumbentLot] | None:
        """Lots that cover every unit; None where it was given up."""
        state, failures = self._state, 0
        adjacency = build_vicinity(self._scenario)
        tries, least = [0] * len(self._scenario.units), self._first_region_units
        left = self._uncovered
        while left and failures < MAX_FAILED_REGIONS and not state.is_over:
            corner = min(
                iterate_bits(left),
                key=lambda u: (tries[u], (adjacency.touching[u] & left).bit_count(), u),
            )
            size = least + REGION_GROWTH_UNITS * min(tries[corner], MAX_LOTS_RECHOSEN)
            region = self._grow_region(adjacency, 1 << corner, left, size)
            count = min(MAX_LOTS_RECHOSEN, tries[corner] + (region.bit_count() < least // 2))
            drawn = draw_adjacent_lots(self._lots, region, count, adjacency, state.random)
            freed = [self._lots[i] for i in drawn]
            region |= pack_bits(u for each in freed for u in each.lot.units)
            factor = min(MAX_CANDIDATES_FACTOR, 1 + tries[corner])
            self._rechoose(
                self._grow_region(adjacency, region, left, size),
                freed,
                size**4 // REGION_CANDIDATES_DIVISOR * factor,
            )
            tries[corner] += 1
            failures = 0 if self._uncovered.bit_count() < left.bit_count() else failures + 1
            left = self._uncovered
        return None if left else self._lots

    def _grow_region(self, adjacency: Adjacency, start: int, inside: int, size: int) -> int:
        """A region (a bit set) of `size` units around `start`, where there are so many inside.

        Where lots need not connect it goes on elsewhere once nothing more touches it.
        """
        region = adjacency.grow_region(start, inside, size)
        while not self._must_connect and region.bit_count() < size and inside & ~region:
            elsewhere = inside & ~region
            missing = size - region.bit_count()
            region |= adjacency.grow_region(elsewhere & -elsewhere, elsewhere, missing)
        return region

    @property
    def _first_region_units(self) -> int:
        sizes = [
            ceiling.limit
            for ceiling in prune_growth(self._scenario).ceilings
            if set(ceiling.weights) == {1} and ceiling.limit < len(self._scenario.units)
        ]
        return max(FIRST_REGION_UNITS, LARGEST_LOTS_PER_REGION * min(sizes, default=0))

    @property
    def _uncovered(self) -> int:
        """The units in no lot, as a bit set."""
        covered = pack_bits(u for each in self._lots for u in each.lot.units)
        return ((1 << len(self._scenario.units)) - 1) & ~covered

    def _rechoose(self, units: int, freed: Sequence[IncumbentLot], most: int) -> None:
        """Chooses lots of a region (a bit set) out of about `most` candidates.

        They replace the freed ones where they cover no fewer units.
        """
        state, region = self._state, frozenset(iterate_bits(units))
        kept = [each for each in self._lots if each not in freed]
        candidates = drop_full_winners(
            state.regional_candidates.list_candidates(region, freed, kept, local=True), region
        )
        if not len(candidates):
            return
        own = flag_incumbent(candidates, freed)
        candidates = thin_candidates(candidates, region, state.random, own, most)
        model, objective = _build_elastic_model(candidates, region)
        context = state.context
        settings = replace(context.settings, seconds=self._seconds, workers=1, is_window=True)
        outcome = context.engine.solve(SolveRequest(model, objective, settings=settings))
        state.is_interrupted = outcome.interrupted
        if outcome.solution is None:
            return
        chosen = outcome.solution[: len(candidates)] & flag_inside(candidates, region)
        drawn = list_incumbent_lots(candidates, np.flatnonzero(chosen).tolist())
        before, after = (sum(len(each.lot.units) for each in lots) for lots in (freed, drawn))
        if after >= before:
            self._lots = [*kept, *drawn]

    @property
    def _seconds(self) -> float:
        left = self._state.context.seconds_left
        return SECONDS_PER_REGION if left is None else max(0.0, min(SECONDS_PER_REGION, left))


def _build_elastic_model(
    candidates: CandidateTable, region: frozenset[int]
) -> tuple[LinearModel, LinearExpression]:
    """The partition of a region's units, any of which may stay uncovered at a high penalty."""
    model, uncovered = build_local_model(candidates, region)
    costs = np.where(flag_inside(candidates, region), candidates.cost.sum(axis=1) // 100, 0)
    penalties = np.full(len(uncovered), 2 * max(1, int(np.abs(costs).max(initial=0))))
    priced = np.flatnonzero(costs)
    variables = np.concatenate((priced, np.array(uncovered, dtype=np.int64)))
    return model, LinearExpression(variables, np.concatenate((costs[priced], penalties)))
