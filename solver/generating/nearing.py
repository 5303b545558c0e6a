"""The best bound so far on the first aim, from arithmetic and from what comes in meanwhile."""

from collections.abc import Iterator
from contextlib import contextmanager

from lotdesign.measures.base import Measure, Value
from lotdesign.scenario.scenario import Scenario
from solver.bounding.alongside import BEAT, Source, bounds_of
from solver.generating.bounds import COSTS, best_possible
from solver.solve import Means


class Nearing:
    """`value` is what no design is better than, as people read it; each step is told."""

    def __init__(self, measure: Measure, value: Value, source: Source | None, means: Means) -> None:
        self._measure, self._source, self._means = measure, source, means
        self.value = value
        means.tell(measure, None, value)

    def met(self, best: Value | None, seconds: float = 0.0) -> bool:
        """Whether this signed value is as good as the bound says any can be."""
        news = None if self._source is None else self._source.news(seconds)
        if news is not None and news > self.value:
            self.value = news
            self._means.tell(self._measure, None, news)
        return best is not None and best <= self._measure.sign * self.value

    def waited(self, best: Value | None) -> None:
        """Until no better bound comes, the best is met or time is up."""
        while self._source is not None and not self._source.over and not self._means.late:
            if self.met(best, BEAT):
                return


@contextmanager
def nearing(scenario: Scenario, measure: Measure, means: Means, rising: bool) -> Iterator[Nearing]:
    """Bounds of a measure; those of costs may be `rising`."""
    first = best_possible(scenario, measure.name)
    if not rising or measure.name not in COSTS:
        yield Nearing(measure, first, None, means)
        return
    with bounds_of(scenario, measure.name) as source:
        yield Nearing(measure, first, source, means)
