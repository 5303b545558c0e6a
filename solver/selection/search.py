"""Solves over one model until a solution stands up to exact arithmetic."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Protocol

import numpy as np

from solver.engines.base import Engine, Listener, Outcome, Settings
from solver.facts.lots import Flags, Ints
from solver.selection.goal import Goal, Value
from solver.selection.linear import Linear
from solver.selection.model import Model, Row


class Undecided(Exception):
    """An engine was stopped before it knew."""


class Vetting(Protocol):
    """Judges solutions by what the model leaves out."""

    rows: list[Row]

    def refused(self, solution: Ints) -> bool:
        """Whether the solution will not do; `rows` then has one that forbids it and its like."""


@dataclass(frozen=True)
class Part:
    """Rows and candidates that some of the solutions keep to."""

    rows: tuple[Row, ...]
    allowed: Flags


@dataclass
class Search:
    """An engine at work on a model, until a deadline.

    A solution chooses `most_lots` candidates at most. `promises` are goals already made best,
    with the value that later stages must keep; `allowed` are the candidates that can still be
    in a solution that keeps them; each of these lies in one of the `parts`, if there are any. With
    `vetting` no solution is returned that it refuses.
    """

    engine: Engine
    model: Model
    settings: Settings
    most_lots: int
    deadline: float | None = None
    promises: list[tuple[Goal, Value]] = field(default_factory=list)
    allowed: Flags | None = None
    parts: tuple[Part, ...] = ()
    interrupted: bool = False
    vetting: Vetting | None = None
    learnt: int = 0

    def over(self, model: Model) -> "Search":
        """A search of another model that keeps the same promises."""
        return replace(self, model=model, promises=[*self.promises])

    def promise(self, goal: Goal, value: Value) -> None:
        """From now on every solution keeps the goal at `value` or better."""
        self.model.at_most_zero("what earlier objectives reached", goal.over(value))
        self.promises.append((goal, value))

    def solve(
        self,
        minimise: Linear | None = None,
        allowed: Flags | None = None,
        listen: Listener = lambda best, bound: None,
        hint: Ints | None = None,
    ) -> Outcome:
        """The engine's answer, once its solution keeps everything exactly.

        Rounded rows only ever let too much through: a solution that fails is forbidden, and
        the search goes on.
        """
        if minimise is None and self.parts:
            return self._part_by_part(allowed)
        while True:
            self._learn()
            outcome = self._asked(minimise, allowed, listen, hint)
            if outcome.interrupted:
                self.stopped()
            if outcome.solution is None:
                return outcome
            if not self._stands(outcome.solution):
                forbid(self.model, outcome.solution)
                continue
            try:
                if self.vetting is None or not self.vetting.refused(outcome.solution):
                    return outcome
            except Undecided:
                self.stopped()
                return Outcome("unknown", bound=outcome.bound, interrupted=True)

    def _part_by_part(self, allowed: Flags | None) -> Outcome:
        """Any solution, looked for in one part after the other."""
        last = Outcome("infeasible")
        for part in self.parts:
            model = self.model.copy()
            model.rows += part.rows
            own = replace(self.over(model), parts=())
            inside = part.allowed if allowed is None else part.allowed & allowed
            outcome = own.solve(allowed=inside)
            self.interrupted = self.interrupted or own.interrupted
            if outcome.solution is not None:
                return outcome
            if outcome.status != "infeasible":
                last = outcome
        return last

    def _learn(self) -> None:
        """Takes over what was learnt since, by this search or by others."""
        if self.vetting is not None:
            self.model.rows += self.vetting.rows[self.learnt :]
            self.learnt = len(self.vetting.rows)

    def _asked(
        self, minimise: Linear | None, allowed: Flags | None, listen: Listener, hint: Ints | None
    ) -> Outcome:
        if self.late:
            return Outcome("unknown", interrupted=self.interrupted)
        settings = replace(self.settings, seconds=self.seconds)
        if self.allowed is not None:
            allowed = self.allowed if allowed is None else self.allowed & allowed
        try:
            return self.engine.solve(self.model, minimise, allowed, settings, listen, hint)
        except KeyboardInterrupt:  # while the engine's model was still being written
            return Outcome("unknown", interrupted=True)

    def stopped(self) -> None:
        """Ctrl-C was pressed; nothing more is asked of the engine."""
        self.interrupted = True
        if self.settings.all_or_nothing:
            raise KeyboardInterrupt

    def keep(self, allowed: Flags) -> None:
        """From now on no other candidates are looked at."""
        self.allowed = allowed if self.allowed is None else self.allowed & allowed

    @property
    def remaining(self) -> int:
        """How many candidates are still looked at."""
        return self.model.candidates if self.allowed is None else int(self.allowed.sum())

    @property
    def seconds(self) -> float | None:
        """Seconds left; None without a deadline."""
        return None if self.deadline is None else self.deadline - time.monotonic()

    @property
    def late(self) -> bool:
        """Whether nothing more is to be asked of the engine."""
        seconds = self.seconds
        return self.interrupted or (seconds is not None and seconds <= 0)

    def _stands(self, solution: Ints) -> bool:
        return all(
            form.of(solution) <= 0
            for form, when in self.model.exact
            if when is None or solution[when]
        ) and all(goal.of(solution) <= value for goal, value in self.promises)


def forbid(model: Model, solution: Ints) -> None:
    """No solution chooses all of this again, awards included."""
    ones = [v for v in np.flatnonzero(solution == 1).tolist() if model.bounds(v) == (0, 1)]
    form = Linear(np.array(ones, dtype=np.int64), np.ones(len(ones), dtype=np.int64))
    model.row("not this one again", form, None, len(ones) - 1)


Report = Callable[[Value | None, Value | None], None]
"""Told of the best signed value and the bound so far."""
