"""A model at a solver: what is asked of it, and what is known of the answer by now."""

import time
from dataclasses import dataclass

import numpy as np

from solver.engines.base import Listener, Outcome
from solver.engines.completion import Completion, completed
from solver.engines.goal import Goal
from solver.engines.pulp_model import Problem
from solver.engines.rows import Written
from solver.facts.lots import Flags, Ints
from solver.selection.linear import Linear
from solver.selection.model import Model, Row


@dataclass
class Task:
    """One model and form, written for solvers in floating point.

    `best` is the best solution that stands; nothing is below `bound`. `presolve` is switched
    off once a solver's answers do not stand; `again` says that a proof is asked for once more.
    """

    model: Model
    allowed: Flags | None
    source: Written
    goal: Goal
    problem: Problem
    listen: Listener
    seed: int
    deadline: float | None
    presolve: bool = True
    best: Ints | None = None
    bound: int | None = None
    again: bool = False

    @property
    def seconds(self) -> float | None:
        """Seconds left; None without a deadline."""
        return None if self.deadline is None else max(0.0, self.deadline - time.monotonic())

    def completed(self, values: list[int]) -> Completion:
        """The model's solution with these values of the columns."""
        solution = np.zeros(self.model.size, dtype=np.int64)
        kept = self.source.kept
        solution[kept] = values[: len(kept)]
        large = np.zeros(self.model.size, dtype=np.bool_)
        large[kept] = [self.source.large(i) for i in range(len(kept))]
        return completed(self.model, self.allowed, solution, large, self.goal.whole)

    def improved(self, values: list[int], bound: float | None) -> None:
        """The solver says that it has found a better solution."""
        solution = self.completed(values).solution
        if solution is not None and self.goal.whole is not None:
            self.listen(self.goal.whole.of(solution), self.goal.below(bound))

    def keep(self, solution: Ints, minimal: bool) -> bool:
        """Takes a solution that stands; True when the solver may be right that it is `minimal`.

        Otherwise the best is to be beaten from now on.
        """
        if self.best is None or self._worth(solution) < self._worth(self.best):
            self.best, self.again = solution, False
        if minimal and self._worth(solution) == self._worth(self.best):
            return True
        if self.goal.whole is not None:
            beaten = self.goal.beaten(self.best)
            self._learn(Row("better than before", self.goal.whole, None, beaten))
        return False

    def _worth(self, solution: Ints) -> int:
        return self.goal.of(solution) or 0

    def forbid(self, values: list[int]) -> None:
        """Forbids these 0s and 1s, which have no completion."""
        binary = [i for i in range(len(self.source.kept)) if self.source.bounds[i] == (0, 1)]
        signs = np.array([1 if values[i] else -1 for i in binary], dtype=np.int64)
        variables = np.array([self.source.kept[i] for i in binary], dtype=np.int64)
        self._learn(Row("fails", Linear(variables, signs), None, int((signs > 0).sum()) - 1))

    def _learn(self, row: Row) -> None:
        self.model.rows.append(row)
        self.source.add(row)
        self.problem.update()

    def stands(self, outcome: Outcome) -> bool:
        """Whether an answer needs no second look.

        A proof over rows that were cut in two is asked for again, from another seed: doubles are
        at their limit there, and about one answer in a thousand has lost the best solution.
        """
        only_found = outcome.status == "optimal" and self.goal.whole is None
        open_yet = outcome.status in ("feasible", "unknown")
        if only_found or open_yet or self.again or not self.source.cut:
            return True
        self.again, self.presolve, self.seed = True, True, self.seed + 1
        return False

    def outcome(self, proved: bool, interrupted: bool) -> Outcome:
        """What is known by now; `proved` that nothing unknown is better."""
        if self.best is None:
            if proved:
                return Outcome("infeasible", interrupted=interrupted)
            return Outcome("unknown", bound=self.bound, interrupted=interrupted)
        reached = self.goal.of(self.best)
        if proved or reached is None:
            return Outcome("optimal", self.best, reached, interrupted)
        bound = None if self.bound is None else min(self.bound, reached)
        return Outcome("feasible", self.best, bound, interrupted)
