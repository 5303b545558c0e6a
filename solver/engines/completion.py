"""Completes a solution whose 0s and 1s are known, in whole numbers.

Solvers in floating point are trusted with these only: totals and extremes, which run into
millions, follow from them by the rows.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from solver.engines.exact import holds
from solver.facts.lots import Flags, Ints
from solver.selection.linear import Linear
from solver.selection.model import Model, Row

ROUNDS = 50
"""How often bounds are handed on from row to row."""


@dataclass(frozen=True)
class Completion:
    """A solution that keeps every row, or none; `impossible`: no large numbers would do."""

    solution: Ints | None
    impossible: bool = False


@dataclass(frozen=True)
class _Open:
    """Low <= the sum of coefficients times large variables <= high."""

    terms: dict[int, int]
    low: int | None
    high: int | None


def completed(
    model: Model, allowed: Flags | None, values: Ints, large: Flags, minimise: Linear | None
) -> Completion:
    """The completion of values of which only the 0s and 1s are sure.

    Where the rows leave open what a number is, one of the `large` is what the form would have,
    any other what it is by `values`.
    """
    bounds = {
        v: model.bounds(v)
        for v in np.flatnonzero(model.kept(allowed)).tolist()
        if model.bounds(v) != (0, 1)
    }
    active = [row for row in model.rows if row.when is None or values[row.when]]
    opened = [_opened(row, values, bounds) for row in active]
    if not _narrowed(opened, bounds):
        return Completion(None, True)
    solution = values.copy()
    wanted = _wanted(minimise)
    for v, (low, high) in bounds.items():
        sign = wanted.get(v, 0) if large[v] else 0
        rough = int(values[v]) if not sign else (low if sign > 0 else high)
        solution[v] = min(max(rough, low), high)
    found = next((each for each in (solution, values) if holds(model, each, allowed)), None)
    return Completion(found)


def _opened(row: Row, values: Ints, loose: Mapping[int, object]) -> _Open:
    pairs = list(zip(row.form.variables.tolist(), row.form.coefficients.tolist(), strict=True))
    settled = row.form.constant + sum(c * int(values[v]) for v, c in pairs if v not in loose)
    terms = {v: int(c) for v, c in pairs if v in loose and c}
    return _Open(
        terms,
        None if row.low is None else row.low - settled,
        None if row.high is None else row.high - settled,
    )


def _narrowed(rows: list[_Open], bounds: dict[int, tuple[int, int]]) -> bool:
    """Narrows the bounds by the rows; False when nothing is left of them."""
    for _ in range(ROUNDS):
        before = dict(bounds)
        for row in rows:
            if row.high is not None and not _tightened(row.terms, row.high, bounds):
                return False
            opposite = {v: -c for v, c in row.terms.items()}
            if row.low is not None and not _tightened(opposite, -row.low, bounds):
                return False
        if bounds == before:
            return True
    return True


def _tightened(terms: dict[int, int], high: int, bounds: dict[int, tuple[int, int]]) -> bool:
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


def _wanted(minimise: Linear | None) -> dict[int, int]:
    if minimise is None:
        return {}
    pairs = zip(minimise.variables.tolist(), minimise.coefficients.tolist(), strict=True)
    return dict(pairs)
