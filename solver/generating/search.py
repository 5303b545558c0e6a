"""Betters a design by drawing a few of its lots again, exactly, until that helps no more.

Large neighbourhood search (Shaw 1998): of three to six lots side by side all that their units could
be drawn as is listed, or some of it where that is too much, and the best of it is proved.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from random import Random

import numpy as np

from lotdesign.measures.base import Measure
from lotdesign.measures.registry import MEASURES
from lotdesign.scenario.scenario import Scenario
from solver.facts.lots import Ints
from solver.facts.places import bit_set
from solver.facts.table import Facts
from solver.generating.annealing import Annealing
from solver.generating.local import local_model, loosened, separable
from solver.generating.nearing import Nearing
from solver.generating.pieces import Piece, inside, pieces_of, standing, thinned
from solver.generating.source import Source
from solver.generating.terrain import Terrain
from solver.selection.goal import Value
from solver.selection.goals import Aim, aims
from solver.selection.minimise import minimise
from solver.selection.model import Model
from solver.selection.search import Search
from solver.selection.vetting import TooManyRefusals
from solver.selection.winners import Winners
from solver.solve import Means, by_names, posed, reads_award

LOTS = (2, 3, 4, 5, 6)
"""How many lots are drawn again at a time."""
SECONDS = 4.0
"""What one of them may take."""
PATIENCE = 3
"""Every lot has been looked at so often, about, when it is given up."""


def unheard(best: Value | None, bound: Value | None) -> None:
    """Listens to nothing."""


@dataclass
class Neighbourhoods:
    """Lots that make up a design; `value` is the signed value of the first aim once it stands."""

    scenario: Scenario
    source: Source
    means: Means
    draw: Random
    pieces: list[Piece] = field(default_factory=list)
    value: Value | None = None
    interrupted: bool = False
    _local: bool = field(init=False)
    _measure: Measure = field(init=False)
    _annealing: Annealing | None = None

    def __post_init__(self) -> None:
        self._local = separable(self.scenario)
        self._measure = MEASURES[self.scenario.objectives[0].measure]
        if self._local and self._measure.name == "whole_life_cost":
            self._annealing = Annealing(self.scenario, self.means, self.draw)

    def run(self, bound: Nearing, soon: bool) -> None:
        """Until nothing is gained any more, the bound is reached or time is up.

        Where it is wanted `soon`, until there is a design.
        """
        terrain, failures = Terrain.of(self.scenario), 0
        self._settle()
        if not soon:
            self._anneal()
        while not self.over and failures < PATIENCE * len(LOTS) + PATIENCE * len(self.pieces):
            if bound.met(self.value) or (soon and self.value is not None):
                return
            many = LOTS[failures % len(LOTS)]
            own = [self.pieces[i] for i in self._region(terrain, many)]
            better = self._redrawn(own)
            failures = 0 if better else failures + 1
            if not better and self._anneal():
                failures = 0

    @property
    def over(self) -> bool:
        """Whether nothing more is to be drawn."""
        return self.interrupted or self.means.late

    def _region(self, terrain: Terrain, many: int) -> list[int]:
        start = self.draw.randrange(len(self.pieces))
        units = bit_set(self.pieces[start].lot.units)
        others = terrain.beside(self.pieces, units, many, self.draw)
        return [start, *(i for i in others if i != start)][:many]

    def _anneal(self) -> bool:
        """Moves units one by one, where that can be told from few lots; whether it helps."""
        if self._annealing is None or self.value is None or self.over:
            return False
        found = self._annealing.cooled(self.pieces)
        if found is None:
            return False
        self.pieces, gained = found
        self._better(self.value - gained)
        return True

    def _settle(self) -> None:
        """Finds out whether the lots make an admissible design as they are."""
        facts = self.source.around(frozenset(), (), self.pieces, local=False)
        search, aim = self._posed(facts)
        self._take(aim, facts, self.pieces, search.solve().solution)

    def _redrawn(self, own: Sequence[Piece]) -> bool:
        """Draws some lots again; whether that is better than before."""
        kept = [piece for piece in self.pieces if piece not in own]
        region = frozenset(u for piece in own for u in piece.lot.units)
        local = self._local and self.value is not None
        facts = self.source.around(region, own, kept, local)
        facts = thinned(facts, region, self.draw, standing(facts, own))
        try:
            if local:
                return self._bettered(facts, own, kept, region)
            return self._of_all(facts, own, kept, region)
        except TooManyRefusals:
            return False

    def _bettered(
        self, facts: Facts, own: Sequence[Piece], kept: list[Piece], region: frozenset[int]
    ) -> bool:
        """By lots that matter elsewhere only for what their winners carry."""
        model, _ = local_model(facts)
        winners = None if facts.winners is None else Winners(facts)
        aim = aims(self.scenario.objectives[:1], facts, model, winners)[0]
        now = standing(facts, self.pieces).astype(np.int64)
        before = aim.goal.of(now)
        stage = minimise(self._search(model), aim.goal, unheard, now)
        if stage.solution is None or stage.value is None or stage.value >= before:
            return False
        assert self.value is not None
        chosen = np.flatnonzero(stage.solution[: len(facts)] & inside(facts, region))
        self.pieces = [*kept, *pieces_of(facts, chosen.tolist())]
        self._better(self.value - before + stage.value)
        return True

    def _of_all(
        self, facts: Facts, own: Sequence[Piece], kept: list[Piece], region: frozenset[int]
    ) -> bool:
        """By looking at every rule over the whole design."""
        search, aim = self._posed(facts)
        if self.value is None:
            found = search.solve().solution
            if found is None:
                return self._nearer(search, facts, kept, region)
            return self._take(aim, facts, kept, found, region)
        stage = minimise(search, aim.goal, unheard)
        self.interrupted = self.interrupted or search.interrupted
        if stage.value is None or stage.value >= self.value:
            return False
        return self._take(aim, facts, kept, stage.solution, region)

    def _nearer(
        self, search: Search, facts: Facts, kept: list[Piece], region: frozenset[int]
    ) -> bool:
        """Breaks rules over the whole design less than before, where no design keeps them yet."""
        trial = search.over(search.model.copy())
        trial.vetting = None
        now = standing(facts, self.pieces).astype(np.int64)
        form, before = loosened(trial.model, now)
        solution = trial.solve(form).solution if before else None
        if solution is None:
            return False
        chosen = np.flatnonzero(solution[: len(facts)] & inside(facts, region))
        self.pieces = [*kept, *pieces_of(facts, chosen.tolist())]
        return form.of(solution) < before

    def _take(
        self,
        aim: Aim,
        facts: Facts,
        kept: list[Piece],
        solution: Ints | None,
        region: frozenset[int] | None = None,
    ) -> bool:
        """Takes a solution over, if there is one; outside the region nothing has changed."""
        if solution is None:
            return False
        if region is not None:
            chosen = np.flatnonzero(solution[: len(facts)] & inside(facts, region))
            self.pieces = [*kept, *pieces_of(facts, chosen.tolist())]
        self._better(aim.goal.of(solution))
        return True

    def _better(self, value: Value) -> None:
        self.value = value
        self.means.tell(self._measure, self._measure.sign * value, None)

    def _posed(self, facts: Facts) -> tuple[Search, Aim]:
        """The whole model, for a few seconds."""
        carried = reads_award(self.scenario)
        facts = by_names(facts) if carried else facts
        search, every = posed(self.scenario, facts, self.means.within(SECONDS), None, carried)
        return search, every[0]

    def _search(self, model: Model) -> Search:
        means = self.means.within(SECONDS)
        settings = replace(means.settings, workers=1, windowed=True)
        return Search(means.engine, model, settings, model.candidates, means.deadline)
