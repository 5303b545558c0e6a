"""The best bound on the first objective so far, by arithmetic and by column generation."""

from collections.abc import Iterator
from contextlib import contextmanager

from lotdesign.measures.base import Measure, MeasureValue
from lotdesign.scenario.scenario import Scenario
from solver.column_generation.arithmetic_bounds import bound_measure
from solver.column_generation.background_bounds import POLL_SECONDS, BoundSource, open_bounds
from solver.model.goals import GoalValue
from solver.solve_context import SolveContext


class BoundTracker:
    """Keeps the best `bound` of a measure, with the sign that people read, and reports each."""

    def __init__(
        self,
        measure: Measure,
        bound: MeasureValue,
        source: BoundSource | None,
        context: SolveContext,
    ) -> None:
        self._measure, self._source, self._context = measure, source, context
        self.bound = bound
        context.report_progress(measure, None, bound)

    def update(self, seconds: float = 0.0) -> None:
        """Takes over a better bound, if one comes in within so many seconds."""
        bound = None if self._source is None else self._source.poll(seconds)
        if bound is not None and bound > self.bound:
            self.bound = bound
            self._context.report_progress(self._measure, None, bound)

    def is_met_by(self, value: GoalValue) -> bool:
        """Whether a signed value is proved optimal by the bound."""
        return value <= self._measure.sign * self.bound

    def wait(self, value: GoalValue) -> None:
        """Waits until the signed value is proved optimal, bounds end or the deadline passes."""
        source = self._source
        while source is not None and not source.is_exhausted and not self._context.is_late:
            self.update(POLL_SECONDS)
            if self.is_met_by(value):
                return


@contextmanager
def track_bound(
    scenario: Scenario, measure: Measure, context: SolveContext, rising: bool
) -> Iterator[BoundTracker]:
    """The bound of a measure: by arithmetic, and for costs by column generation if `rising`."""
    arithmetic = bound_measure(scenario, measure.name)
    if not rising or not measure.is_cost:
        yield BoundTracker(measure, arithmetic, None, context)
        return
    with open_bounds(scenario, measure.name) as source:
        yield BoundTracker(measure, arithmetic, source, context)
