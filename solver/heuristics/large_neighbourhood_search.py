"""Large-neighbourhood search: a few lots of the incumbent are chosen again by an exact engine.

Shaw (1998): the candidates of the units of two to six adjacent lots are listed, or some of them
where they are many, and the best choice among them is proved.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from random import Random

import numpy as np

from lotdesign.measures.base import Measure
from lotdesign.measures.registry import MEASURES
from lotdesign.scenario.scenario import Scenario
from solver.arrays import Ints
from solver.awards.combinatorial_benders import TooManyBendersCuts
from solver.bitsets import pack_bits
from solver.candidate_mip import build_candidate_mip, expand_named_winners, has_award_objective
from solver.candidates.table import CandidateTable
from solver.exact.minimise import minimise_goal
from solver.exact.search import ModelSearch
from solver.heuristics.adjacency import Adjacency
from solver.heuristics.annealing import SimulatedAnnealing
from solver.heuristics.bound_tracker import BoundTracker
from solver.heuristics.incumbent_lots import (
    IncumbentLot,
    flag_incumbent,
    flag_inside,
    list_incumbent_lots,
    thin_candidates,
)
from solver.heuristics.local_model import build_local_model, is_separable, relax_broken_rows
from solver.heuristics.regional_candidates import RegionalCandidates
from solver.model.award_variables import AwardVariables
from solver.model.goals import GoalValue
from solver.model.linear_model import LinearModel
from solver.objectives.registry import RankedObjective, build_ranked_objectives
from solver.solve_context import SolveContext

LOTS_PER_NEIGHBOURHOOD = (2, 3, 4, 5, 6)
"""How many lots are drawn again at a time."""
SECONDS_PER_NEIGHBOURHOOD = 4.0
"""What one of them may take."""
LOOKS_PER_LOT = 3
"""Every lot has been looked at so often, about, when it is given up."""


def ignore_report(best: GoalValue | None, bound: GoalValue | None) -> None:
    """Listens to nothing."""


@dataclass
class LargeNeighbourhoodSearch:
    """Lots that make up a design; `value` is the signed value of the first aim once it stands."""

    scenario: Scenario
    regional_candidates: RegionalCandidates
    means: SolveContext
    random: Random
    incumbent_lots: list[IncumbentLot] = field(default_factory=list)
    value: GoalValue | None = None
    interrupted: bool = False
    _is_separable: bool = field(init=False)
    _measure: Measure = field(init=False)
    _annealing: SimulatedAnnealing | None = None

    def __post_init__(self) -> None:
        self._is_separable = is_separable(self.scenario)
        self._measure = MEASURES[self.scenario.objectives[0].measure]
        if self._is_separable and self._measure.name == "whole_life_cost":
            self._annealing = SimulatedAnnealing(self.scenario, self.means, self.random)

    def improve(self, bound: BoundTracker, soon: bool) -> None:
        """Until nothing is gained any more, the bound is reached or time is up.

        Where it is wanted `soon`, until there is a design.
        """
        terrain, failures = Adjacency.build(self.scenario), 0
        self._test_incumbent()
        if not soon:
            self._anneal()
        while not self.is_over and failures < LOOKS_PER_LOT * len(
            LOTS_PER_NEIGHBOURHOOD
        ) + LOOKS_PER_LOT * len(self.incumbent_lots):
            if bound.is_met_now(self.value) or (soon and self.value is not None):
                return
            many = LOTS_PER_NEIGHBOURHOOD[failures % len(LOTS_PER_NEIGHBOURHOOD)]
            own = [self.incumbent_lots[i] for i in self._draw_neighbourhood(terrain, many)]
            better = self._rechoose(own)
            failures = 0 if better else failures + 1
            if not better and self._anneal():
                failures = 0

    @property
    def is_over(self) -> bool:
        """Whether nothing more is to be drawn."""
        return self.interrupted or self.means.is_late

    def _draw_neighbourhood(self, terrain: Adjacency, many: int) -> list[int]:
        start = self.random.randrange(len(self.incumbent_lots))
        units = pack_bits(self.incumbent_lots[start].lot.units)
        others = terrain.draw_neighbouring_lots(self.incumbent_lots, units, many, self.random)
        return [start, *(i for i in others if i != start)][:many]

    def _anneal(self) -> bool:
        """Moves units one by one, where that can be told from few lots; whether it helps."""
        if self._annealing is None or self.value is None or self.is_over:
            return False
        found = self._annealing.improve(self.incumbent_lots)
        if found is None:
            return False
        self.incumbent_lots, gained = found
        self._set_value(self.value - gained)
        return True

    def _test_incumbent(self) -> None:
        """Finds out whether the lots make an admissible design as they are."""
        facts = self.regional_candidates.list_candidates(
            frozenset(), (), self.incumbent_lots, local=False
        )
        search, aim = self._build_whole_search(facts)
        self._accept(aim, facts, self.incumbent_lots, search.solve().solution)

    def _rechoose(self, own: Sequence[IncumbentLot]) -> bool:
        """Draws some lots again; whether that is better than before."""
        kept = [piece for piece in self.incumbent_lots if piece not in own]
        region = frozenset(u for piece in own for u in piece.lot.units)
        local = self._is_separable and self.value is not None
        facts = self.regional_candidates.list_candidates(region, own, kept, local)
        facts = thin_candidates(facts, region, self.random, flag_incumbent(facts, own))
        try:
            if local:
                return self._rechoose_locally(facts, own, kept, region)
            return self._rechoose_globally(facts, own, kept, region)
        except TooManyBendersCuts:
            return False

    def _rechoose_locally(
        self,
        facts: CandidateTable,
        own: Sequence[IncumbentLot],
        kept: list[IncumbentLot],
        region: frozenset[int],
    ) -> bool:
        """By lots that matter elsewhere only for what their winners carry."""
        model, _ = build_local_model(facts)
        winners = None if facts.winners is None else AwardVariables(facts)
        aim = build_ranked_objectives(self.scenario.objectives[:1], facts, model, winners)[0]
        now = flag_incumbent(facts, self.incumbent_lots).astype(np.int64)
        before = aim.goal.evaluate(now)
        stage = minimise_goal(self._build_local_search(model), aim.goal, ignore_report, now)
        if stage.solution is None or stage.value is None or stage.value >= before:
            return False
        assert self.value is not None
        chosen = np.flatnonzero(stage.solution[: len(facts)] & flag_inside(facts, region))
        self.incumbent_lots = [*kept, *list_incumbent_lots(facts, chosen.tolist())]
        self._set_value(self.value - before + stage.value)
        return True

    def _rechoose_globally(
        self,
        facts: CandidateTable,
        own: Sequence[IncumbentLot],
        kept: list[IncumbentLot],
        region: frozenset[int],
    ) -> bool:
        """By looking at every rule over the whole design."""
        search, aim = self._build_whole_search(facts)
        if self.value is None:
            found = search.solve().solution
            if found is None:
                return self._reduce_violation(search, facts, kept, region)
            return self._accept(aim, facts, kept, found, region)
        stage = minimise_goal(search, aim.goal, ignore_report)
        self.interrupted = self.interrupted or search.interrupted
        if stage.value is None or stage.value >= self.value:
            return False
        return self._accept(aim, facts, kept, stage.solution, region)

    def _reduce_violation(
        self,
        search: ModelSearch,
        facts: CandidateTable,
        kept: list[IncumbentLot],
        region: frozenset[int],
    ) -> bool:
        """Breaks rules over the whole design less than before, where no design keeps them yet."""
        trial = search.with_model(search.model.copy())
        trial.lazy_constraints = None
        now = flag_incumbent(facts, self.incumbent_lots).astype(np.int64)
        form, before = relax_broken_rows(trial.model, now)
        solution = trial.solve(form).solution if before else None
        if solution is None:
            return False
        chosen = np.flatnonzero(solution[: len(facts)] & flag_inside(facts, region))
        self.incumbent_lots = [*kept, *list_incumbent_lots(facts, chosen.tolist())]
        return form.evaluate(solution) < before

    def _accept(
        self,
        aim: RankedObjective,
        facts: CandidateTable,
        kept: list[IncumbentLot],
        solution: Ints | None,
        region: frozenset[int] | None = None,
    ) -> bool:
        """Takes a solution over, if there is one; outside the region nothing has changed."""
        if solution is None:
            return False
        if region is not None:
            chosen = np.flatnonzero(solution[: len(facts)] & flag_inside(facts, region))
            self.incumbent_lots = [*kept, *list_incumbent_lots(facts, chosen.tolist())]
        self._set_value(aim.goal.evaluate(solution))
        return True

    def _set_value(self, value: GoalValue) -> None:
        self.value = value
        self.means.report_progress(self._measure, self._measure.sign * value, None)

    def _build_whole_search(self, facts: CandidateTable) -> tuple[ModelSearch, RankedObjective]:
        """The whole model, for a few seconds."""
        carried = has_award_objective(self.scenario)
        facts = expand_named_winners(facts) if carried else facts
        search, every = build_candidate_mip(
            self.scenario, facts, self.means.limit_to(SECONDS_PER_NEIGHBOURHOOD), None, carried
        )
        return search, every[0]

    def _build_local_search(self, model: LinearModel) -> ModelSearch:
        means = self.means.limit_to(SECONDS_PER_NEIGHBOURHOOD)
        settings = replace(means.settings, workers=1, is_window=True)
        return ModelSearch(means.engine, model, settings, model.candidates, means.deadline)
