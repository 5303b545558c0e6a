"""Designs near the best, each found by an engine, and by engines that there are no more."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TypeVar

import numpy as np

from lotdesign.design import Design
from lotdesign.faults import Contradiction
from lotdesign.measures.base import Value
from lotdesign.scenario.scenario import Scenario
from solver.alternatives.distance import apart, apart_from
from solver.alternatives.source import Far
from solver.engines.choice import engine_named, names_of
from solver.facts.lots import Flags, Ints
from solver.facts.table import Facts
from solver.selection.canonical import canonical, forbid_design
from solver.selection.goal import Goal, linear_goal
from solver.selection.linear import Linear, joined, lowered
from solver.selection.minimise import minimise
from solver.selection.model import Model
from solver.selection.narrow import keep_near, priced
from solver.selection.search import Search
from solver.selection.vetting import TooManyRefusals
from solver.solve import Means, by_names, design_from, posed, reads_award
from solver.variants.ending import OutOfTime
from solver.variants.oracle import MOST_CONFIRMED, PATIENCE

LONGEST = 20.0
"""Seconds after which a single question counts as not answered."""

Found = TypeVar("Found")


@dataclass
class Searched:
    """Solves a scenario of one aim whose value, signed, must be `worst` or better.

    `second`: another engine is asked whether there are more.
    """

    scenario: Scenario
    listed: Facts
    means: Means
    worst: Value
    second: bool = True
    proved_by: tuple[str, ...] = ()
    count: int | None = None
    _facts: Facts = field(init=False)
    _base: Search = field(init=False)
    _goal: Goal = field(init=False)

    def __post_init__(self) -> None:
        self._pose(reads_award(self.scenario))

    def designs(self) -> Iterator[Design]:
        """As any source does."""
        known: list[Design] = []
        while True:
            trial = self._without(known)
            try:
                for design in self._others(trial):
                    known.append(design)
                    yield design
            except TooManyRefusals:
                self._pose(True)
                continue
            self.proved_by = (*names_of(self.means.engine.name), *self._confirmed(trial))
            return

    def farthest(self, known: Sequence[Design]) -> Far | None:
        """As any source does; any of several where it takes too long to tell."""
        return self._asked(lambda: self._farthest(known))

    def holding(self, one: int, other: int, together: bool) -> Design | None:
        """As any source does."""
        return self._asked(lambda: self._holding(one, other, together))

    def _pose(self, carried: bool) -> None:
        """The model, with the tolerance; the lots that no design within it has are dropped."""
        self._facts = by_names(self.listed) if carried else self.listed
        search, (aim,) = posed(self.scenario, self._facts, self.means, None, carried)
        prices = priced(search, lowered(aim.goal.under(self.worst)).form)
        search.promise(aim.goal, self.worst)
        keep_near(search, aim.goal, self.worst, prices)
        self._base, self._goal = search, aim.goal
        self.__dict__.pop("_held", None)

    def _asked(self, question: Callable[[], Found]) -> Found:
        """The answer, with the award in the model once too many designs were refused."""
        try:
            return question()
        except TooManyRefusals:
            self._pose(True)
            return question()

    def _trial(self) -> Search:
        """A copy of the search, with an end to any one question."""
        trial = self._base.over(self._base.model.copy())
        return replace(trial, deadline=self.means.within(LONGEST).deadline)

    def _without(self, known: Sequence[Design]) -> Search:
        trial = self._base.over(self._base.model.copy())
        for design in known:
            forbid_design(trial.model, self._facts, self._numbers(design))
        return trial

    def _numbers(self, design: Design) -> Ints:
        """A solution that chooses the design's lots, whoever wins them."""
        solution = np.zeros(len(self._facts), dtype=np.int64)
        wanted, facts = set(design.lots), self._facts
        solution[[i for i in range(len(facts)) if facts.drawn(i) in wanted]] = 1
        return solution

    def _others(self, trial: Search) -> Iterator[Design]:
        """Design after design, each forbidden from then on."""
        while True:
            outcome = trial.solve()
            if outcome.solution is None:
                if outcome.status != "infeasible":
                    raise OutOfTime
                return
            forbid_design(trial.model, self._facts, outcome.solution)
            yield design_from(self._facts, outcome.solution)

    def _confirmed(self, trial: Search) -> tuple[str, ...]:
        """What else proves that there are no more; raises Contradiction where there are."""
        if not self.second or trial.remaining > MOST_CONFIRMED:
            return ()
        deadline = self.means.within(PATIENCE).deadline
        outcome = replace(trial, engine=engine_named("highs"), deadline=deadline).solve()
        if outcome.solution is not None:
            raise Contradiction(("CP-SAT knows of no further design, but HiGHS has one",))
        return ("highs",) if outcome.status == "infeasible" else ()

    def _farthest(self, known: Sequence[Design]) -> Far | None:
        trial = self._trial()
        distance = _least_distance(trial.model, self._facts, known)
        stage = minimise(trial, distance, _unheard)
        if stage.proved and known and not stage.value:
            self.proved_by = names_of(self.means.engine.name)
            return None
        if stage.solution is None or stage.value is None:
            raise OutOfTime
        solution = stage.solution
        if stage.proved:
            trial.promise(distance, stage.value)
            solution = self._best(trial, solution)
        design = design_from(self._facts, solution)
        least = min((apart(design, each) for each in known), default=0)
        if known and not least:
            raise OutOfTime
        return Far(design, least, stage.proved)

    def _best(self, trial: Search, solution: Ints) -> Ints:
        """Of the solutions left the best by the aim, then the canonical one, as far as is known."""
        stage = minimise(trial, self._goal, _unheard, solution)
        if stage.solution is None or stage.value is None or not stage.proved:
            return solution
        trial.promise(self._goal, stage.value)
        return canonical(trial, self._facts, stage.solution)[0]

    def _holding(self, one: int, other: int, together: bool) -> Design | None:
        both = self._held[:, one] & self._held[:, other]
        neither = ~(self._held[:, one] | self._held[:, other])
        allowed: Flags = both | neither if together else ~both
        if together and not (both & self._allowed).any():
            return None
        outcome = self._trial().solve(allowed=allowed)
        if outcome.solution is not None:
            return design_from(self._facts, outcome.solution)
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
        flags: Flags = self._facts.lots.sums(np.eye(units, dtype=np.int64)) > 0
        return flags


def _unheard(best: Value | None, bound: Value | None) -> None:
    """Nobody waits for every step of a question."""


def _least_distance(model: Model, facts: Facts, known: Sequence[Design]) -> Goal:
    """How far a design lies at least from those that are known, sign changed."""
    units = len(facts.scenario.units)
    least = model.number("least distance", 0, units * (units + 1) // 2 if known else 0)
    one = Linear(np.array([least]), np.array([1]))
    for design in known:
        weights, constant = apart_from(facts, design)
        farther = model.chosen(weights).plus(constant).times(-1)
        model.at_most_zero("differs at least so much", joined(one, farther))
    return linear_goal(one.times(-1))
