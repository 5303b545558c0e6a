"""Near-optimal designs by no-good cuts and max-min distance models, each solved by an engine."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TypeVar

import numpy as np

from lotdesign.design import Design
from lotdesign.faults import EngineContradiction
from lotdesign.measures.base import MeasureValue
from lotdesign.scenario.scenario import Scenario
from solver.alternatives.near_optimal import DistantDesign, build_distance_form, measure_distance
from solver.arrays import Flags, Ints
from solver.awards.combinatorial_benders import TooManyBendersCuts
from solver.backends.registry import list_engine_names, load_engine
from solver.candidate_mip import (
    build_candidate_mip,
    expand_named_winners,
    has_award_objective,
    read_design,
)
from solver.candidates.table import CandidateTable
from solver.exact.canonical_tie_break import break_ties, forbid_design
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

Reply = TypeVar("Reply")


@dataclass
class SearchedAlternatives:
    """Solves a scenario of one aim whose value, signed, must be `worst` or better.

    `second`: another engine is asked whether there are more.
    """

    scenario: Scenario
    listed: CandidateTable
    means: SolveContext
    worst: MeasureValue
    second: bool = True
    proved_by: tuple[str, ...] = ()
    count: int | None = None
    _facts: CandidateTable = field(init=False)
    _base: ModelSearch = field(init=False)
    _goal: Goal = field(init=False)

    def __post_init__(self) -> None:
        self._build_model(has_award_objective(self.scenario))

    def designs(self) -> Iterator[Design]:
        """As any source does."""
        known: list[Design] = []
        while True:
            trial = self._without(known)
            try:
                for design in self._others(trial):
                    known.append(design)
                    yield design
            except TooManyBendersCuts:
                self._build_model(True)
                continue
            self.proved_by = (
                *list_engine_names(self.means.engine.name),
                *self._confirm_no_more(trial),
            )
            return

    def find_farthest(self, known: Sequence[Design]) -> DistantDesign | None:
        """As any source does; any of several where it takes too long to tell."""
        return self._ask_with_fallback(lambda: self._farthest(known))

    def find_with_pair(self, one: int, other: int, together: bool) -> Design | None:
        """As any source does."""
        return self._ask_with_fallback(lambda: self._holding(one, other, together))

    def _build_model(self, carried: bool) -> None:
        """The model, with the tolerance; the lots that no design within it has are dropped."""
        self._facts = expand_named_winners(self.listed) if carried else self.listed
        search, (aim,) = build_candidate_mip(self.scenario, self._facts, self.means, None, carried)
        prices = solve_for_duals(
            search, round_down_to_fit(aim.goal.express_below(self.worst)).expression
        )
        search.keep_goal(aim.goal, self.worst)
        fix_by_reduced_costs(search, aim.goal, self.worst, prices)
        self._base, self._goal = search, aim.goal
        self.__dict__.pop("_held", None)

    def _ask_with_fallback(self, question: Callable[[], Reply]) -> Reply:
        """The answer, with the award in the model once too many designs were refused."""
        try:
            return question()
        except TooManyBendersCuts:
            self._build_model(True)
            return question()

    def _trial(self) -> ModelSearch:
        """A copy of the search, with an end to any one question."""
        trial = self._base.with_model(self._base.model.copy())
        return replace(trial, deadline=self.means.limit_to(QUESTION_SECONDS).deadline)

    def _without(self, known: Sequence[Design]) -> ModelSearch:
        trial = self._base.with_model(self._base.model.copy())
        for design in known:
            forbid_design(trial.model, self._facts, self._numbers(design))
        return trial

    def _numbers(self, design: Design) -> Ints:
        """A solution that chooses the design's lots, whoever wins them."""
        solution = np.zeros(len(self._facts), dtype=np.int64)
        wanted, candidates = set(design.lots), self._facts
        solution[[i for i in range(len(candidates)) if candidates.get_lot(i) in wanted]] = 1
        return solution

    def _others(self, trial: ModelSearch) -> Iterator[Design]:
        """Design after design, each forbidden from then on."""
        while True:
            outcome = trial.solve()
            if outcome.solution is None:
                if outcome.status != "infeasible":
                    raise OutOfTime
                return
            forbid_design(trial.model, self._facts, outcome.solution)
            yield read_design(self._facts, outcome.solution)

    def _confirm_no_more(self, trial: ModelSearch) -> tuple[str, ...]:
        """What else proves that there are no more; raises Contradiction where there are."""
        if not self.second or trial.remaining_candidates > MOST_CANDIDATES_CONFIRMED:
            return ()
        deadline = self.means.limit_to(CONFIRMATION_SECONDS).deadline
        outcome = replace(trial, engine=load_engine("highs"), deadline=deadline).solve()
        if outcome.solution is not None:
            raise EngineContradiction(("CP-SAT knows of no further design, but HiGHS has one",))
        return ("highs",) if outcome.status == "infeasible" else ()

    def _farthest(self, known: Sequence[Design]) -> DistantDesign | None:
        trial = self._trial()
        distance = _add_least_distance(trial.model, self._facts, known)
        stage = minimise_goal(trial, distance, _ignore_report)
        if stage.proved and known and not stage.value:
            self.proved_by = list_engine_names(self.means.engine.name)
            return None
        if stage.solution is None or stage.value is None:
            raise OutOfTime
        solution = stage.solution
        if stage.proved:
            trial.keep_goal(distance, stage.value)
            solution = self._best(trial, solution)
        design = read_design(self._facts, solution)
        least = min((measure_distance(design, each) for each in known), default=0)
        if known and not least:
            raise OutOfTime
        return DistantDesign(design, least, stage.proved)

    def _best(self, trial: ModelSearch, solution: Ints) -> Ints:
        """Of the solutions left the best by the aim, then the canonical one, as far as is known."""
        stage = minimise_goal(trial, self._goal, _ignore_report, solution)
        if stage.solution is None or stage.value is None or not stage.proved:
            return solution
        trial.keep_goal(self._goal, stage.value)
        return break_ties(trial, self._facts, stage.solution)[0]

    def _holding(self, one: int, other: int, together: bool) -> Design | None:
        both = self._held[:, one] & self._held[:, other]
        neither = ~(self._held[:, one] | self._held[:, other])
        allowed: Flags = both | neither if together else ~both
        if together and not (both & self._allowed).any():
            return None
        outcome = self._trial().solve(allowed=allowed)
        if outcome.solution is not None:
            return read_design(self._facts, outcome.solution)
        if outcome.status != "infeasible":
            raise OutOfTime
        return None

    @property
    def _allowed(self) -> Flags:
        everything: Flags = np.ones(len(self._facts), dtype=np.bool_)
        return everything if self._base.allowed is None else self._base.allowed

    @cached_property
    def _held(self) -> Flags:
        """N x U: which units each candidate holds."""
        units = len(self.scenario.units)
        flags: Flags = self._facts.lots.sum_weights(np.eye(units, dtype=np.int64)) > 0
        return flags


def _ignore_report(best: MeasureValue | None, bound: MeasureValue | None) -> None:
    """Nobody waits for every step of a question."""


def _add_least_distance(
    model: LinearModel, candidates: CandidateTable, known: Sequence[Design]
) -> Goal:
    """How far a design lies at least from those that are known, sign changed."""
    units = len(candidates.scenario.units)
    least = model.add_variable("least distance", 0, units * (units + 1) // 2 if known else 0)
    one = LinearExpression(np.array([least]), np.array([1]))
    for design in known:
        weights, constant = build_distance_form(candidates, design)
        farther = model.sum_chosen(weights).add_constant(constant).multiply(-1)
        model.add_at_most_zero("differs at least so much", sum_expressions(one, farther))
    return build_linear_goal(one.multiply(-1))
