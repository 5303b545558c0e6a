"""One engine at work on one model: lazy constraints, exact checks, deadline and Ctrl-C."""

import time
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
    SolveRequest,
    ignore_progress,
)
from solver.model.expressions import LinearExpression
from solver.model.goals import Goal, GoalValue
from solver.model.linear_model import LinearModel, LinearRow


class Undecided(Exception):
    """An engine was stopped before it knew."""


class LazyConstraints(Protocol):
    """Judges solutions by what the model leaves out."""

    rows: list[LinearRow]

    def refuse(self, solution: Ints) -> bool:
        """Whether the solution will not do; `rows` then has one that forbids it and its like."""


@dataclass(frozen=True)
class SolutionPart:
    """Rows and candidates that some of the solutions keep to."""

    rows: tuple[LinearRow, ...]
    allowed: Flags


@dataclass
class ModelSearch:
    """An engine at work on a model, until a deadline.

    A solution chooses `most_lots` candidates at most. `promises` are goals already made best,
    with the value that later stages must keep; `allowed` are the candidates that can still be
    in a solution that keeps them; each of these lies in one of the `parts`, if there are any. With
    `vetting` no solution is returned that it refuses.
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
    learnt_rows: int = 0

    def with_model(self, model: LinearModel) -> "ModelSearch":
        """A search of another model that keeps the same promises."""
        return replace(self, model=model, kept_goals=[*self.kept_goals])

    def keep_goal(self, goal: Goal, value: GoalValue) -> None:
        """From now on every solution keeps the goal at `value` or better."""
        self.model.add_at_most_zero("what earlier objectives reached", goal.express_at_most(value))
        self.kept_goals.append((goal, value))

    def solve(
        self,
        minimise: LinearExpression | None = None,
        allowed: Flags | None = None,
        listen: BoundListener = ignore_progress,
        hint: Ints | None = None,
    ) -> EngineOutcome:
        """The engine's answer, once its solution keeps everything exactly.

        Rounded rows only ever let too much through: a solution that fails is forbidden, and
        the search goes on.
        """
        if minimise is None and self.parts:
            return self._solve_part_by_part(allowed)
        while True:
            self._add_lazy_rows()
            outcome = self._ask_engine(minimise, allowed, listen, hint)
            if outcome.interrupted:
                self.stop()
            if outcome.solution is None:
                return outcome
            if not self._holds_exactly(outcome.solution):
                forbid_solution(self.model, outcome.solution)
                continue
            try:
                if self.lazy_constraints is None or not self.lazy_constraints.refuse(
                    outcome.solution
                ):
                    return outcome
            except Undecided:
                self.stop()
                return EngineOutcome("unknown", bound=outcome.bound, interrupted=True)

    def _solve_part_by_part(self, allowed: Flags | None) -> EngineOutcome:
        """Any solution, looked for in one part after the other."""
        last = EngineOutcome("infeasible")
        for part in self.parts:
            model = self.model.copy()
            model.rows += part.rows
            own = replace(self.with_model(model), parts=())
            inside = part.allowed if allowed is None else part.allowed & allowed
            outcome = own.solve(allowed=inside)
            self.interrupted = self.interrupted or own.interrupted
            if outcome.solution is not None:
                return outcome
            if outcome.status != "infeasible":
                last = outcome
        return last

    def _add_lazy_rows(self) -> None:
        """Takes over what was learnt since, by this search or by others."""
        if self.lazy_constraints is not None:
            self.model.rows += self.lazy_constraints.rows[self.learnt_rows :]
            self.learnt_rows = len(self.lazy_constraints.rows)

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
                SolveRequest(self.model, minimise, allowed, settings, listen, hint)
            )
        except KeyboardInterrupt:  # while the engine's model was still being written
            return EngineOutcome("unknown", interrupted=True)

    def stop(self) -> None:
        """Ctrl-C was pressed; nothing more is asked of the engine."""
        self.interrupted = True
        if self.settings.raise_on_interrupt:
            raise KeyboardInterrupt

    def restrict_to(self, allowed: Flags) -> None:
        """From now on no other candidates are looked at."""
        self.allowed = allowed if self.allowed is None else self.allowed & allowed

    @property
    def remaining_candidates(self) -> int:
        """How many candidates are still looked at."""
        return self.model.candidates if self.allowed is None else int(self.allowed.sum())

    @property
    def seconds_left(self) -> float | None:
        """Seconds left; None without a deadline."""
        return None if self.deadline is None else self.deadline - time.monotonic()

    @property
    def is_late(self) -> bool:
        """Whether nothing more is to be asked of the engine."""
        seconds = self.seconds_left
        return self.interrupted or (seconds is not None and seconds <= 0)

    def _holds_exactly(self, solution: Ints) -> bool:
        return all(
            form.evaluate(solution) <= 0
            for form, when in self.model.unrounded
            if when is None or solution[when]
        ) and all(goal.evaluate(solution) <= value for goal, value in self.kept_goals)


def forbid_solution(model: LinearModel, solution: Ints) -> None:
    """No solution chooses all of this again, awards included."""
    ones = [v for v in np.flatnonzero(solution == 1).tolist() if model.bounds(v) == (0, 1)]
    form = LinearExpression(np.array(ones, dtype=np.int64), np.ones(len(ones), dtype=np.int64))
    model.add_row("not this one again", form, None, len(ones) - 1)


GoalListener = Callable[[GoalValue | None, GoalValue | None], None]
"""Told of the best signed value and the bound so far."""
