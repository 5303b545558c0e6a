"""Chooses a few lots of the incumbent again, among candidates generated for their units.

Where the scenario is separable, the candidates of the region suffice, beside what their winners
carry elsewhere. Otherwise the whole model is solved with all lots outside the region fixed. While
the design is not admissible, its violation of the rows is minimised instead.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from solver.arrays import Ints
from solver.awards.combinatorial_benders import TooManyBendersCuts
from solver.backends.base import ignore_progress
from solver.candidate_mip import build_candidate_mip, expand_named_winners, has_award_objective
from solver.candidates.table import CandidateTable
from solver.exact.minimise import minimise_goal
from solver.exact.search import ModelSearch
from solver.heuristics.annealing import SimulatedAnnealing
from solver.heuristics.heuristic_state import HeuristicState, IncumbentDesign
from solver.heuristics.incumbent_lots import (
    IncumbentLot,
    flag_incumbent,
    flag_inside,
    list_incumbent_lots,
    thin_candidates,
)
from solver.heuristics.large_neighbourhood_search import RepairOutcome
from solver.heuristics.local_model import build_local_model, is_separable, relax_violated_rows
from solver.model.award_variables import AwardVariables
from solver.objectives.registry import RankedObjective, build_ranked_objectives

SECONDS_PER_NEIGHBOURHOOD = 4.0
"""The time limit of one repair."""

Outcome = RepairOutcome[IncumbentDesign]


@dataclass(frozen=True)
class _FreedRegion:
    """Candidates of the freed lots' units, the fixed lots outside, and the incumbent itself."""

    incumbent: IncumbentDesign
    units: frozenset[int]
    fixed_lots: tuple[IncumbentLot, ...]
    candidates: CandidateTable
    names_copies: bool = False

    def replace_lots(self, solution: Ints) -> tuple[IncumbentLot, ...]:
        """The fixed lots and those that a solution chooses in the region.

        Where candidates name each of several interchangeable providers, fixed lots may have other
        winners too; incumbent lots name the first of the interchangeable ones.
        """
        chosen = solution[: len(self.candidates)]
        if not self.names_copies:
            inside = chosen & flag_inside(self.candidates, self.units)
            drawn = list_incumbent_lots(self.candidates, np.flatnonzero(inside).tolist())
            return (*self.fixed_lots, *drawn)
        classes = self.candidates.scenario.interchangeable_parties.items()
        first_of = {party: first for first, copies in classes for party in copies}
        return tuple(
            replace(each, winner=None if each.winner is None else first_of[each.winner])
            for each in list_incumbent_lots(self.candidates, np.flatnonzero(chosen).tolist())
        )


class RegionalRepair:
    """Repairs by exact solves; where one gains nothing, by annealing the whole design."""

    def __init__(self, state: HeuristicState) -> None:
        self._state = state
        self._is_separable = is_separable(state.scenario)

    def improve(self, incumbent: IncumbentDesign, neighbourhood: Sequence[IncumbentLot]) -> Outcome:
        """The incumbent with these lots chosen again, or annealed."""
        outcome = self._rechoose(incumbent, neighbourhood)
        return outcome if outcome.is_better else self.anneal(outcome)

    def test_admissible(self, incumbent: IncumbentDesign) -> Outcome:
        """The incumbent with its value, where its lots make an admissible design."""
        candidates = self._state.regional_candidates.list_candidates(
            frozenset(), (), incumbent.lots, local=False
        )
        search, objective = self._build_whole_search(self._name_copies(candidates))
        solution = search.solve().solution
        if solution is not None:
            incumbent = replace(incumbent, value=objective.goal.evaluate(solution))
        return RepairOutcome(incumbent, solution is not None, False, search.interrupted)

    def anneal(self, outcome: Outcome) -> Outcome:
        """The outcome's incumbent after annealing, where that applies and gains anything."""
        incumbent = outcome.incumbent
        is_over = outcome.is_interrupted or self._state.is_over
        if self._annealing is None or incumbent.value is None or is_over:
            return outcome
        annealed = self._annealing.improve(incumbent.lots)
        if annealed is None:
            return outcome
        lots, gain = annealed
        better = IncumbentDesign(tuple(lots), incumbent.value - gain)
        return replace(outcome, incumbent=better, is_better=True)

    @cached_property
    def _annealing(self) -> SimulatedAnnealing | None:
        if not self._is_separable or self._state.measure.name != "whole_life_cost":
            return None
        return SimulatedAnnealing(self._state.scenario, self._state.context, self._state.random)

    def _rechoose(self, incumbent: IncumbentDesign, freed: Sequence[IncumbentLot]) -> Outcome:
        region = self._free_region(incumbent, freed)
        try:
            if self._is_separable and incumbent.value is not None:
                return self._rechoose_locally(region)
            return self._rechoose_globally(region)
        except TooManyBendersCuts:
            return RepairOutcome(incumbent, False, False, self._state.is_interrupted)

    def _free_region(
        self, incumbent: IncumbentDesign, freed: Sequence[IncumbentLot]
    ) -> _FreedRegion:
        state = self._state
        fixed = tuple(each for each in incumbent.lots if each not in freed)
        units = frozenset(u for each in freed for u in each.lot.units)
        is_local = self._is_separable and incumbent.value is not None
        candidates = state.regional_candidates.list_candidates(units, freed, fixed, is_local)
        own = flag_incumbent(candidates, freed)
        candidates = thin_candidates(candidates, units, state.random, own)
        return _FreedRegion(incumbent, units, fixed, candidates)

    def _rechoose_locally(self, region: _FreedRegion) -> Outcome:
        """Optimises the region alone, its winners' other lots counted against their capacities."""
        candidates, incumbent = region.candidates, region.incumbent
        model, _ = build_local_model(candidates)
        winners = None if candidates.winners is None else AwardVariables(candidates)
        objectives = self._state.scenario.objectives[:1]
        goal = build_ranked_objectives(objectives, candidates, model, winners)[0].goal
        current = flag_incumbent(candidates, incumbent.lots).astype(np.int64)
        before = goal.evaluate(current)
        context = self._state.context.limit_to(SECONDS_PER_NEIGHBOURHOOD)
        settings = replace(context.settings, workers=1, is_window=True)
        search = ModelSearch(
            context.engine, model, settings, model.candidate_count, context.deadline
        )
        result = minimise_goal(search, goal, ignore_progress, current)
        if result.solution is None or result.value is None or result.value >= before:
            return RepairOutcome(incumbent, False, result.proved, search.interrupted)
        assert incumbent.value is not None
        value = incumbent.value - before + result.value
        better = IncumbentDesign(region.replace_lots(result.solution), value)
        return RepairOutcome(better, True, result.proved, search.interrupted)

    def _rechoose_globally(self, region: _FreedRegion) -> Outcome:
        """Optimises the whole model with the lots outside the region fixed."""
        incumbent, named = region.incumbent, self._name_copies(region.candidates)
        is_expanded = named is not region.candidates
        region = replace(region, candidates=named, names_copies=is_expanded)
        search, objective = self._build_whole_search(region.candidates)
        if incumbent.value is None:
            solution, is_proved = search.solve().solution, False
            if solution is None:
                return self._reduce_violation(region, search)
            value = objective.goal.evaluate(solution)
        else:
            result = minimise_goal(search, objective.goal, ignore_progress)
            solution, is_proved = result.solution, result.proved
            if solution is None or result.value is None or result.value >= incumbent.value:
                return RepairOutcome(incumbent, False, is_proved, search.interrupted)
            value = result.value
        better = IncumbentDesign(region.replace_lots(solution), value)
        return RepairOutcome(better, True, is_proved, search.interrupted)

    def _reduce_violation(self, region: _FreedRegion, search: ModelSearch) -> Outcome:
        """Minimises how far rows of the whole model are violated, where the region cannot mend it.

        Lots that violate them as much as before are taken over too, for a change.
        """
        trial = search.with_model(search.model.copy())
        trial.lazy_constraints = None
        current = flag_incumbent(region.candidates, region.incumbent.lots).astype(np.int64)
        violation, before = relax_violated_rows(trial.model, current)
        solution = trial.solve(violation).solution if before else None
        if solution is None:
            return RepairOutcome(region.incumbent, False, False, trial.interrupted)
        lots = region.replace_lots(solution)
        is_better = violation.evaluate(solution) < before
        return RepairOutcome(IncumbentDesign(lots), is_better, False, trial.interrupted)

    def _name_copies(self, candidates: CandidateTable) -> CandidateTable:
        """With each of several interchangeable providers as a winner, where objectives ask for it.

        An objective that depends on the award cannot take them for one.
        """
        named = has_award_objective(self._state.scenario)
        return expand_named_winners(candidates) if named else candidates

    def _build_whole_search(
        self, candidates: CandidateTable
    ) -> tuple[ModelSearch, RankedObjective]:
        """The whole model over these candidates, and its first objective."""
        scenario = self._state.scenario
        context = self._state.context.limit_to(SECONDS_PER_NEIGHBOURHOOD)
        carries_award = has_award_objective(scenario)
        search, objectives = build_candidate_mip(scenario, candidates, context, None, carries_award)
        return search, objectives[0]
