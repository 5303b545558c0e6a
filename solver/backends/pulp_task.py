"""One request to a solver behind PuLP, and what is known of its answer in whole numbers.

A solver in floating point may return a solution that breaks a row by a penny, or call best what is
beaten by 1. So every solution is completed and checked in whole numbers. One that fails is
forbidden; one that is not surely the best must be beaten by 1, until nothing beats it. What cannot
be settled so stays unknown.
"""

import time
from dataclasses import dataclass, field

import numpy as np

from solver.arrays import Ints
from solver.backends.base import NO_ANSWER, EngineOutcome, SolveRequest, StatusReading
from solver.backends.exact_feasibility import CompletedSolution, complete_solution
from solver.backends.exact_rows import ColumnObjective, ExactRows
from solver.backends.pulp_problem import PulpProblem
from solver.model.expressions import LinearExpression
from solver.model.linear_model import LinearModel, LinearRow


@dataclass(frozen=True)
class PulpAnswer:
    """A solver's answer; `objective` and `bound` are of the objective over the columns."""

    reading: StatusReading = NO_ANSWER
    objective: float | None = None
    bound: float | None = None
    interrupted: bool = False

    @property
    def is_stopped(self) -> bool:
        """Whether there is no time to ask again."""
        return self.interrupted or self.reading.end_reason in ("time limit", "interrupted")


@dataclass
class PulpTask:
    """A request written for floating-point solvers, with the incumbent and the lower bound.

    `presolve` is switched off once a solver's answers do not hold; `is_second_proof`: a proof was
    asked for again.
    """

    request: SolveRequest
    deadline: float | None
    model: LinearModel = field(init=False)
    exact_rows: ExactRows = field(init=False)
    objective: ColumnObjective = field(init=False)
    problem: PulpProblem = field(init=False)
    seed: int = field(init=False)
    presolve: bool = field(init=False)
    incumbent: Ints | None = None
    bound: int | None = None
    is_second_proof: bool = False

    def __post_init__(self) -> None:
        request = self.request
        self.seed, self.presolve = request.settings.seed, request.settings.presolve
        self.model = request.model.copy()
        self.exact_rows = ExactRows(request.model, request.allowed)
        self.objective = ColumnObjective(request.objective, self.exact_rows)
        self.problem = PulpProblem(
            self.exact_rows, self.objective.columns, self.objective.coefficients
        )

    @property
    def seconds(self) -> float | None:
        """Seconds left; None without a deadline."""
        return None if self.deadline is None else max(0.0, self.deadline - time.monotonic())

    def complete(self, values: list[int]) -> CompletedSolution:
        """Complete the columns' values to a solution of the model."""
        solution = np.zeros(self.model.size, dtype=np.int64)
        kept = self.exact_rows.kept
        solution[kept] = values[: len(kept)]
        wide = np.zeros(self.model.size, dtype=np.bool_)
        wide[kept] = [self.exact_rows.is_wide(i) for i in range(len(kept))]
        return complete_solution(
            self.model, self.request.allowed, solution, wide, self.request.objective
        )

    def report_improvement(self, values: list[int], bound: float | None) -> None:
        """Tell the listener of a solution that the solver found on its way."""
        objective, solution = self.request.objective, self.complete(values).solution
        if solution is not None and self.request.tell is not None:
            self.request.tell(lambda: solution)
        if solution is not None and objective is not None:
            self.request.listener(objective.evaluate(solution), self.objective.round_bound(bound))

    def judge_answer(self, answer: PulpAnswer) -> EngineOutcome | None:
        """The outcome that follows from an answer; None to ask again, with the task changed."""
        status, interrupted = answer.reading.status, answer.interrupted
        fits_doubles = self.exact_rows.fits_doubles
        if status == "infeasible":
            return self.build_outcome(fits_doubles, interrupted)
        if self.incumbent is None and fits_doubles:
            self.bound = self.objective.round_bound(answer.bound)
        values = None if status == "unknown" else self.problem.read_values()
        completed = CompletedSolution(None) if values is None else self.complete(values)
        solution = completed.solution
        if solution is not None:
            is_minimal = status == "optimal" and self.objective.confirms_objective(
                solution, answer.objective
            )
            if self._accept_solution(solution, is_minimal):
                return self.build_outcome(fits_doubles, interrupted)
        if answer.is_stopped or (self.incumbent is not None and self.request.objective is None):
            return self.build_outcome(False, interrupted)
        if values is not None and completed.is_impossible:
            self._forbid_binaries(values)
        elif solution is None:
            if not self.presolve:
                return self.build_outcome(False, False)
            self.presolve = False
        return None

    def _accept_solution(self, solution: Ints, is_minimal: bool) -> bool:
        """Take a feasible solution; True when it is as good as the solver says.

        Otherwise solutions must be better than the incumbent from now on.
        """
        if self.incumbent is None or self._evaluate(solution) < self._evaluate(self.incumbent):
            self.incumbent, self.is_second_proof = solution, False
        if is_minimal and self._evaluate(solution) == self._evaluate(self.incumbent):
            return True
        if self.request.objective is not None:
            better = self.objective.find_next_better(self.incumbent)
            self._add_row(LinearRow("better than before", self.request.objective, None, better))
        return False

    def _evaluate(self, solution: Ints) -> int:
        return self.objective.evaluate(solution) or 0

    def _forbid_binaries(self, values: list[int]) -> None:
        """Forbid these values of the binaries, which have no completion."""
        kept, bounds = self.exact_rows.kept, self.exact_rows.bounds
        binary = [i for i in range(len(kept)) if bounds[i] == (0, 1)]
        signs = np.array([1 if values[i] else -1 for i in binary], dtype=np.int64)
        variables = np.array([kept[i] for i in binary], dtype=np.int64)
        expression = LinearExpression(variables, signs)
        self._add_row(LinearRow("fails", expression, None, int((signs > 0).sum()) - 1))

    def _add_row(self, row: LinearRow) -> None:
        self.model.rows.append(row)
        self.exact_rows.add_row(row)
        self.problem.update()

    def is_settled(self, outcome: EngineOutcome) -> bool:
        """Whether an outcome needs no second proof.

        A proof over rows that were split is asked for again with another seed: doubles are at
        their limit there, and about one answer in a thousand misses the best solution.
        """
        needs_no_proof = outcome.status == "optimal" and self.request.objective is None
        is_open = outcome.status in ("feasible", "unknown")
        if needs_no_proof or is_open or self.is_second_proof or not self.exact_rows.has_split_rows:
            return True
        self.is_second_proof, self.presolve, self.seed = True, True, self.seed + 1
        return False

    def build_outcome(self, proved: bool, interrupted: bool) -> EngineOutcome:
        """The outcome by now; `proved`: no solution is better than the incumbent."""
        if self.incumbent is None:
            if proved:
                return EngineOutcome("infeasible", interrupted=interrupted)
            return EngineOutcome("unknown", bound=self.bound, interrupted=interrupted)
        value = self.objective.evaluate(self.incumbent)
        if proved or value is None:
            return EngineOutcome("optimal", self.incumbent, value, interrupted)
        bound = None if self.bound is None else min(self.bound, value)
        return EngineOutcome("feasible", self.incumbent, bound, interrupted)
