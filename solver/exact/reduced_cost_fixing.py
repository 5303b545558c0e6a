"""Reduced-cost fixing: solve a window of cheap candidates, and prove its best for all of them.

A window of candidates with small reduced costs is solved first. If its best costs z, no candidate
whose reduced cost lifts the Lagrangian bound above z can be in a better solution: once the window
holds all others, z is the optimum of the whole model.
"""

from dataclasses import dataclass

from solver.arrays import Flags, Floats, Ints
from solver.backends.base import BoundListener, EngineOutcome
from solver.backends.native_calls import Interrupted
from solver.exact.lagrangian_bound import (
    ReducedCostWindow,
    compute_window,
    select_unconditional_rows,
)
from solver.exact.search import ModelSearch
from solver.model.expressions import LinearExpression, round_down_to_fit
from solver.model.goals import Goal, GoalValue
from solver.model.linear_model import LinearRow

FEWEST_FOR_LP = 600
"""With fewer candidates than this a linear program does not pay."""
MOST_FOR_ONE_MIP = 1_000
"""With more candidates than this, branch and cut comes first."""
FIRST_WINDOW_SIZE = 400
"""Candidates in the first window; each next one holds four times as many."""
LP_SECONDS = 60.0


@dataclass(frozen=True)
class RelaxationDuals:
    """R rows of a model and their duals, (R,), in its linear relaxation."""

    rows: list[LinearRow]
    duals: Floats

    def compute_window(
        self, search: ModelSearch, expression: LinearExpression
    ) -> ReducedCostWindow | None:
        """The bound and reduced costs of any expression by these duals, of the search's candidates.

        Candidates that are fixed to 0 have a reduced cost above everything.
        """
        return compute_window(
            search.model, expression, self.rows, self.duals, search.most_lots, search.allowed
        )


def solve_for_duals(search: ModelSearch, expression: LinearExpression) -> RelaxationDuals | None:
    """Duals of the linear relaxation; None for few candidates or where it took too long.

    Raises KeyboardInterrupt on Ctrl-C where the search's settings ask for it.
    """
    if search.remaining_candidates < FEWEST_FOR_LP:
        return None
    from solver.backends.highs_lp import solve_row_duals

    rows = select_unconditional_rows(search.model)
    usable = None if search.allowed is None else search.model.mark_usable(search.allowed)
    seconds = LP_SECONDS if search.seconds_left is None else max(0.0, search.seconds_left)
    try:
        duals = solve_row_duals(search.model, expression, rows, min(seconds, LP_SECONDS), usable)
    except Interrupted:
        search.stop()
        return None
    return None if duals is None else RelaxationDuals(rows, duals)


def minimise_in_window(
    search: ModelSearch,
    expression: LinearExpression,
    duals: RelaxationDuals | None,
    report: BoundListener,
    hint: Ints | None,
) -> EngineOutcome:
    """Minimise an expression over all candidates, as `search.solve`, by ever wider windows.

    `hint` is a solution to begin with, (size,). Raises as `ModelSearch.solve`.
    """
    window = None if duals is None else duals.compute_window(search, expression)
    if window is None:
        return search.solve(expression, listen=report, hint=hint)
    report(None, window.bound)
    inside = (
        window.mark_cheapest(FIRST_WINDOW_SIZE)
        if hint is None
        else window.mark_within(expression.evaluate(hint))
    )
    while True:
        outcome = search.solve(expression, allowed=inside, listen=_drop_bounds(report), hint=hint)
        if outcome.solution is None:
            if outcome.status != "infeasible" or inside.all():
                return EngineOutcome(
                    outcome.status, bound=window.bound, interrupted=outcome.interrupted
                )
            inside = window.mark_cheapest(4 * int(inside.sum()))
            continue
        hint = outcome.solution
        needed = window.mark_within(expression.evaluate(hint))
        if outcome.status != "optimal":
            return EngineOutcome("feasible", hint, window.bound, outcome.interrupted)
        if not (needed & ~inside).any():
            return outcome
        inside = needed


def fix_by_reduced_costs(
    search: ModelSearch, goal: Goal, value: GoalValue, duals: RelaxationDuals | None
) -> None:
    """Drop the candidates that no solution with the goal at `value` or better can choose."""
    if duals is None:
        return
    at_most_zero = round_down_to_fit(goal.express_at_most(value)).expression
    window = duals.compute_window(search, at_most_zero)
    if window is not None:
        search.restrict_to(window.mark_within(0))


def find_improvement(
    search: ModelSearch, goal: Goal, value: GoalValue
) -> tuple[Ints | None, bool, RelaxationDuals | None]:
    """A solution better than `value`, (size,), whether the answer is proved, and the duals used.

    `value` is the goal's signed one. Without a solution and proved, nothing is better. Raises as
    `ModelSearch.solve`.
    """
    below_zero = round_down_to_fit(goal.express_below(value)).expression
    duals = solve_for_duals(search, below_zero)
    window = None if duals is None else duals.compute_window(search, below_zero)
    trial = search.with_model(search.model.copy())
    trial.model.add_row("better than before", below_zero, None, -1)
    windows = [None] if window is None else _list_widening_windows(window, window.mark_within(-1))
    for allowed in windows:
        solution, is_proved = _search_below(trial, goal, value, allowed)
        search.interrupted = search.interrupted or trial.interrupted
        if solution is not None:
            return solution, True, duals
    return None, is_proved, duals


def _list_widening_windows(window: ReducedCostWindow, inside: Flags) -> list[Flags | None]:
    """The cheapest of the candidates inside, more and more of them, and at last all."""
    sizes = [FIRST_WINDOW_SIZE * 4**step for step in range(3)]
    return [
        *(inside & window.mark_cheapest(size) for size in sizes if size < inside.sum()),
        inside,
    ]


def _search_below(
    trial: ModelSearch, goal: Goal, value: GoalValue, allowed: Flags | None
) -> tuple[Ints | None, bool]:
    """A solution of allowed candidates that is exactly below the value, and whether it is proved.

    Rounded rows may let solutions through that are not better: those are forbidden one by one.
    """
    while True:
        outcome = trial.solve(allowed=allowed)
        if outcome.solution is None:
            return None, outcome.status == "infeasible"
        if goal.evaluate(outcome.solution) < value:
            return outcome.solution, True
        trial.forbid_solution(outcome.solution)


def _drop_bounds(report: BoundListener) -> BoundListener:
    """Report values alone: a bound inside a window says nothing of the candidates outside."""
    return lambda best, bound: report(best, None)
