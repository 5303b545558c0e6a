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
    ) -> ModelSearch:
        """A search for a better solution that satisfies more rows, for at most so many seconds."""
        model = self.search.model.copy()
        model.rows += rows
        trial = self.search.with_model(model)
        latest = time.monotonic() + seconds
        trial.deadline = latest if trial.deadline is None else min(latest, trial.deadline)
        trial.settings = replace(
            trial.settings,
            workers=trial.settings.workers if workers is None else workers,
            is_window=is_window,
            cutoff=None if self.value is None else self.value - 1,
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
            value = self.expression.evaluate(outcome.solution)
            if self.value is None or value < self.value:
                self.solution = found = outcome.solution
                if self.search.tell is not None:  # HiGHS does not tell what it finds on its way
                    self.search.tell(lambda: found)
                self.report(value, None)
        return outcome.status in ("optimal", "infeasible")
