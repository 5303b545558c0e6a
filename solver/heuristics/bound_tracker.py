"""The best bound on the first objective so far, by arithmetic and by column generation."""

from collections.abc import Iterator
from contextlib import contextmanager

from lotdesign.measures.base import Measure, MeasureValue
from lotdesign.scenario.scenario import Scenario
from solver.column_generation.arithmetic_bounds import bound_measure
from solver.column_generation.background_bounds import POLL_SECONDS, BoundSource, open_bounds
from solver.solve_context import SolveContext


class BoundTracker:
    """`value` is what no design is better than, as people read it; each step is told."""

    def __init__(
        self, measure: Measure, value: MeasureValue, source: BoundSource | None, means: SolveContext
    ) -> None:
        self._measure, self._source, self._means = measure, source, means
        self.bound = value
        means.report_progress(measure, None, value)

    def is_met_now(self, best: MeasureValue | None, seconds: float = 0.0) -> bool:
        """Whether this signed value is as good as the bound says any can be."""
        news = None if self._source is None else self._source.poll(seconds)
        if news is not None and news > self.bound:
            self.bound = news
            self._means.report_progress(self._measure, None, news)
        return best is not None and best <= self._measure.sign * self.bound

    def wait(self, best: MeasureValue | None) -> None:
        """Until no better bound comes, the best is met or time is up."""
        while (
            self._source is not None and not self._source.is_exhausted and not self._means.is_late
        ):
            if self.is_met_now(best, POLL_SECONDS):
                return


@contextmanager
def track_bound(
    scenario: Scenario, measure: Measure, means: SolveContext, rising: bool
) -> Iterator[BoundTracker]:
    """Bounds of a measure; those of costs may be `rising`."""
    first = bound_measure(scenario, measure.name)
    if not rising or not measure.is_cost:
        yield BoundTracker(measure, first, None, means)
        return
    with open_bounds(scenario, measure.name) as source:
        yield BoundTracker(measure, first, source, means)
