"""The incumbent of branch and cut, and the engine runs that look for a better one."""

import time
from dataclasses import dataclass, field, replace
from random import Random

from solver.arrays import Flags, Ints
from solver.backends.base import BoundListener
from solver.exact.search import ModelSearch
from solver.model.expressions import LinearExpression
from solver.model.linear_model import LinearRow


@dataclass
class Incumbent:
    """The best solution of a search so far, (size,), by an expression that is minimised.

    `random` is the source of all random choices, seeded by the search's settings.
    """

    search: ModelSearch
    expression: LinearExpression
    report: BoundListener
    solution: Ints | None = None
    random: Random = field(init=False)

    def __post_init__(self) -> None:
        self.random = Random(self.search.settings.seed)

    @property
    def value(self) -> int | None:
        """The value of the incumbent, in the expression's unit; None where there is none."""
        return None if self.solution is None else self.expression.evaluate(self.solution)

    def measure_size(self, value: int) -> int:
        """The magnitude of a value without the expression's constant, for relative tolerances."""
        return abs(value - self.expression.constant)

    def build_trial(
        self,
        rows: tuple[LinearRow, ...],
        seconds: float,
        workers: int | None = None,
        is_window: bool = False,
        value: int | None = None,
    ) -> ModelSearch:
        """A search for a solution below a value that satisfies more rows, for so many seconds.

        Without a value it is below the incumbent's.
        """
        value = self.value if value is None else value
        model = self.search.model.copy()
        model.rows += rows
        trial = self.search.with_model(model)
        latest = time.monotonic() + seconds
        trial.deadline = latest if trial.deadline is None else min(latest, trial.deadline)
        trial.settings = replace(
            trial.settings,
            workers=trial.settings.workers if workers is None else workers,
            is_window=is_window,
            cutoff=None if value is None else value - 1,
        )
        return trial

    def run_trial(self, trial: ModelSearch, expression: LinearExpression, allowed: Flags) -> bool:
        """Minimise an expression over the allowed candidates, (N,), and keep what is better.

        Returns whether it is proved that nothing better than the incumbent is left among them.
        Raises as `ModelSearch.solve`.
        """
        outcome = trial.solve(expression, allowed=allowed)
        self.search.interrupted = self.search.interrupted or trial.interrupted
        if outcome.solution is not None:
            self.keep(outcome.solution)
        return outcome.status in ("optimal", "infeasible")

    def keep(self, solution: Ints) -> None:
        """Take a solution, (size,), for the incumbent where it is better, and tell of it."""
        if solution is self.solution:
            return
        value = self.expression.evaluate(solution)
        if self.value is None or value < self.value:
            self.solution = solution
            if self.search.tell is not None:  # HiGHS does not tell what it finds on its way
                self.search.tell(lambda: solution)
            self.report(value, None)
