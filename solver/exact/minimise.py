"""Minimises one goal with proof: a linear one by one solve, others by Dinkelbach's method."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from solver.arrays import Ints
from solver.backends.base import BoundListener, EngineOutcome
from solver.exact import reduced_cost_fixing as narrow
from solver.exact.reduced_cost_fixing import RelaxationDuals
from solver.exact.search import GoalListener, ModelSearch, forbid_solution
from solver.model.expressions import LinearExpression, RoundedExpression, round_down_to_fit
from solver.model.goals import Goal, GoalValue

if TYPE_CHECKING:
    from solver.exact.branch_and_cut.tree import BranchAndCut


@dataclass(frozen=True)
class MinimisationResult:
    """Where one goal stands: the best signed value, a bound below it, and the solution.

    `proved` says that nothing admissible is better; without a solution, that there is none.
    `prices` tell which candidates a solution near the best can choose, and so does the `proof`
    where there were many.
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
    """The best value of the goal among all solutions of the search.

    A linear goal needs one solve. Any other is asked again and again for something better than
    the last value, until nothing is: Dinkelbach's method for ratios, exact arithmetic for sums
    that had to be rounded.
    """
    improving = search.with_model(search.model.copy())
    stage = MinimisationResult(solution=hint, value=None if hint is None else goal.evaluate(hint))
    while True:
        reference = 0 if stage.value is None else stage.value
        outer = round_down_to_fit(goal.express_below(reference))
        listen = _translate_to_goal(goal, reference, outer, report)
        try:
            stage, outcome = _minimise_expression(improving, outer.expression, listen, stage)
        except KeyboardInterrupt:  # between two questions to the engine
            improving.stop()
            outcome = EngineOutcome("unknown", interrupted=True)
        search.interrupted = search.interrupted or improving.interrupted
        stage, finished = _update_result(goal, stage, reference, outer, outcome)
        report(stage.value, stage.bound)
        if finished:
            return stage
        if outcome.solution is not stage.solution and outcome.solution is not None:
            forbid_solution(improving.model, outcome.solution)


def _minimise_expression(
    search: ModelSearch, form: LinearExpression, listen: BoundListener, stage: MinimisationResult
) -> tuple[MinimisationResult, EngineOutcome]:
    """The least of a form, by a proof of its own where there are many candidates."""
    hint = stage.solution
    if search.remaining_candidates > narrow.MOST_FOR_ONE_MIP:
        from solver.exact.branch_and_cut.tree import minimise_by_branch_and_cut

        outcome, proof = minimise_by_branch_and_cut(search, form, listen, hint)
        if outcome.status in ("optimal", "infeasible") or search.is_late:
            return replace(stage, tree=proof), outcome
        hint = outcome.solution
    prices = stage.duals or narrow.solve_for_duals(search, form)
    outcome = narrow.minimise_in_window(search, form, prices, listen, hint)
    return replace(stage, duals=prices), outcome


def _update_result(
    goal: Goal,
    stage: MinimisationResult,
    reference: GoalValue,
    outer: RoundedExpression,
    outcome: EngineOutcome,
) -> tuple[MinimisationResult, bool]:
    """The stage after one more solve, and whether it is the last."""
    bound = stage.bound
    if outcome.bound is not None:
        depth = -outcome.bound * outer.scale
        below = reference - goal.bound_improvement(reference, depth)
        bound = below if stage.value is None else min(below, stage.value)
    if outcome.solution is None:
        proved = outcome.status == "infeasible"
        known = stage.value if proved else bound
        return replace(stage, proved=proved, bound=known), True
    value = goal.evaluate(outcome.solution)
    first = stage.value is None
    better = stage.value is None or value < stage.value
    if better:
        stage = replace(stage, value=value, solution=outcome.solution)
    if outcome.status != "optimal":
        return replace(stage, bound=bound), True
    nothing_below = outer.expression.evaluate(outcome.solution) >= 0 and (
        not first or value <= reference or _has_equal_coefficients(goal, reference, value, outer)
    )
    if nothing_below or (better and goal.is_linear and outer.is_exact):
        return replace(stage, proved=True, bound=stage.value), True
    return replace(stage, bound=bound), False


def _has_equal_coefficients(
    goal: Goal, reference: GoalValue, value: GoalValue, outer: RoundedExpression
) -> bool:
    """Whether what is least below the reference is least below the value too.

    A ratio is not: the form of another value weighs its two sums differently.
    """
    one, other = goal.express_below(reference), goal.express_below(value)
    return outer.is_exact and np.array_equal(one.coefficients, other.coefficients)


def _translate_to_goal(
    goal: Goal, reference: GoalValue, outer: RoundedExpression, report: GoalListener
) -> BoundListener:
    """Tells of a form's best and bound in the goal's own values."""

    def value_at(form: int) -> GoalValue:
        return reference - goal.bound_improvement(reference, -form * outer.scale)

    def listen(best: int | None, bound: int | None) -> None:
        report(
            None if best is None or not goal.is_linear else value_at(best),
            None if bound is None else value_at(bound),
        )

    return listen


def fix_near_optimum(
    search: ModelSearch, goal: Goal, value: GoalValue, stage: MinimisationResult
) -> None:
    """Drops what no solution with the goal at `value` or better can choose."""
    narrow.fix_by_reduced_costs(search, goal, value, stage.duals)
    if stage.tree is None or not goal.is_linear:
        return
    most = stage.tree.form.constant - goal.express_at_most(value).constant
    search.parts = stage.tree.list_parts(most)
    inside = np.any([part.allowed for part in search.parts], axis=0)
    search.restrict_to(inside)
