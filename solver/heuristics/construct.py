"""Construction heuristic: lots are chosen region by region until every unit is covered.

Units may stay uncovered at a penalty; where some do, the lots around them are chosen again with
them. Constraints over several lots are not looked at yet, but for winners' capacities.
"""

from dataclasses import dataclass, field, replace
from random import Random

import numpy as np

from lotdesign.scenario.scenario import Scenario
from solver.backends.base import SolveRequest
from solver.bitsets import iterate_bits, pack_bits
from solver.candidates.table import CandidateTable
from solver.constraints.registry import prune_growth
from solver.heuristics.adjacency import Adjacency
from solver.heuristics.incumbent_lots import (
    IncumbentLot,
    flag_incumbent,
    flag_inside,
    list_incumbent_lots,
    thin_candidates,
)
from solver.heuristics.local_model import build_local_model, drop_full_winners
from solver.heuristics.regional_candidates import RegionalCandidates
from solver.model.expressions import LinearExpression
from solver.model.linear_model import LinearModel
from solver.solve_context import SolveContext

FIRST_REGION_UNITS, REGION_GROWTH_UNITS = 18, 6
"""How many units are drawn at a time at first, and by how many more each time that fails."""
LARGEST_LOTS_PER_REGION = 2
"""So many of the largest lots fit into an area, where rules say how many units a lot may hold."""
MAX_LOTS_RECHOSEN = 8
"""Up to so many lots around units that are left out are drawn again."""
SECONDS_PER_REGION = 5.0
"""What one area may take."""
REGION_CANDIDATES_DIVISOR, MAX_CANDIDATES_FACTOR = 135, 4
"""The fourth power of an area's units by this is how many of its candidates are looked at first,
and up to so many times as many."""
MAX_FAILED_REGIONS = 60
"""After so many areas without success another design is begun."""


@dataclass
class DesignConstruction:
    """Lots that share no unit, and the units that are in none yet."""

    scenario: Scenario
    regional_candidates: RegionalCandidates
    means: SolveContext
    random: Random
    incumbent_lots: list[IncumbentLot] = field(default_factory=list)
    interrupted: bool = False

    def construct(self) -> bool:
        """Draws lots until no unit is left out, or it is given up."""
        terrain, failures = Adjacency.build(self.scenario), 0
        tried, least = [0] * len(self.scenario.units), self._first_region_units
        left = self.uncovered
        while (
            left and failures < MAX_FAILED_REGIONS and not (self.interrupted or self.means.is_late)
        ):
            corner = min(
                iterate_bits(left),
                key=lambda u: (tried[u], (terrain.touching[u] & left).bit_count(), u),
            )
            size = least + REGION_GROWTH_UNITS * min(tried[corner], MAX_LOTS_RECHOSEN)
            area = terrain.grow_region(1 << corner, left, size)
            again = min(MAX_LOTS_RECHOSEN, tried[corner] + (area.bit_count() < least // 2))
            own = [
                self.incumbent_lots[i]
                for i in terrain.draw_neighbouring_lots(
                    self.incumbent_lots, area, again, self.random
                )
            ]
            area |= pack_bits(u for piece in own for u in piece.lot.units)
            self._rechoose(
                terrain.grow_region(area, left, size),
                own,
                size**4
                // REGION_CANDIDATES_DIVISOR
                * min(MAX_CANDIDATES_FACTOR, 1 + tried[corner]),
            )
            tried[corner] += 1
            failures = 0 if self.uncovered.bit_count() < left.bit_count() else failures + 1
            left = self.uncovered
        return not left

    @property
    def _first_region_units(self) -> int:
        sizes = [
            each.limit
            for each in prune_growth(self.scenario).ceilings
            if set(each.weights) == {1} and each.limit < len(self.scenario.units)
        ]
        return max(FIRST_REGION_UNITS, LARGEST_LOTS_PER_REGION * min(sizes, default=0))

    @property
    def uncovered(self) -> int:
        """The units that are in no lot, as bits."""
        held = pack_bits(u for piece in self.incumbent_lots for u in piece.lot.units)
        return ((1 << len(self.scenario.units)) - 1) & ~held

    def _rechoose(self, area: int, own: list[IncumbentLot], most: int) -> None:
        """Draws the lots of an area, some of which it has already, out of so many candidates."""
        region = frozenset(iterate_bits(area))
        kept = [piece for piece in self.incumbent_lots if piece not in own]
        facts = drop_full_winners(
            self.regional_candidates.list_candidates(region, own, kept, local=True), region
        )
        if not len(facts):
            return
        facts = thin_candidates(facts, region, self.random, flag_incumbent(facts, own), most)
        model, form = _build_elastic_model(facts, region)
        settings = replace(self.means.settings, seconds=self._seconds, workers=1, is_window=True)
        outcome = self.means.engine.solve(SolveRequest(model, form, settings=settings))
        self.interrupted = outcome.interrupted
        if outcome.solution is None:
            return
        chosen = np.flatnonzero(outcome.solution[: len(facts)] & flag_inside(facts, region))
        drawn = list_incumbent_lots(facts, chosen.tolist())
        before, after = (sum(len(p.lot.units) for p in each) for each in (own, drawn))
        if after >= before:
            self.incumbent_lots = [*kept, *drawn]

    @property
    def _seconds(self) -> float:
        left = self.means.seconds_left
        return SECONDS_PER_REGION if left is None else max(0.0, min(SECONDS_PER_REGION, left))


def _build_elastic_model(
    facts: CandidateTable, region: frozenset[int]
) -> tuple[LinearModel, LinearExpression]:
    """The units of a region in one lot each or, which costs more than any lot, left out."""
    model, out = build_local_model(facts, region)
    costs = np.where(flag_inside(facts, region), facts.cost.sum(axis=1) // 100, 0)
    dear = np.full(len(out), 2 * max(1, int(np.abs(costs).max(initial=0))))
    some = np.flatnonzero(costs)
    form = LinearExpression(
        np.concatenate((some, np.array(out, dtype=np.int64))), np.concatenate((costs[some], dear))
    )
    return model, form
