"""What engines behind PuLP share: whole numbers in, verified whole numbers out.

Solvers that count in floating point may call a solution what breaks a row by a penny, or best
what is beaten by one. Every solution is completed and verified in whole numbers. One that fails
is forbidden; one that is not surely the best must be beaten by a whole unit, until nothing does.
What cannot be settled so stays unknown.
"""

import time
from abc import ABC, abstractmethod
from dataclasses import dataclass, replace

import numpy as np

from solver.arrays import Flags, Ints
from solver.backends.base import (
    NO_ANSWER,
    BoundListener,
    EngineOutcome,
    SolveRequest,
    StatusReading,
)
from solver.backends.exact_feasibility import CompletedSolution, complete_solution
from solver.backends.exact_rows import ColumnObjective, ExactRows
from solver.backends.native_calls import Interrupted
from solver.backends.pulp_problem import PulpProblem
from solver.model.expressions import LinearExpression
from solver.model.linear_model import LinearModel, LinearRow


@dataclass
class PulpTask:
    """One model and form, written for solvers in floating point.

    `best` is the best solution that stands; nothing is below `bound`. `presolve` is switched
    off once a solver's answers do not stand; `again` says that a proof is asked for once more.
    """

    model: LinearModel
    allowed: Flags | None
    exact_rows: ExactRows
    objective: ColumnObjective
    problem: PulpProblem
    listener: BoundListener
    seed: int
    deadline: float | None
    presolve: bool = True
    best: Ints | None = None
    bound: int | None = None
    is_second_proof: bool = False

    @property
    def seconds(self) -> float | None:
        """Seconds left; None without a deadline."""
        return None if self.deadline is None else max(0.0, self.deadline - time.monotonic())

    def complete(self, values: list[int]) -> CompletedSolution:
        """The model's solution with these values of the columns."""
        solution = np.zeros(self.model.size, dtype=np.int64)
        kept = self.exact_rows.kept
        solution[kept] = values[: len(kept)]
        large = np.zeros(self.model.size, dtype=np.bool_)
        large[kept] = [self.exact_rows.is_wide(i) for i in range(len(kept))]
        return complete_solution(self.model, self.allowed, solution, large, self.objective.form)

    def report_improvement(self, values: list[int], bound: float | None) -> None:
        """The solver says that it has found a better solution."""
        solution = self.complete(values).solution
        if solution is not None and self.objective.form is not None:
            self.listener(self.objective.form.evaluate(solution), self.objective.round_bound(bound))

    def accept_solution(self, solution: Ints, minimal: bool) -> bool:
        """Takes a solution that stands; True when the solver may be right that it is `minimal`.

        Otherwise the best is to be beaten from now on.
        """
        if self.best is None or self._evaluate(solution) < self._evaluate(self.best):
            self.best, self.is_second_proof = solution, False
        if minimal and self._evaluate(solution) == self._evaluate(self.best):
            return True
        if self.objective.form is not None:
            beaten = self.objective.find_next_better(self.best)
            self._add_row(LinearRow("better than before", self.objective.form, None, beaten))
        return False

    def _evaluate(self, solution: Ints) -> int:
        return self.objective.evaluate(solution) or 0

    def forbid(self, values: list[int]) -> None:
        """Forbids these 0s and 1s, which have no completion."""
        binary = [
            i for i in range(len(self.exact_rows.kept)) if self.exact_rows.bounds[i] == (0, 1)
        ]
        signs = np.array([1 if values[i] else -1 for i in binary], dtype=np.int64)
        variables = np.array([self.exact_rows.kept[i] for i in binary], dtype=np.int64)
        self._add_row(
            LinearRow("fails", LinearExpression(variables, signs), None, int((signs > 0).sum()) - 1)
        )

    def _add_row(self, row: LinearRow) -> None:
        self.model.rows.append(row)
        self.exact_rows.add_row(row)
        self.problem.update()

    def is_settled(self, outcome: EngineOutcome) -> bool:
        """Whether an answer needs no second look.

        A proof over rows that were cut in two is asked for again, from another seed: doubles are
        at their limit there, and about one answer in a thousand has lost the best solution.
        """
        only_found = outcome.status == "optimal" and self.objective.form is None
        open_yet = outcome.status in ("feasible", "unknown")
        if only_found or open_yet or self.is_second_proof or not self.exact_rows.has_split_rows:
            return True
        self.is_second_proof, self.presolve, self.seed = True, True, self.seed + 1
        return False

    def build_outcome(self, proved: bool, interrupted: bool) -> EngineOutcome:
        """What is known by now; `proved` that nothing unknown is better."""
        if self.best is None:
            if proved:
                return EngineOutcome("infeasible", interrupted=interrupted)
            return EngineOutcome("unknown", bound=self.bound, interrupted=interrupted)
        reached = self.objective.evaluate(self.best)
        if proved or reached is None:
            return EngineOutcome("optimal", self.best, reached, interrupted)
        bound = None if self.bound is None else min(self.bound, reached)
        return EngineOutcome("feasible", self.best, bound, interrupted)


MAX_TRIES = 200
"""How often a solver is asked before the question is left open."""


@dataclass(frozen=True)
class PulpAnswer:
    """A solver's answer; `objective` and `bound` are of the form that it minimised."""

    answer: StatusReading = NO_ANSWER
    objective: float | None = None
    bound: float | None = None
    interrupted: bool = False

    @property
    def is_stopped(self) -> bool:
        """Whether there is no time to ask again."""
        return self.interrupted or self.answer.end_reason in ("time limit", "interrupted")


class PulpEngine(ABC):
    """An engine whose models are PuLP's."""

    name: str

    @abstractmethod
    def run_solver(self, task: PulpTask) -> PulpAnswer:
        """What the solver says of the task; raises Interrupted with it on Ctrl-C."""

    def solve(self, request: SolveRequest) -> EngineOutcome:
        """Solve the request (see `Engine`); HiGHS takes no hint."""
        allowed, settings = request.allowed, request.settings
        deadline = None if settings.seconds is None else time.monotonic() + settings.seconds
        source = ExactRows(request.model, allowed)
        goal = ColumnObjective(request.objective, source)
        problem = PulpProblem(source, goal.columns, goal.coefficients)
        own = request.model.copy()
        task = PulpTask(
            own, allowed, source, goal, problem, request.listener, settings.seed, deadline
        )
        task.presolve = settings.presolve
        for _ in range(MAX_TRIES):
            if source.is_infeasible:
                return task.build_outcome(proved=True, interrupted=False)
            said = self._ask_solver(task)
            outcome = _judge_answer(task, said)
            if outcome is not None and task.is_settled(outcome):
                return outcome
        return task.build_outcome(proved=False, interrupted=False)

    def _ask_solver(self, task: PulpTask) -> PulpAnswer:
        try:
            return self.run_solver(task)
        except Interrupted as stopped:
            said: PulpAnswer = stopped.result
            return replace(said, interrupted=True)


def _judge_answer(task: PulpTask, said: PulpAnswer) -> EngineOutcome | None:
    """The outcome that an answer comes to; None to ask once more, of a changed task."""
    if said.answer.status == "infeasible":
        return task.build_outcome(proved=task.exact_rows.fits_doubles, interrupted=said.interrupted)
    if task.best is None and task.exact_rows.fits_doubles:
        task.bound = task.objective.round_bound(said.bound)
    values = None if said.answer.status == "unknown" else task.problem.read_values()
    found = CompletedSolution(None) if values is None else task.complete(values)
    if found.solution is not None:
        optimal = said.answer.status == "optimal"
        minimal = optimal and task.objective.confirms_objective(found.solution, said.objective)
        if task.accept_solution(found.solution, minimal):
            return task.build_outcome(
                proved=task.exact_rows.fits_doubles, interrupted=said.interrupted
            )
    if said.is_stopped or (task.best is not None and task.objective.form is None):
        return task.build_outcome(proved=False, interrupted=said.interrupted)
    if values is not None and found.is_impossible:
        task.forbid(values)
    elif found.solution is None:
        if not task.presolve:
            return task.build_outcome(proved=False, interrupted=False)
        task.presolve = False
    return None
