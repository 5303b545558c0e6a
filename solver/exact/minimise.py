"""Minimises one goal with proof: a linear one by one solve, others by Dinkelbach's method."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from solver.arrays import Ints
from solver.backends.base import BoundListener, EngineOutcome
from solver.exact import reduced_cost_fixing
from solver.exact.reduced_cost_fixing import (
    RelaxationDuals,
    fix_by_reduced_costs,
    minimise_in_window,
    solve_for_duals,
)
from solver.exact.search import GoalListener, ModelSearch
from solver.model.expressions import LinearExpression, RoundedExpression, round_down_to_fit
from solver.model.goals import Goal, GoalValue

if TYPE_CHECKING:
    from solver.exact.branch_and_cut.tree import BranchAndCut


@dataclass(frozen=True)
class MinimisationResult:
    """The best signed value of a goal, a lower bound, and the solution, (size,).

    `proved`: no solution is better; without a solution, there is none. The `duals`, or the `tree`
    where branch and cut was used, tell which candidates a solution near the optimum can choose.
    """

    proved: bool = False
    value: GoalValue | None = None
    bound: GoalValue | None = None
    solution: Ints | None = None
    duals: RelaxationDuals | None = None
    tree: "BranchAndCut | None" = None


def minimise_goal(
    search: ModelSearch, goal: Goal, report: GoalListener, hint: Ints | None = None
) -> MinimisationResult:
    """Minimise the goal over all solutions of the search; `hint`, (size,), is one to begin with.

    A linear goal needs one solve. Any other is solved for something below the last value until
    there is nothing: Dinkelbach's method for ratios (1967), exact arithmetic for sums that were
    rounded.

    Raises KeyboardInterrupt on Ctrl-C where the search's settings ask for it; otherwise the result
    has the best so far.
    """
    improving = search.with_model(search.model.copy())
    result = MinimisationResult(solution=hint, value=None if hint is None else goal.evaluate(hint))
    while True:
        reference = 0 if result.value is None else result.value
        rounded = round_down_to_fit(goal.express_below(reference))
        listen = _translate_to_goal(goal, reference, rounded, report)
        try:
            result, outcome = _minimise_expression(improving, rounded.expression, listen, result)
        except KeyboardInterrupt:  # between two solves
            improving.stop()
            outcome = EngineOutcome("unknown", interrupted=True)
        search.interrupted = search.interrupted or improving.interrupted
        result, is_last = _update_result(goal, result, reference, rounded, outcome)
        report(result.value, result.bound)
        if is_last:
            return result
        if outcome.solution is not result.solution and outcome.solution is not None:
            improving.forbid_solution(outcome.solution)


def _minimise_expression(
    search: ModelSearch,
    expression: LinearExpression,
    listen: BoundListener,
    result: MinimisationResult,
) -> tuple[MinimisationResult, EngineOutcome]:
    """Minimise an expression, by branch and cut first where there are many candidates."""
    hint, before = result.solution, None
    if search.remaining_candidates > reduced_cost_fixing.MOST_FOR_ONE_MIP:
        from solver.exact.branch_and_cut.tree import minimise_by_branch_and_cut

        outcome, tree = minimise_by_branch_and_cut(search, expression, listen, hint)
        if outcome.status in ("optimal", "infeasible") or search.is_late:
            return replace(result, tree=tree), outcome
        hint, before = outcome.solution, outcome
    duals = result.duals or solve_for_duals(search, expression)
    outcome = minimise_in_window(search, expression, duals, listen, hint)
    if before is not None and outcome.status == "unknown":
        # Time was up before an engine could begin: what branch and cut has found stands.
        outcome = replace(before, interrupted=before.interrupted or outcome.interrupted)
    return replace(result, duals=duals), outcome


def _update_result(
    goal: Goal,
    result: MinimisationResult,
    reference: GoalValue,
    rounded: RoundedExpression,
    outcome: EngineOutcome,
) -> tuple[MinimisationResult, bool]:
    """The result after one more solve, and whether it is the last."""
    bound = result.bound
    if outcome.bound is not None:
        depth = -outcome.bound * rounded.scale
        lowest = reference - goal.bound_improvement(reference, depth)
        bound = lowest if result.value is None else min(lowest, result.value)
    if outcome.solution is None:
        proved = outcome.status == "infeasible"
        return replace(result, proved=proved, bound=result.value if proved else bound), True
    value = goal.evaluate(outcome.solution)
    is_first = result.value is None
    is_better = result.value is None or value < result.value
    if is_better:
        result = replace(result, value=value, solution=outcome.solution)
    if outcome.status != "optimal":
        return replace(result, bound=bound), True
    nothing_below = rounded.expression.evaluate(outcome.solution) >= 0 and (
        not is_first
        or value <= reference
        or _has_equal_coefficients(goal, reference, value, rounded)
    )
    if nothing_below or (is_better and goal.is_linear and rounded.is_exact):
        return replace(result, proved=True, bound=result.value), True
    return replace(result, bound=bound), False


def _has_equal_coefficients(
    goal: Goal, reference: GoalValue, value: GoalValue, rounded: RoundedExpression
) -> bool:
    """Whether the minimiser below the reference is also the minimiser below the value.

    Not so for a ratio, whose expression weighs its two sums by the value.
    """
    one, other = goal.express_below(reference), goal.express_below(value)
    return rounded.is_exact and np.array_equal(one.coefficients, other.coefficients)


def _translate_to_goal(
    goal: Goal, reference: GoalValue, rounded: RoundedExpression, report: GoalListener
) -> BoundListener:
    """A listener to the expression's value and bound that reports the goal's own."""

    def translate(value: int) -> GoalValue:
        return reference - goal.bound_improvement(reference, -value * rounded.scale)

    def listen(best: int | None, bound: int | None) -> None:
        report(
            None if best is None or not goal.is_linear else translate(best),
            None if bound is None else translate(bound),
        )

    return listen


def fix_near_optimum(
    search: ModelSearch, goal: Goal, value: GoalValue, result: MinimisationResult
) -> None:
    """Fix to 0 what no solution with the goal at `value` or better can choose."""
    fix_by_reduced_costs(search, goal, value, result.duals)
    if result.tree is None or not goal.is_linear:
        return
    most = result.tree.expression.constant - goal.express_at_most(value).constant
    search.parts = result.tree.list_parts(most)
    search.restrict_to(np.any([part.allowed for part in search.parts], axis=0))
