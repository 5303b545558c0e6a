"""Near-optimal designs by a MIP: no-good cuts, and a max-min distance model for different ones."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from lotdesign.design import Design
from lotdesign.faults import EngineContradiction
from lotdesign.measures.base import MeasureValue
from lotdesign.scenario.scenario import Scenario
from solver.alternatives.near_optimal import (
    DESIGNS_NOTE,
    DistantDesign,
    measure_distance,
    weigh_distance,
)
from solver.arrays import Flags, Ints
from solver.awards.combinatorial_benders import TooManyBendersCuts
from solver.backends.base import ignore_progress
from solver.backends.registry import list_engine_names, load_engine
from solver.candidate_mip import CandidateMip
from solver.candidates.table import CandidateTable
from solver.exact.canonical_tie_break import break_ties, forbid_design, mark_held_units
from solver.exact.minimise import minimise_goal
from solver.exact.reduced_cost_fixing import fix_by_reduced_costs, solve_for_duals
from solver.exact.search import ModelSearch
from solver.model.expressions import LinearExpression, round_down_to_fit, sum_expressions
from solver.model.goals import Goal, build_linear_goal
from solver.model.linear_model import LinearModel
from solver.solve_context import SolveContext
from solver.study import OutOfTime
from solver.whatif.oracle import CONFIRMATION_SECONDS, MOST_CANDIDATES_CONFIRMED

QUESTION_SECONDS = 20.0
"""Seconds after which a single question counts as not answered."""


@dataclass
class NearOptimalMip(CandidateMip):
    """The MIP with its one objective, signed, at `worst` or better.

    Candidates that no such solution has are fixed at 0 by reduced costs. `held_units`, N x U, flags
    the units of each candidate.
    """

    worst: MeasureValue = 0
    held_units: Flags = field(init=False)

    def build(self, carries_award: bool) -> None:
        """Builds the model, with the award in it or without."""
        super().build(carries_award)
        goal = self.goal
        duals = solve_for_duals(
            self.search, round_down_to_fit(goal.express_below(self.worst)).expression
        )
        self.search.keep_goal(goal, self.worst)
        fix_by_reduced_costs(self.search, goal, self.worst, duals)
        self.held_units = mark_held_units(self.candidates)

    @property
    def goal(self) -> Goal:
        """The objective."""
        return self.objectives[0].goal

    def copy_search(self) -> ModelSearch:
        """A search whose model can be added to."""
        return self.search.with_model(self.search.model.copy())

    def copy_for_question(self) -> ModelSearch:
        """The same with the time of one question."""
        deadline = self.context.limit_to(QUESTION_SECONDS).deadline
        return replace(self.copy_search(), deadline=deadline)


@dataclass
class SearchedAlternatives:
    """The designs of a scenario with one objective that is, signed, `worst` or better.

    With `confirm_with_second` HiGHS is asked too whether there are more. Designs are not counted.
    """

    scenario: Scenario
    listed: CandidateTable
    context: SolveContext
    worst: MeasureValue
    confirm_with_second: bool = True
    proved_by: tuple[str, ...] = ()
    count: int | None = None
    _mip: NearOptimalMip = field(init=False)

    def __post_init__(self) -> None:
        self._mip = NearOptimalMip(self.scenario, self.listed, self.context, worst=self.worst)

    def designs(self) -> Iterator[Design]:
        """Every design, each excluded by a no-good cut from then on."""
        known: list[Design] = []
        while True:
            trial = self._exclude(known)
            try:
                for design in self._list_others(trial):
                    known.append(design)
                    found = f"{DESIGNS_NOTE}, {len(known):,} found"
                    self.context.progress.begin_phase("context", found)
                    yield design
            except TooManyBendersCuts:
                self._mip.build(carries_award=True)
                continue
            engines = list_engine_names(self.context.engine.name)
            self.proved_by = (*engines, *self._confirm_no_more(trial))
            return

    def find_farthest(self, known: Sequence[Design]) -> DistantDesign | None:
        """A farthest design from the known ones; any far one where it takes too long to prove."""
        found = self._mip.ask(lambda _: self._find_farthest(known))
        if found is None:
            self.proved_by = list_engine_names(self.context.engine.name)
        return found

    def find_with_pair(self, one: int, other: int, together: bool) -> Design | None:
        """A design in which two units share a lot, or do not; None, proved, if there is none."""
        return self._mip.ask(lambda _: self._find_with_pair(one, other, together))

    def _exclude(self, known: Sequence[Design]) -> ModelSearch:
        """A search with a no-good cut for each known design."""
        trial, candidates = self._mip.copy_search(), self._mip.candidates
        for design in known:
            lots = set(design.lots)
            solution = np.zeros(len(candidates), dtype=np.int64)
            solution[[i for i in range(len(candidates)) if candidates.get_lot(i) in lots]] = 1
            forbid_design(trial.model, candidates, solution)
        return trial

    def _list_others(self, trial: ModelSearch) -> Iterator[Design]:
        while True:
            outcome = trial.solve()
            if outcome.solution is None:
                if outcome.status != "infeasible":
                    raise OutOfTime
                return
            forbid_design(trial.model, self._mip.candidates, outcome.solution)
            yield self._mip.read_design(outcome.solution)

    def _confirm_no_more(self, trial: ModelSearch) -> tuple[str, ...]:
        """The second engine, where it proves too that there are no more.

        Raises EngineContradiction where it finds one.
        """
        if not self.confirm_with_second or trial.remaining_candidates > MOST_CANDIDATES_CONFIRMED:
            return ()
        deadline = self.context.limit_to(CONFIRMATION_SECONDS).deadline
        outcome = replace(trial, engine=load_engine("highs"), deadline=deadline).solve()
        if outcome.solution is not None:
            raise EngineContradiction(("CP-SAT knows of no further design, but HiGHS has one",))
        return ("highs",) if outcome.status == "infeasible" else ()

    def _find_farthest(self, known: Sequence[Design]) -> DistantDesign | None:
        trial = self._mip.copy_for_question()
        distance = _add_least_distance(trial.model, self._mip.candidates, known)
        result = minimise_goal(trial, distance, ignore_progress)
        if result.proved and known and not result.value:
            return None
        if result.solution is None or result.value is None:
            raise OutOfTime
        solution = result.solution
        if result.proved:
            trial.keep_goal(distance, result.value)
            solution = self._choose_canonical(trial, solution)
        design = self._mip.read_design(solution)
        least = min((measure_distance(design, each) for each in known), default=0)
        if known and not least:
            raise OutOfTime
        return DistantDesign(design, least, result.proved)

    def _choose_canonical(self, trial: ModelSearch, solution: Ints) -> Ints:
        """The best solution by the objective, then the canonical one, as far as time allows."""
        goal = self._mip.goal
        result = minimise_goal(trial, goal, ignore_progress, solution)
        if result.solution is None or result.value is None or not result.proved:
            return solution
        trial.keep_goal(goal, result.value)
        return break_ties(trial, self._mip.candidates, result.solution)[0]

    def _find_with_pair(self, one: int, other: int, together: bool) -> Design | None:
        held, search = self._mip.held_units, self._mip.search
        both = held[:, one] & held[:, other]
        neither = ~(held[:, one] | held[:, other])
        allowed: Flags = both | neither if together else ~both
        possible = both if search.allowed is None else both & search.allowed
        if together and not possible.any():
            return None
        outcome = self._mip.copy_for_question().solve(allowed=allowed)
        if outcome.solution is not None:
            return self._mip.read_design(outcome.solution)
        if outcome.status != "infeasible":
            raise OutOfTime
        return None


def _add_least_distance(
    model: LinearModel, candidates: CandidateTable, known: Sequence[Design]
) -> Goal:
    """Adds the distance from the nearest known design; returns it negated, to be minimised."""
    units = len(candidates.scenario.units)
    least = model.add_variable("least distance", 0, units * (units + 1) // 2 if known else 0)
    one = LinearExpression.count(np.array([least]))
    for design in known:
        weights, constant = weigh_distance(candidates, design)
        nearer = model.sum_chosen(weights).add_constant(constant).multiply(-1)
        model.add_at_most_zero("differs at least so much", sum_expressions(one, nearer))
    return build_linear_goal(one.multiply(-1))
