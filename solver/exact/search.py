"""One engine that solves one model: lazy constraints, exact checks, deadline and Ctrl-C."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Protocol

import numpy as np

from solver.arrays import Flags, Ints
from solver.backends.base import (
    BoundListener,
    Engine,
    EngineOutcome,
    EngineSettings,
    SolutionListener,
    SolveRequest,
    ignore_progress,
)
from solver.backends.exact_feasibility import is_feasible
from solver.deadline import has_passed, seconds_until
from solver.model.expressions import LinearExpression
from solver.model.goals import Goal, GoalValue
from solver.model.linear_model import LinearModel, LinearRow

GoalListener = Callable[[GoalValue | None, GoalValue | None], None]
"""Called with a goal's best value and its lower bound so far, each if known, in signed values."""


class Undecided(Exception):
    """An engine was stopped before it had an answer."""


class LazyConstraints(Protocol):
    """Constraints that the model leaves out, separated from its solutions."""

    rows: list[LinearRow]

    def refuse(self, solution: Ints) -> bool:
        """Whether the solution, (size,), violates them.

        Then `rows` has one more row, which it violates.

        Raises Undecided where that could not be told.
        """


@dataclass(frozen=True)
class SolutionPart:
    """A part of the solution space: further rows, and the candidates that are `allowed`, (N,)."""

    rows: tuple[LinearRow, ...]
    allowed: Flags


@dataclass
class ModelSearch:
    """Solves of one model by an engine, until a deadline (monotonic).

    A solution is (size,), the value of each of the model's variables, and chooses at most
    `most_lots` candidates. `kept_goals` were optimised before, and keep their values; `allowed`,
    (N,), are the candidates of all solutions that do so, and where there are `parts`, every such
    solution lies in one of them. Solutions that `lazy_constraints` refuse are not returned;
    `lazy_row_count` of their rows are in the model already, and threads take turns to ask them.
    `tell` hears of every solution that the engine finds on its way, before anything else is asked
    of it.
    """

    engine: Engine
    model: LinearModel
    settings: EngineSettings
    most_lots: int
    deadline: float | None = None
    kept_goals: list[tuple[Goal, GoalValue]] = field(default_factory=list)
    allowed: Flags | None = None
    parts: tuple[SolutionPart, ...] = ()
    interrupted: bool = False
    lazy_constraints: LazyConstraints | None = None
    lazy_row_count: int = 0
    lazy_turn: threading.Lock = field(default_factory=threading.Lock)
    tell: SolutionListener | None = None

    def with_model(self, model: LinearModel) -> "ModelSearch":
        """A search of another model that keeps the same goals."""
        return replace(self, model=model, kept_goals=[*self.kept_goals])

    def keep_goal(self, goal: Goal, value: GoalValue) -> None:
        """From now on require the goal to be at `value` or better."""
        self.model.add_at_most_zero("what earlier objectives reached", goal.express_at_most(value))
        self.kept_goals.append((goal, value))

    def forbid_solution(self, solution: Ints) -> None:
        """Exclude all solutions with the binary variables of this one, (size,), at 1.

        The award is among them.
        """
        model = self.model
        ones = [v for v in np.flatnonzero(solution == 1).tolist() if model.bounds(v) == (0, 1)]
        chosen = LinearExpression.count(np.array(ones, dtype=np.int64))
        model.add_row("not this one again", chosen, None, len(ones) - 1)

    def solve(
        self,
        minimise: LinearExpression | None = None,
        allowed: Flags | None = None,
        listen: BoundListener = ignore_progress,
        hint: Ints | None = None,
    ) -> EngineOutcome:
        """Solve until the engine's solution satisfies everything exactly.

        Without an expression to minimise any solution will do. `allowed` is (N,), `hint` (size,).
        Rounded rows only ever let too much through: a solution that violates an exact one is
        forbidden, and the search goes on.

        Raises KeyboardInterrupt on Ctrl-C where the settings ask for it, TooManyBendersCuts where
        the lazy constraints give up.
        """
        if minimise is None and self.parts:
            return self._solve_part_by_part(allowed)
        while True:
            self.add_lazy_rows()
            outcome = self._ask_engine(minimise, allowed, listen, hint)
            if outcome.interrupted:
                self.stop()
            if outcome.solution is None:
                return outcome
            if not self._holds_exactly(outcome.solution):
                self.forbid_solution(outcome.solution)
                continue
            try:
                if not self._is_refused(outcome.solution):
                    return outcome
            except Undecided:
                self.stop()
                return EngineOutcome("unknown", bound=outcome.bound, interrupted=True)

    def _solve_part_by_part(self, allowed: Flags | None) -> EngineOutcome:
        """Any solution, of the first part that has one."""
        last = EngineOutcome("infeasible")
        for part in self.parts:
            model = self.model.copy()
            model.rows += part.rows
            search = replace(self.with_model(model), parts=())
            inside = part.allowed if allowed is None else part.allowed & allowed
            outcome = search.solve(allowed=inside)
            self.interrupted = self.interrupted or search.interrupted
            if outcome.solution is not None:
                return outcome
            if outcome.status != "infeasible":
                last = outcome
        return last

    def add_lazy_rows(self) -> None:
        """Add the rows that were separated since, by this search or by others."""
        if self.lazy_constraints is not None:
            self.model.rows += self.lazy_constraints.rows[self.lazy_row_count :]
            self.lazy_row_count = len(self.lazy_constraints.rows)

    def _ask_engine(
        self,
        minimise: LinearExpression | None,
        allowed: Flags | None,
        listen: BoundListener,
        hint: Ints | None,
    ) -> EngineOutcome:
        if self.is_late:
            return EngineOutcome("unknown", interrupted=self.interrupted)
        settings = replace(self.settings, seconds=self.seconds_left)
        if self.allowed is not None:
            allowed = self.allowed if allowed is None else self.allowed & allowed
        try:
            return self.engine.solve(
                SolveRequest(self.model, minimise, allowed, settings, listen, hint, self.tell)
            )
        except KeyboardInterrupt:  # while the engine's model was still being written
            return EngineOutcome("unknown", interrupted=True)

    def stop(self) -> None:
        """Ask nothing more of the engine after Ctrl-C; raises KeyboardInterrupt by settings."""
        self.interrupted = True
        if self.settings.raise_on_interrupt:
            raise KeyboardInterrupt

    def restrict_to(self, allowed: Flags) -> None:
        """From now on fix all candidates to 0 that `allowed`, (N,), does not mark."""
        self.allowed = allowed if self.allowed is None else self.allowed & allowed

    @property
    def remaining_candidates(self) -> int:
        """The number of candidates that are not fixed to 0."""
        return self.model.candidate_count if self.allowed is None else int(self.allowed.sum())

    @property
    def seconds_left(self) -> float | None:
        """Seconds until the deadline; None without one."""
        return seconds_until(self.deadline)

    @property
    def is_late(self) -> bool:
        """Whether nothing more is to be asked of the engine."""
        return self.interrupted or has_passed(self.deadline)

    def allows(self, solution: Ints) -> bool:
        """Whether a solution, (size,), surely keeps the model, the kept goals and lazy constraints.

        Raises TooManyBendersCuts where these give up.
        """
        if not is_feasible(self.model, solution, self.allowed) or not self._holds_exactly(solution):
            return False
        try:
            return not self._is_refused(solution)
        except Undecided:
            return False

    def _is_refused(self, solution: Ints) -> bool:
        """Whether lazy constraints refuse a solution, (size,); raises as they do."""
        if self.lazy_constraints is None:
            return False
        with self.lazy_turn:
            return self.lazy_constraints.refuse(solution)

    def _holds_exactly(self, solution: Ints) -> bool:
        return all(
            expression.evaluate(solution) <= 0
            for expression, indicator in self.model.unrounded
            if indicator is None or solution[indicator]
        ) and all(goal.evaluate(solution) <= value for goal, value in self.kept_goals)
