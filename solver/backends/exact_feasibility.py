"""Is a solution feasible, in whole numbers; and completing one whose binaries are known.

Solvers in floating point are trusted with binaries only: totals and extremes, which run into
millions, follow from them by bound propagation over the rows.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from solver.arrays import Flags, Ints, sort_distinct
from solver.model.expressions import LinearExpression
from solver.model.linear_model import LinearModel, LinearRow


def is_feasible(model: LinearModel, solution: Ints, allowed: Flags | None = None) -> bool:
    """Whether every variable is within its bounds and every row holds that is to hold."""
    return (
        bool((solution[~model.mark_usable(allowed)] == 0).all())
        and set(sort_distinct(solution[: model.candidates]).tolist()) <= {0, 1}
        and all(
            each.low <= int(value) <= each.high
            for each, value in zip(model.extra_variables, solution[model.candidates :], strict=True)
        )
        and all(is_row_satisfied(row, solution) for row in model.rows)
    )


def is_row_satisfied(row: LinearRow, solution: Ints) -> bool:
    """Whether the row holds, or does not apply."""
    if row.indicator is not None and not solution[row.indicator]:
        return True
    return _is_between(row.expression.evaluate(solution), row.low, row.high)


def _is_between(value: int, low: int | None, high: int | None) -> bool:
    return (low is None or value >= low) and (high is None or value <= high)


PROPAGATION_ROUNDS = 50
"""How often bounds are handed on from row to row."""


@dataclass(frozen=True)
class CompletedSolution:
    """A solution that keeps every row, or none; `impossible`: no large numbers would do."""

    solution: Ints | None
    is_impossible: bool = False


@dataclass(frozen=True)
class _OpenRow:
    """Low <= the sum of coefficients times large variables <= high."""

    terms: dict[int, int]
    low: int | None
    high: int | None


def complete_solution(
    model: LinearModel,
    allowed: Flags | None,
    values: Ints,
    large: Flags,
    minimise: LinearExpression | None,
) -> CompletedSolution:
    """The completion of values of which only the 0s and 1s are sure.

    Where the rows leave open what a number is, one of the `large` is what the form would have,
    any other what it is by `values`.
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
    wanted = _index_coefficients(minimise)
    for v, (low, high) in bounds.items():
        sign = wanted.get(v, 0) if large[v] else 0
        rough = int(values[v]) if not sign else (low if sign > 0 else high)
        solution[v] = min(max(rough, low), high)
    found = next((each for each in (solution, values) if is_feasible(model, each, allowed)), None)
    return CompletedSolution(found)


def _open_row(row: LinearRow, values: Ints, loose: Mapping[int, object]) -> _OpenRow:
    pairs = list(
        zip(row.expression.variables.tolist(), row.expression.coefficients.tolist(), strict=True)
    )
    settled = row.expression.constant + sum(c * int(values[v]) for v, c in pairs if v not in loose)
    terms = {v: int(c) for v, c in pairs if v in loose and c}
    return _OpenRow(
        terms,
        None if row.low is None else row.low - settled,
        None if row.high is None else row.high - settled,
    )


def _propagate_bounds(rows: list[_OpenRow], bounds: dict[int, tuple[int, int]]) -> bool:
    """Narrows the bounds by the rows; False when nothing is left of them."""
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


def _tighten_bounds(terms: dict[int, int], high: int, bounds: dict[int, tuple[int, int]]) -> bool:
    """Narrows the bounds by sum <= high; False when that leaves nothing."""
    least = sum(c * bounds[v][c < 0] for v, c in terms.items())
    if least > high:
        return False
    for v, c in terms.items():
        low, top = bounds[v]
        room = high - least + c * (low if c > 0 else top)
        low, top = (low, min(top, room // c)) if c > 0 else (max(low, -(room // -c)), top)
        if low > top:
            return False
        bounds[v] = (low, top)
    return True


def _index_coefficients(minimise: LinearExpression | None) -> dict[int, int]:
    if minimise is None:
        return {}
    pairs = zip(minimise.variables.tolist(), minimise.coefficients.tolist(), strict=True)
    return dict(pairs)
