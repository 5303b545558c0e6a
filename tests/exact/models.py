"""Small set-partitioning models, and all their solutions by enumeration."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

import numpy as np
from hypothesis import strategies as st

from solver.arrays import Ints
from solver.backends.base import EngineSettings
from solver.backends.cp_sat import CpSatEngine
from solver.exact.search import ModelSearch
from solver.model.expressions import LinearExpression
from solver.model.linear_model import LinearModel

UNITS = 4
BANDS: st.SearchStrategy[tuple[int | None, int | None]] = st.sampled_from(
    [(None, 10), (-10, None), (-25, 25)]
)


@dataclass(frozen=True)
class SmallModel:
    """A model of lots over four units, and an expression to minimise."""

    lots: tuple[tuple[int, ...], ...]
    model: LinearModel
    objective: LinearExpression

    def solutions(self) -> Iterator[Ints]:
        """All solutions, variable by variable."""
        ranges = [range(low, high + 1) for low, high in map(self.model.bounds, range(self.size))]
        for values in product(*ranges):
            solution = np.array(values, dtype=np.int64)
            if self.allows(solution):
                yield solution

    @property
    def size(self) -> int:
        """The number of variables."""
        return self.model.size

    def allows(self, solution: Ints) -> bool:
        """Whether every row holds, exactly."""
        for row in self.model.rows:
            value = row.expression.evaluate(solution)
            holds = (row.low is None or value >= row.low) and (
                row.high is None or value <= row.high
            )
            if not holds and (row.indicator is None or solution[row.indicator]):
                return False
        return True

    def best(self) -> int | None:
        """The least value of the objective; None where there is no solution."""
        return min(map(self.objective.evaluate, self.solutions()), default=None)

    def search(self) -> ModelSearch:
        """A search of the model with CP-SAT."""
        return ModelSearch(CpSatEngine(), self.model, EngineSettings(workers=1), UNITS)


def weights(size: int, most: int = 20) -> st.SearchStrategy[list[int]]:
    """A whole number for each variable, of either sign."""
    return st.lists(st.integers(-most, most), min_size=size, max_size=size)


def dense(coefficients: list[int], constant: int = 0) -> LinearExpression:
    """An expression over the variables from the first on, without zeros."""
    kept = [(v, c) for v, c in enumerate(coefficients) if c]
    variables = np.array([v for v, _ in kept], dtype=np.int64)
    return LinearExpression(variables, np.array([c for _, c in kept], dtype=np.int64), constant)


def partition(lots: tuple[tuple[int, ...], ...]) -> LinearModel:
    """Every unit in one chosen lot."""
    model = LinearModel(len(lots))
    for unit in range(UNITS):
        model.add_unit_row(f"unit {unit}", np.flatnonzero([unit in lot for lot in lots]))
    return model


@st.composite
def partitions(draw: st.DrawFn, extra: bool = True) -> SmallModel:
    """Up to nine lots of four units, two more rows, and a whole-number variable in half of all."""
    every = [tuple(u for u in range(UNITS) if mask >> u & 1) for mask in range(1, 1 << UNITS)]
    chosen = draw(st.lists(st.sampled_from(every), min_size=2, max_size=9, unique=True))
    lots = tuple(sorted(chosen))
    model = partition(lots)
    if extra and draw(st.booleans()):
        least = draw(st.integers(-3, 2))
        model.add_variable("more", least, least + draw(st.integers(0, 3)))
    for name in ("first", "second")[: draw(st.integers(0, 2))]:
        form = dense(draw(weights(model.size)), draw(st.integers(-5, 5)))
        low, high = draw(BANDS)
        when = draw(st.sampled_from((None, None, 0)))
        if when is None:
            model.add_row(name, form, low, high)
        else:
            model.add_at_most_zero(name, form, when)
    return SmallModel(lots, model, dense(draw(weights(model.size)), draw(st.integers(-9, 9))))
