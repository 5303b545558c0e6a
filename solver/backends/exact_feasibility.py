"""Checks solutions in whole numbers, and completes one of which only the binaries are known.

Floating-point solvers are trusted with binaries only. Totals and extremes, which run into
millions, follow from them by bound propagation over the rows.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from solver.arrays import Flags, Ints, sort_distinct
from solver.model.expressions import LinearExpression
from solver.model.linear_model import LinearModel, LinearRow

PROPAGATION_ROUNDS = 50
"""How many passes over the rows tighten bounds."""

VariableBounds = dict[int, tuple[int, int]]


def is_feasible(model: LinearModel, solution: Ints, allowed: Flags | None = None) -> bool:
    """Whether a solution, (size,), is within all bounds and keeps every row that applies.

    Variables of candidates outside `allowed`, (N,), must be 0.
    """
    count = model.candidate_count
    return (
        bool((solution[~model.mark_usable(allowed)] == 0).all())
        and set(sort_distinct(solution[:count]).tolist()) <= {0, 1}
        and all(
            variable.low <= int(value) <= variable.high
            for variable, value in zip(model.extra_variables, solution[count:], strict=True)
        )
        and all(is_row_satisfied(row, solution) for row in model.rows)
    )


def is_row_satisfied(row: LinearRow, solution: Ints) -> bool:
    """Whether the row holds for a solution, (size,), or does not apply."""
    if row.indicator is not None and not solution[row.indicator]:
        return True
    value = row.expression.evaluate(solution)
    return (row.low is None or value >= row.low) and (row.high is None or value <= row.high)


@dataclass(frozen=True)
class CompletedSolution:
    """A feasible solution, (size,), or None; `is_impossible`: the binaries have no completion."""

    solution: Ints | None
    is_impossible: bool = False


@dataclass(frozen=True)
class _OpenRow:
    """low <= the sum of coefficients times non-binary variables <= high."""

    terms: dict[int, int]
    low: int | None
    high: int | None


def complete_solution(
    model: LinearModel,
    allowed: Flags | None,
    values: Ints,
    wide: Flags,
    objective: LinearExpression | None,
) -> CompletedSolution:
    """Complete `values`, (size,), of which only the binaries are certain.

    Where the rows leave a variable's value open, a `wide` one, (size,), takes its best bound for
    the objective, any other its rounded value.
    """
    bounds = {
        v: model.bounds(v)
        for v in np.flatnonzero(model.mark_usable(allowed)).tolist()
        if model.bounds(v) != (0, 1)
    }
    active = [row for row in model.rows if row.indicator is None or values[row.indicator]]
    opened = [_open_row(row, values, bounds) for row in active]
    if not _propagate_bounds(opened, bounds):
        return CompletedSolution(None, True)
    solution = values.copy()
    costs = _index_coefficients(objective)
    for v, (low, high) in bounds.items():
        cost = costs.get(v, 0) if wide[v] else 0
        wanted = int(values[v]) if not cost else (low if cost > 0 else high)
        solution[v] = min(max(wanted, low), high)
    feasible = (each for each in (solution, values) if is_feasible(model, each, allowed))
    return CompletedSolution(next(feasible, None))


def _open_row(row: LinearRow, values: Ints, opened: Mapping[int, object]) -> _OpenRow:
    pairs = list(
        zip(row.expression.variables.tolist(), row.expression.coefficients.tolist(), strict=True)
    )
    known = row.expression.constant + sum(c * int(values[v]) for v, c in pairs if v not in opened)
    terms = {v: int(c) for v, c in pairs if v in opened and c}
    return _OpenRow(
        terms,
        None if row.low is None else row.low - known,
        None if row.high is None else row.high - known,
    )


def _propagate_bounds(rows: list[_OpenRow], bounds: VariableBounds) -> bool:
    """Tighten the bounds by the rows; False when some variable has no value left."""
    for _ in range(PROPAGATION_ROUNDS):
        before = dict(bounds)
        for row in rows:
            if row.high is not None and not _tighten_bounds(row.terms, row.high, bounds):
                return False
            opposite = {v: -c for v, c in row.terms.items()}
            if row.low is not None and not _tighten_bounds(opposite, -row.low, bounds):
                return False
        if bounds == before:
            return True
    return True


def _tighten_bounds(terms: dict[int, int], high: int, bounds: VariableBounds) -> bool:
    """Tighten the bounds by sum <= high; False when some variable has no value left."""
    least = sum(c * bounds[v][c < 0] for v, c in terms.items())
    if least > high:
        return False
    for v, c in terms.items():
        low, top = bounds[v]
        most = high - least + c * (low if c > 0 else top)
        low, top = (low, min(top, most // c)) if c > 0 else (max(low, -(most // -c)), top)
        if low > top:
            return False
        bounds[v] = (low, top)
    return True


def _index_coefficients(objective: LinearExpression | None) -> dict[int, int]:
    if objective is None:
        return {}
    return dict(zip(objective.variables.tolist(), objective.coefficients.tolist(), strict=True))
