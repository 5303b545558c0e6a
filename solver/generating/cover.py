"""A first design: lots are drawn area by area, until every unit is in one.

Units may be left out at a price. Where some are, the lots around them are drawn again with them.
What rules say of several lots together is not looked at yet, but for what providers can carry.
"""

from dataclasses import dataclass, field, replace
from random import Random

import numpy as np

from lotdesign.scenario.scenario import Scenario
from solver.candidates.grow import bits
from solver.facts.places import bit_set
from solver.facts.table import Facts
from solver.generating.local import fitting, local_model
from solver.generating.pieces import Piece, inside, pieces_of, standing, thinned
from solver.generating.source import Source
from solver.generating.terrain import Terrain
from solver.limits.registry import shape_of
from solver.selection.linear import Linear
from solver.selection.model import Model
from solver.solve import Means

AREA, FURTHER = 18, 6
"""How many units are drawn at a time at first, and by how many more each time that fails."""
LOTS = 2
"""So many of the largest lots fit into an area, where rules say how many units a lot may hold."""
AROUND = 8
"""Up to so many lots around units that are left out are drawn again."""
SECONDS = 5.0
"""What one area may take."""
PART, MORE = 135, 4
"""The fourth power of an area's units by this is how many of its candidates are looked at first,
and up to so many times as many."""
PATIENCE = 60
"""After so many areas without success another design is begun."""


@dataclass
class Cover:
    """Lots that share no unit, and the units that are in none yet."""

    scenario: Scenario
    source: Source
    means: Means
    draw: Random
    pieces: list[Piece] = field(default_factory=list)
    interrupted: bool = False

    def drawn(self) -> bool:
        """Draws lots until no unit is left out, or it is given up."""
        terrain, failures = Terrain.of(self.scenario), 0
        tried, least = [0] * len(self.scenario.units), self._area
        left = self.left
        while left and failures < PATIENCE and not (self.interrupted or self.means.late):
            corner = min(
                bits(left), key=lambda u: (tried[u], (terrain.touching[u] & left).bit_count(), u)
            )
            size = least + FURTHER * min(tried[corner], AROUND)
            area = terrain.grown(1 << corner, left, size)
            again = min(AROUND, tried[corner] + (area.bit_count() < least // 2))
            own = [self.pieces[i] for i in terrain.beside(self.pieces, area, again, self.draw)]
            area |= bit_set(u for piece in own for u in piece.lot.units)
            self._redraw(
                terrain.grown(area, left, size), own, size**4 // PART * min(MORE, 1 + tried[corner])
            )
            tried[corner] += 1
            failures = 0 if self.left.bit_count() < left.bit_count() else failures + 1
            left = self.left
        return not left

    @property
    def _area(self) -> int:
        sizes = [
            each.most
            for each in shape_of(self.scenario).ceilings
            if set(each.weights) == {1} and each.most < len(self.scenario.units)
        ]
        return max(AREA, LOTS * min(sizes, default=0))

    @property
    def left(self) -> int:
        """The units that are in no lot, as bits."""
        held = bit_set(u for piece in self.pieces for u in piece.lot.units)
        return ((1 << len(self.scenario.units)) - 1) & ~held

    def _redraw(self, area: int, own: list[Piece], most: int) -> None:
        """Draws the lots of an area, some of which it has already, out of so many candidates."""
        region = frozenset(bits(area))
        kept = [piece for piece in self.pieces if piece not in own]
        facts = fitting(self.source.around(region, own, kept, local=True), region)
        if not len(facts):
            return
        facts = thinned(facts, region, self.draw, standing(facts, own), most)
        model, form = _elastic(facts, region)
        settings = replace(self.means.settings, seconds=self._seconds, workers=1, windowed=True)
        outcome = self.means.engine.solve(model, form, None, settings, lambda best, bound: None)
        self.interrupted = outcome.interrupted
        if outcome.solution is None:
            return
        chosen = np.flatnonzero(outcome.solution[: len(facts)] & inside(facts, region))
        drawn = pieces_of(facts, chosen.tolist())
        before, after = (sum(len(p.lot.units) for p in each) for each in (own, drawn))
        if after >= before:
            self.pieces = [*kept, *drawn]

    @property
    def _seconds(self) -> float:
        left = self.means.seconds
        return SECONDS if left is None else max(0.0, min(SECONDS, left))


def _elastic(facts: Facts, region: frozenset[int]) -> tuple[Model, Linear]:
    """The units of a region in one lot each or, which costs more than any lot, left out."""
    model, out = local_model(facts, region)
    costs = np.where(inside(facts, region), facts.cost.sum(axis=1) // 100, 0)
    dear = np.full(len(out), 2 * max(1, int(np.abs(costs).max(initial=0))))
    some = np.flatnonzero(costs)
    form = Linear(
        np.concatenate((some, np.array(out, dtype=np.int64))), np.concatenate((costs[some], dear))
    )
    return model, form
