"""Which candidates can matter: reduced costs, proved with whole numbers.

For any prices y of the rows, a solution costs at least y b plus the reduced costs of what it
chooses (Lagrangian relaxation; Geoffrion 1974). The prices come from a linear program in
floating point and are rounded to parts of a unit; everything after that is exact, so what
follows holds whatever the prices were.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from solver.facts.exact import SAFE, largest
from solver.facts.lots import Flags, Ints
from solver.selection.linear import Linear
from solver.selection.model import Model, Row

PARTS = (2**20, 2**10, 1)
"""Prices are kept in so many parts of the objective's unit, in fewer where numbers are large."""


@dataclass(frozen=True)
class Window:
    """A bound below every solution, and by how much a candidate raises it.

    In the objective's own units. Values are whole, so the bound is rounded up and the costs
    down: a solution that chooses candidate j still costs at least `bound` + `costs[j]`, and one
    that chooses several at least `bound` and all their costs. It rests on the rows' `prices`, in so
    many `parts` of a unit: what a solution leaves over of a row costs it that price besides.
    """

    bound: int
    costs: Ints
    prices: Ints
    parts: int

    def within(self, value: int) -> Flags:
        """The candidates that a solution of at most `value` can choose."""
        flags: Flags = self.costs <= value - self.bound
        return flags


def priced_rows(model: Model) -> list[Row]:
    """The rows that hold whatever is chosen."""
    return [row for row in model.rows if row.when is None and len(row.form.variables)]


def window(
    model: Model,
    minimise: Linear,
    rows: Sequence[Row],
    prices: np.ndarray,
    lots: int,
    allowed: Flags | None = None,
) -> Window | None:
    """The window of `minimise` at these prices; at most `lots` candidates are ever chosen.

    Only `allowed` ones, where that is given: all others cost more than anything. None where the
    numbers would not fit.
    """
    for parts in PARTS:
        view = _window(model, minimise, rows, prices, lots, allowed, parts)
        if view is not None:
            return view
    return None


def _window(
    model: Model,
    minimise: Linear,
    rows: Sequence[Row],
    prices: np.ndarray,
    lots: int,
    allowed: Flags | None,
    parts: int,
) -> Window | None:
    if not np.isfinite(prices).all() or np.abs(prices).max(initial=0) * parts >= SAFE:
        return None
    whole = _rounded(rows, prices, parts)
    reduced = _reduced(model, minimise, rows, whole, parts)
    if reduced is None:
        return None
    fixed = sum(_share(row, int(y)) for row, y in zip(rows, whole.tolist(), strict=True))
    for i, variable in enumerate(model.extra):
        cost = int(reduced[model.candidates + i])
        fixed += min(cost * variable.low, cost * variable.high)
    costs = reduced[: model.candidates]
    if allowed is not None:
        costs = np.where(allowed, costs, 0)
    slack = min(0, int(costs.min(initial=0)))
    bound = -(-(fixed + lots * slack) // parts) + minimise.constant
    costs = (costs - slack) // parts
    costs = costs if allowed is None else np.where(allowed, costs, SAFE)
    return Window(bound, costs, whole, parts)


def _rounded(rows: Sequence[Row], prices: np.ndarray, parts: int) -> Ints:
    """Prices in parts; a price that leans on a side where its row has no bound counts as 0."""
    whole = np.rint(prices * parts).astype(np.int64)
    low = np.array([row.low is not None for row in rows])
    high = np.array([row.high is not None for row in rows])
    return np.where(((whole > 0) & ~low) | ((whole < 0) & ~high), 0, whole)


def _share(row: Row, price: int) -> int:
    """What the row's bound is worth at its price."""
    end = row.low if price > 0 else row.high
    return 0 if price == 0 or end is None else price * (end - row.form.constant)


def _reduced(
    model: Model, minimise: Linear, rows: Sequence[Row], prices: Ints, parts: int
) -> Ints | None:
    """The reduced cost of every variable, in parts."""
    if largest(minimise.coefficients) * parts >= SAFE // 4:
        return None
    reduced = np.zeros(model.size, dtype=np.int64)
    reduced[minimise.variables] = minimise.coefficients * parts
    priced = [(row.form, price) for row, price in zip(rows, prices.tolist(), strict=True) if price]
    most = max((abs(price) * largest(form.coefficients) for form, price in priced), default=0)
    # Few of the rows hold the same variable; they are counted only where that decides.
    if 4 * most * len(priced) >= SAFE and 4 * most * _together(priced, model.size) >= SAFE:
        return None
    for form, price in priced:
        reduced[form.variables] -= price * form.coefficients
    return reduced


def _together(priced: Sequence[tuple[Linear, int]], variables: int) -> int:
    """How many of the forms hold the same variable at most."""
    counts = np.zeros(variables, dtype=np.int64)
    for form, _ in priced:
        counts[form.variables] += 1
    return int(counts.max(initial=0))
