"""Makes one goal best, with proof."""

from dataclasses import dataclass

from solver.facts.lots import Ints
from solver.selection.goal import Goal, Value
from solver.selection.linear import lowered
from solver.selection.search import Report, Search, forbid


@dataclass(frozen=True)
class Stage:
    """Where one goal stands: the best signed value, a bound below it, and the solution.

    `proved` says that nothing admissible is better; without a solution, that there is none.
    """

    proved: bool
    value: Value | None = None
    bound: Value | None = None
    solution: Ints | None = None


def minimise(search: Search, goal: Goal, report: Report, hint: Ints | None = None) -> Stage:
    """The best value of the goal among all solutions of the search.

    A linear goal needs one solve. Any other is asked again and again for something better than
    the last value, until nothing is: Dinkelbach's method for ratios, exact arithmetic for sums
    that had to be rounded.
    """
    improving = search.over(search.model.copy())
    best: Value | None = None if hint is None else goal.of(hint)
    held = hint
    floor: Value | None = None
    while True:
        reference = best if best is not None else 0
        outer = lowered(goal.under(reference))

        def told(
            form: int | None, bound: int | None, at: Value = reference, by: int = outer.scale
        ) -> None:
            report(
                None if form is None or not goal.linear else at - goal.gain(at, -form * by),
                None if bound is None else at - goal.gain(at, -bound * by),
            )

        outcome = improving.solve(outer.form, listen=told, hint=held)
        search.interrupted = search.interrupted or improving.interrupted
        if outcome.bound is not None:
            depth = (
                max(0, -outcome.bound * outer.scale)
                if best is not None
                else -outcome.bound * outer.scale
            )
            floor = reference - goal.gain(reference, depth)
        if outcome.solution is None:
            if outcome.status == "infeasible" and held is None:
                return Stage(proved=True)
            proved = outcome.status == "infeasible"
            return Stage(proved, best, best if proved else floor, held)
        value = goal.of(outcome.solution)
        finished = outcome.status == "optimal"
        if best is None or value < best:
            best, held = value, outcome.solution
            report(best, floor)
            if finished and goal.linear and outer.tight:
                return Stage(True, best, best, held)
        elif finished and outer.form.of(outcome.solution) >= 0:
            return Stage(True, best, best, held)
        elif finished:
            forbid(improving.model, outcome.solution, everything=True)
        if not finished:
            return Stage(False, best, floor, held)
