"""Reduced-cost fixing: solve a window of cheap candidates, and prove its best for all of them.

For any duals y of the rows, a solution costs at least y b plus the reduced costs of what it
chooses
(Lagrangian bound; Geoffrion 1974). Duals come from a linear program in floating point and are
rounded to parts of a unit; everything after that is exact whole-number arithmetic, so bad duals
give a weak bound, never a false one. A window of candidates with small reduced costs is solved
first. If its best costs z, no candidate that would bring a solution above z can be in a better
one:
once the window holds all others, z is the optimum of the whole model.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from solver.arrays import SAFE_INT64, Flags, Ints, find_max_abs
from solver.backends.base import BoundListener, EngineOutcome
from solver.backends.native_calls import Interrupted
from solver.exact.search import ModelSearch, forbid_solution
from solver.model.expressions import LinearExpression, round_down_to_fit
from solver.model.goals import Goal, GoalValue
from solver.model.linear_model import LinearModel, LinearRow

DUAL_PARTS = (2**20, 2**10, 1)
"""Prices are kept in so many parts of the objective's unit, in fewer where numbers are large."""


@dataclass(frozen=True)
class ReducedCostWindow:
    """A bound below every solution, and by how much a candidate raises it.

    In the objective's own units. Values are whole, so the bound is rounded up and the costs
    down: a solution that chooses candidate j still costs at least `bound` + `costs[j]`, and one
    that chooses several at least `bound` and all their costs. It rests on the rows' `prices`, in so
    many `parts` of a unit: what a solution leaves over of a row costs it that price besides.
    """

    bound: int
    reduced_costs: Ints
    duals: Ints
    parts: int

    def mark_within(self, value: int) -> Flags:
        """The candidates that a solution of at most `value` can choose."""
        flags: Flags = self.reduced_costs <= value - self.bound
        return flags


def select_unconditional_rows(model: LinearModel) -> list[LinearRow]:
    """The rows that hold whatever is chosen."""
    return [row for row in model.rows if row.indicator is None and len(row.expression.variables)]


def compute_window(
    model: LinearModel,
    minimise: LinearExpression,
    rows: Sequence[LinearRow],
    prices: np.ndarray,
    lots: int,
    allowed: Flags | None = None,
) -> ReducedCostWindow | None:
    """The window of `minimise` at these prices; at most `lots` candidates are ever chosen.

    Only `allowed` ones, where that is given: all others cost more than anything. None where the
    numbers would not fit.
    """
    for parts in DUAL_PARTS:
        view = _compute_window_in_parts(model, minimise, rows, prices, lots, allowed, parts)
        if view is not None:
            return view
    return None


def _compute_window_in_parts(
    model: LinearModel,
    minimise: LinearExpression,
    rows: Sequence[LinearRow],
    prices: np.ndarray,
    lots: int,
    allowed: Flags | None,
    parts: int,
) -> ReducedCostWindow | None:
    if not np.isfinite(prices).all() or np.abs(prices).max(initial=0) * parts >= SAFE_INT64:
        return None
    whole = _round_duals(rows, prices, parts)
    reduced = _compute_reduced_costs(model, minimise, rows, whole, parts)
    if reduced is None:
        return None
    fixed = sum(
        _weigh_right_hand_side(row, int(y)) for row, y in zip(rows, whole.tolist(), strict=True)
    )
    for i, variable in enumerate(model.extra_variables):
        cost = int(reduced[model.candidates + i])
        fixed += min(cost * variable.low, cost * variable.high)
    costs = reduced[: model.candidates]
    if allowed is not None:
        costs = np.where(allowed, costs, 0)
    slack = min(0, int(costs.min(initial=0)))
    bound = -(-(fixed + lots * slack) // parts) + minimise.constant
    costs = (costs - slack) // parts
    costs = costs if allowed is None else np.where(allowed, costs, SAFE_INT64)
    return ReducedCostWindow(bound, costs, whole, parts)


def _round_duals(rows: Sequence[LinearRow], prices: np.ndarray, parts: int) -> Ints:
    """Prices in parts; a price that leans on a side where its row has no bound counts as 0."""
    whole = np.rint(prices * parts).astype(np.int64)
    low = np.array([row.low is not None for row in rows])
    high = np.array([row.high is not None for row in rows])
    return np.where(((whole > 0) & ~low) | ((whole < 0) & ~high), 0, whole)


def _weigh_right_hand_side(row: LinearRow, price: int) -> int:
    """What the row's bound is worth at its price."""
    end = row.low if price > 0 else row.high
    return 0 if price == 0 or end is None else price * (end - row.expression.constant)


def _compute_reduced_costs(
    model: LinearModel,
    minimise: LinearExpression,
    rows: Sequence[LinearRow],
    prices: Ints,
    parts: int,
) -> Ints | None:
    """The reduced cost of every variable, in parts."""
    if find_max_abs(minimise.coefficients) * parts >= SAFE_INT64 // 4:
        return None
    reduced = np.zeros(model.size, dtype=np.int64)
    reduced[minimise.variables] = minimise.coefficients * parts
    priced = [
        (row.expression, price) for row, price in zip(rows, prices.tolist(), strict=True) if price
    ]
    most = max((abs(price) * find_max_abs(form.coefficients) for form, price in priced), default=0)
    # Few of the rows hold the same variable; they are counted only where that decides.
    if (
        4 * most * len(priced) >= SAFE_INT64
        and 4 * most * _count_overlap(priced, model.size) >= SAFE_INT64
    ):
        return None
    for form, price in priced:
        reduced[form.variables] -= price * form.coefficients
    return reduced


def _count_overlap(priced: Sequence[tuple[LinearExpression, int]], variables: int) -> int:
    """How many of the forms hold the same variable at most."""
    counts = np.zeros(variables, dtype=np.int64)
    for form, _ in priced:
        counts[form.variables] += 1
    return int(counts.max(initial=0))


FEWEST_FOR_LP = 600
"""Fewer candidates than this are not worth a linear program."""
MOST_FOR_ONE_MIP = 1_000
"""With more candidates than this a proof of its own is made (`solver.proving`)."""
FIRST_WINDOW_SIZE = 400
"""How many candidates the first window holds; each next one holds four times as many."""
LP_SECONDS = 60.0


@dataclass(frozen=True)
class RelaxationDuals:
    """Rows of a model and what they are worth."""

    rows: list[LinearRow]
    duals: np.ndarray

    def compute_window(
        self, search: ModelSearch, form: LinearExpression
    ) -> ReducedCostWindow | None:
        """The window of any form at these prices."""
        return compute_window(search.model, form, self.rows, self.duals, search.most_lots)


def solve_for_duals(search: ModelSearch, form: LinearExpression) -> RelaxationDuals | None:
    """Prices at which the model's relaxation is cheapest; None for few candidates."""
    if search.remaining_candidates < FEWEST_FOR_LP:
        return None
    from solver.backends.highs_native import solve_row_duals

    rows = select_unconditional_rows(search.model)
    seconds = LP_SECONDS if search.seconds_left is None else max(0.0, search.seconds_left)
    try:
        duals = solve_row_duals(search.model, form, rows, min(seconds, LP_SECONDS))
    except Interrupted:
        search.stop()
        return None
    return None if duals is None else RelaxationDuals(rows, duals)


def minimise_in_window(
    search: ModelSearch,
    form: LinearExpression,
    prices: RelaxationDuals | None,
    listen: BoundListener,
    hint: Ints | None,
) -> EngineOutcome:
    """The least value of a form over all candidates; like `search.solve`, but narrower."""
    view = None if prices is None else prices.compute_window(search, form)
    if view is None:
        return search.solve(form, listen=listen, hint=hint)
    listen(None, view.bound)
    inside = (
        _mark_cheapest(view, FIRST_WINDOW_SIZE)
        if hint is None
        else view.mark_within(form.evaluate(hint))
    )
    while True:
        outcome = search.solve(form, allowed=inside, listen=_drop_bounds(listen, view), hint=hint)
        if outcome.solution is None:
            if outcome.status != "infeasible" or inside.all():
                return EngineOutcome(
                    outcome.status, bound=view.bound, interrupted=outcome.interrupted
                )
            inside = _mark_cheapest(view, 4 * int(inside.sum()))
            continue
        hint = outcome.solution
        needed = view.mark_within(form.evaluate(hint))
        if outcome.status != "optimal":
            return EngineOutcome("feasible", hint, view.bound, outcome.interrupted)
        if not (needed & ~inside).any():
            return outcome
        inside = needed


def fix_by_reduced_costs(
    search: ModelSearch, goal: Goal, value: GoalValue, prices: RelaxationDuals | None
) -> None:
    """Drops the candidates that no solution with the goal at `value` or better can choose."""
    view = (
        None
        if prices is None
        else prices.compute_window(
            search, round_down_to_fit(goal.express_at_most(value)).expression
        )
    )
    if view is not None:
        search.restrict_to(view.mark_within(0))


def find_improvement(
    search: ModelSearch, goal: Goal, value: GoalValue
) -> tuple[Ints | None, bool, RelaxationDuals | None]:
    """A solution whose value is below `value`, if there is one.

    With it comes whether that is known for certain, and the prices that were used.
    """
    outer = round_down_to_fit(goal.express_below(value))
    prices = solve_for_duals(search, outer.expression)
    view = None if prices is None else prices.compute_window(search, outer.expression)
    trial = search.with_model(search.model.copy())
    trial.model.add_row("better than before", outer.expression, None, -1)
    tries = [None] if view is None else _list_widening_windows(view, view.mark_within(-1))
    for allowed in tries:
        solution, known = _search_below(trial, goal, value, allowed)
        search.interrupted = search.interrupted or trial.interrupted
        if solution is not None:
            return solution, True, prices
    return None, known, prices


def _list_widening_windows(view: ReducedCostWindow, inside: Flags) -> list[Flags | None]:
    """The cheapest of the candidates inside, more and more of them, and at last all."""
    counts = [
        FIRST_WINDOW_SIZE * 4**step
        for step in range(3)
        if FIRST_WINDOW_SIZE * 4**step < inside.sum()
    ]
    return [*(inside & _mark_cheapest(view, count) for count in counts), inside]


def _search_below(
    trial: ModelSearch, goal: Goal, value: GoalValue, allowed: Flags | None
) -> tuple[Ints | None, bool]:
    """A solution among the allowed that is exactly below the value, and whether that is known."""
    while True:
        outcome = trial.solve(allowed=allowed)
        if outcome.solution is None:
            return None, outcome.status == "infeasible"
        if goal.evaluate(outcome.solution) < value:
            return outcome.solution, True
        forbid_solution(trial.model, outcome.solution)


def _mark_cheapest(view: ReducedCostWindow, count: int) -> Flags:
    """At least `count` candidates, those with the least reduced costs."""
    if count >= len(view.reduced_costs):
        return np.ones(len(view.reduced_costs), dtype=np.bool_)
    flags: Flags = view.reduced_costs <= np.partition(view.reduced_costs, count)[count]
    return flags


def _drop_bounds(listen: BoundListener, view: ReducedCostWindow) -> BoundListener:
    """Passes news on; a bound inside a window says nothing about the candidates outside."""
    return lambda best, bound: listen(best, None)
