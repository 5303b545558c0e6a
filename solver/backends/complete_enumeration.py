"""Answers models with few solutions by listing them; other models go to an engine.

A model of a few lots has some dozens of partitions, and listing them takes less time than an
engine takes to start. All arithmetic is in whole numbers that cannot overflow.
"""

from dataclasses import dataclass, field
from itertools import product
from math import prod

import numpy as np

from solver.arrays import Flags, Ints
from solver.backends.base import Engine, EngineOutcome, SolveRequest
from solver.model.expressions import LARGEST_SUM
from solver.model.linear_model import LinearModel

MOST_VARIABLES = 64
"""Variables of a model; larger ones go to the engine."""
MOST_STEPS = 1_500
"""Steps of a search for partitions; models that take more go to the engine."""
MOST_VALUES = 64
"""Combinations of values of the variables that are in no partition row, and the largest value."""
MOST_SOLUTIONS = 4_000
"""Partitions that keep their rows, times those combinations."""
BEYOND_SUMS = 4 * LARGEST_SUM - 1
"""No sum over the values that are listed is larger."""

Partition = tuple[int, ...]


@dataclass
class EnumeratingEngine:
    """An engine that lists the solutions of small models and asks `engine` about all others.

    What it says of a small model is proved, as the list is complete. Partitions are remembered,
    since many models differ by a few rows only.
    """

    engine: Engine
    name: str = field(init=False)
    _partitions: dict[tuple[int, ...], tuple[Partition, ...] | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.name = self.engine.name

    def solve(self, request: SolveRequest) -> EngineOutcome:
        """Solve the request (see `Engine`); raises what the engine raises."""
        solutions = self._list_solutions(request)
        if solutions is None:
            return self.engine.solve(request)
        if not len(solutions):
            return EngineOutcome("infeasible")
        objective = request.objective
        if objective is None:
            return EngineOutcome("optimal", solutions[0])
        values = solutions[:, objective.variables] @ objective.coefficients
        first = int(values.argmin())
        best = int(values[first]) + objective.constant
        if request.settings.cutoff is not None and best > request.settings.cutoff:
            return EngineOutcome("infeasible")
        request.listener(best, best)
        return EngineOutcome("optimal", solutions[first], best)

    def _list_solutions(self, request: SolveRequest) -> Ints | None:
        """All solutions, (S, size); None where there may be too many, or numbers too large."""
        model = request.model
        if model.size > MOST_VARIABLES:
            return None
        keep = model.mark_usable(request.allowed)
        masks = _find_masks(model, keep)
        free = [v for v in np.flatnonzero(keep).tolist() if not masks[v]]
        bounds = [model.bounds(v) for v in free]
        few = prod(high - low + 1 for low, high in bounds) <= MOST_VALUES
        small = all(max(-low, high) <= MOST_VALUES for low, high in bounds)
        partitions = self._find_partitions(masks) if few and small else None
        if partitions is None or not _sums_fit(request):
            return None
        rows = _RowMatrix.of(model)
        reads_free = rows.find_reading(free)
        solutions = rows.keep(_write_solutions(partitions, model.size), ~reads_free)
        if not free:
            return solutions
        values = np.array(
            [*product(*(range(low, high + 1) for low, high in bounds))], dtype=np.int64
        )
        if len(solutions) * len(values) > MOST_SOLUTIONS:
            return None
        solutions = np.repeat(solutions, len(values), axis=0)
        solutions[:, free] = np.tile(values, (len(solutions) // len(values), 1))
        return rows.keep(solutions, reads_free)

    def _find_partitions(self, masks: tuple[int, ...]) -> tuple[Partition, ...] | None:
        if masks not in self._partitions:
            self._partitions[masks] = list_partitions(masks)
        return self._partitions[masks]


def list_partitions(masks: tuple[int, ...]) -> tuple[Partition, ...] | None:
    """Every set of positions whose masks cover each item just once.

    The items are the bits of all masks. None where that takes more than `MOST_STEPS` steps.
    """
    items, rest = [], 0
    for mask in masks:
        rest |= mask
    whole, bit = rest, 1
    while rest >= bit:
        items.append([(mask, i) for i, mask in enumerate(masks) if mask & bit])
        bit <<= 1
    found: list[Partition] = []
    waiting: list[tuple[int, Partition]] = [(0, ())]
    steps = 0
    while waiting:
        covered, chosen = waiting.pop()
        steps += 1
        if steps > MOST_STEPS:
            return None
        if covered == whole:
            found.append(chosen)
            continue
        lowest = (~covered & (covered + 1)).bit_length() - 1
        waiting += [
            (covered | mask, (*chosen, i)) for mask, i in items[lowest] if not mask & covered
        ]
    return tuple(found)


def _find_masks(model: LinearModel, keep: Flags) -> tuple[int, ...]:
    """The unit rows in which each variable is, as bits; those with the fewest variables first.

    0 of a variable that cannot be chosen, or is in none.
    """
    rows = [row.expression.variables for row in model.rows if row.kind == "unit"]
    kept = sorted((variables[keep[variables]] for variables in rows), key=len)
    masks = [0] * model.size
    for item, variables in enumerate(kept):
        for variable in variables.tolist():
            masks[variable] |= 1 << item
    return tuple(masks)


def _write_solutions(partitions: tuple[Partition, ...], size: int) -> Ints:
    """The partitions as solutions, (S, size), in which no other variable has a value."""
    solutions: Ints = np.zeros((len(partitions), size), dtype=np.int64)
    for chosen, solution in zip(partitions, solutions, strict=True):
        solution[list(chosen)] = 1
    return solutions


def _sums_fit(request: SolveRequest) -> bool:
    """Whether all sums, over the small values that are listed, fit in an int64."""
    objective = request.objective
    forms = [row.expression for row in request.model.rows]
    return all(
        form.coefficients.dtype != object
        and float(np.abs(form.coefficients).sum(dtype=float)) * MOST_VALUES < BEYOND_SUMS
        for form in (forms if objective is None else [*forms, objective])
    )


@dataclass(frozen=True)
class _RowMatrix:
    """The rows of a model: low <= matrix @ solution <= high, each where its indicator is 1.

    `matrix` is (R, size), the others (R,); an indicator of -1 is none.
    """

    matrix: Ints
    low: Ints
    high: Ints
    indicators: Ints

    @classmethod
    def of(cls, model: LinearModel) -> "_RowMatrix":
        rows = model.rows
        matrix: Ints = np.zeros((len(rows), model.size), dtype=np.int64)
        for place, row in enumerate(rows):
            np.add.at(matrix[place], row.expression.variables, row.expression.coefficients)
        bounds = [row.variable_bounds for row in rows]
        return cls(
            matrix,
            np.array([-BEYOND_SUMS if low is None else low for low, _ in bounds], dtype=np.int64),
            np.array([BEYOND_SUMS if high is None else high for _, high in bounds], dtype=np.int64),
            np.array(
                [-1 if row.indicator is None else row.indicator for row in rows], dtype=np.int64
            ),
        )

    def find_reading(self, variables: list[int]) -> Flags:
        """The rows that have any of these variables, or are applied by one, (R,)."""
        return np.asarray(
            (self.matrix[:, variables] != 0).any(axis=1) | np.isin(self.indicators, variables)
        )

    def keep(self, solutions: Ints, chosen: Flags) -> Ints:
        """Those of the solutions, (S, size), that keep the chosen rows, (R,)."""
        sums = solutions @ self.matrix[chosen].T
        broken = (sums < self.low[chosen]) | (sums > self.high[chosen])
        indicators = self.indicators[chosen]
        some = indicators >= 0
        broken[:, some] &= solutions[:, indicators[some]] != 0
        return solutions[~broken.any(axis=1)]
