"""Lagrangian bounds and reduced costs from duals, in whole numbers.

For any duals y of the rows, a solution costs at least y b plus the reduced costs of what it chooses
(Geoffrion 1974). Duals come from a linear program in floating point and are rounded to fractions of
a unit; all that follows is exact whole-number arithmetic, so bad duals give a weak bound, never a
false one.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from solver.arrays import SAFE_INT64, Flags, Floats, Ints, find_max_abs
from solver.model.expressions import LinearExpression
from solver.model.linear_model import LinearModel, LinearRow

DUAL_FRACTIONS = (2**20, 2**10, 1)
"""Duals are kept in so many fractions of the objective's unit, in fewer where numbers are large."""


@dataclass(frozen=True)
class ReducedCostWindow:
    """A lower bound on every solution, and the candidates' reduced costs, (N,) int64, >= 0.

    Both in the objective's unit, the bound rounded up and the costs down, since values are whole: a
    solution costs at least `bound` plus the reduced costs of all candidates that it chooses. They
    follow from the rows' `duals`, (R,), in `parts` of a unit; slack in a row costs its dual
    besides.
    """

    bound: int
    reduced_costs: Ints
    duals: Ints
    parts: int

    def mark_within(self, value: int) -> Flags:
        """The candidates that a solution of at most `value` can choose, (N,)."""
        flags: Flags = self.reduced_costs <= value - self.bound
        return flags

    def mark_cheapest(self, count: int) -> Flags:
        """At least `count` candidates, those with the least reduced costs, (N,)."""
        if count >= len(self.reduced_costs):
            return np.ones(len(self.reduced_costs), dtype=np.bool_)
        threshold = np.partition(self.reduced_costs, count)[count]
        flags: Flags = self.reduced_costs <= threshold
        return flags


def select_unconditional_rows(model: LinearModel) -> list[LinearRow]:
    """The rows with variables and without an indicator."""
    return [row for row in model.rows if row.indicator is None and len(row.expression.variables)]


def compute_window(
    model: LinearModel,
    expression: LinearExpression,
    rows: Sequence[LinearRow],
    duals: Floats,
    most_lots: int,
    allowed: Flags | None = None,
) -> ReducedCostWindow | None:
    """The bound and reduced costs of an expression by these duals, (R,), of the R rows.

    At most `most_lots` candidates are chosen, and only `allowed` ones, (N,), where that is given:
    all others get a reduced cost above everything. None where numbers would not fit in 64 bits. The
    bound is that of docs/engine.md, "Lagrangian bounds and reduced-cost fixing".
    """
    for parts in DUAL_FRACTIONS:
        window = _compute_window_in_parts(model, expression, rows, duals, most_lots, allowed, parts)
        if window is not None:
            return window
    return None


def _compute_window_in_parts(
    model: LinearModel,
    expression: LinearExpression,
    rows: Sequence[LinearRow],
    duals: Floats,
    most_lots: int,
    allowed: Flags | None,
    parts: int,
) -> ReducedCostWindow | None:
    if not np.isfinite(duals).all() or np.abs(duals).max(initial=0) * parts >= SAFE_INT64:
        return None
    whole_duals = _round_duals(rows, duals, parts)
    reduced = _compute_reduced_costs(model, expression, rows, whole_duals, parts)
    if reduced is None:
        return None
    fixed = sum(
        _weigh_right_hand_side(row, dual)
        for row, dual in zip(rows, whole_duals.tolist(), strict=True)
    )
    for i, variable in enumerate(model.extra_variables):
        cost = int(reduced[model.candidate_count + i])
        fixed += min(cost * variable.low, cost * variable.high)
    costs = reduced[: model.candidate_count]
    if allowed is not None:
        costs = np.where(allowed, costs, 0)
    # Negative reduced costs: at most this much for each of the lots.
    least = min(0, int(costs.min(initial=0)))
    bound = -(-(fixed + most_lots * least) // parts) + expression.constant
    costs = (costs - least) // parts
    costs = costs if allowed is None else np.where(allowed, costs, SAFE_INT64)
    return ReducedCostWindow(bound, costs, whole_duals, parts)


def _round_duals(rows: Sequence[LinearRow], duals: Floats, parts: int) -> Ints:
    """Duals in parts of a unit, 0 where their sign needs a bound that the row does not have."""
    whole = np.rint(duals * parts).astype(np.int64)
    has_low = np.array([row.low is not None for row in rows])
    has_high = np.array([row.high is not None for row in rows])
    return np.where(((whole > 0) & ~has_low) | ((whole < 0) & ~has_high), 0, whole)


def _weigh_right_hand_side(row: LinearRow, dual: int) -> int:
    """The dual times the bound of the row that it belongs to."""
    bound = row.low if dual > 0 else row.high
    return 0 if dual == 0 or bound is None else dual * (bound - row.expression.constant)


def _compute_reduced_costs(
    model: LinearModel,
    expression: LinearExpression,
    rows: Sequence[LinearRow],
    duals: Ints,
    parts: int,
) -> Ints | None:
    """The reduced cost of every variable, in parts of a unit; None where it could wrap."""
    if find_max_abs(expression.coefficients) * parts >= SAFE_INT64 // 4:
        return None
    reduced = np.zeros(model.size, dtype=np.int64)
    reduced[expression.variables] = expression.coefficients * parts
    terms = [(row.expression, dual) for row, dual in zip(rows, duals.tolist(), strict=True) if dual]
    largest = max((abs(dual) * find_max_abs(row.coefficients) for row, dual in terms), default=0)
    # Few of the rows hold the same variable; they are counted only where that decides.
    if (
        4 * largest * len(terms) >= SAFE_INT64
        and 4 * largest * _count_overlap([row for row, _ in terms], model.size) >= SAFE_INT64
    ):
        return None
    for row, dual in terms:
        reduced[row.variables] -= dual * row.coefficients
    return reduced


def _count_overlap(expressions: Sequence[LinearExpression], variables: int) -> int:
    """The most expressions that hold the same variable."""
    counts = np.zeros(variables, dtype=np.int64)
    for expression in expressions:
        counts[expression.variables] += 1
    return int(counts.max(initial=0))


def subtract_unit_duals(
    model: LinearModel, expression: LinearExpression, rows: Sequence[LinearRow], duals: Floats
) -> LinearExpression:
    """The expression less the duals, (R,), of unit rows and of a fixed number of lots.

    It has the same value on every solution, with small coefficients that engines like better: about
    reduced costs. Duals are rounded to whole numbers, so nothing else is.
    """
    sums = np.zeros(model.size, dtype=np.int64)
    sums[expression.variables] = expression.coefficients
    constant, largest = expression.constant, SAFE_INT64 // (8 * max(1, len(rows)))
    if find_max_abs(sums) >= SAFE_INT64 // 8:
        return expression
    for row, dual in zip(rows, duals.tolist(), strict=True):
        if row.low is None or row.low != row.high or row.kind == "other" or abs(dual) >= largest:
            continue
        whole = round(dual)
        sums[row.expression.variables] -= whole
        constant += whole * row.low
    nonzero: Ints = np.flatnonzero(sums)
    return LinearExpression(nonzero, sums[nonzero], constant)
