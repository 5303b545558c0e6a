"""Makes one goal best, with proof."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from solver.engines.base import Listener, Outcome
from solver.facts.lots import Ints
from solver.selection import narrow
from solver.selection.goal import Goal, Value
from solver.selection.linear import Linear, Outer, lowered
from solver.selection.narrow import Prices
from solver.selection.search import Report, Search, forbid

if TYPE_CHECKING:
    from solver.proving.prove import Proof


@dataclass(frozen=True)
class Stage:
    """Where one goal stands: the best signed value, a bound below it, and the solution.

    `proved` says that nothing admissible is better; without a solution, that there is none.
    `prices` tell which candidates a solution near the best can choose, and so does the `proof`
    where there were many.
    """

    proved: bool = False
    value: Value | None = None
    bound: Value | None = None
    solution: Ints | None = None
    prices: Prices | None = None
    proof: "Proof | None" = None


def minimise(search: Search, goal: Goal, report: Report, hint: Ints | None = None) -> Stage:
    """The best value of the goal among all solutions of the search.

    A linear goal needs one solve. Any other is asked again and again for something better than
    the last value, until nothing is: Dinkelbach's method for ratios, exact arithmetic for sums
    that had to be rounded.
    """
    improving = search.over(search.model.copy())
    stage = Stage(solution=hint, value=None if hint is None else goal.of(hint))
    while True:
        reference = 0 if stage.value is None else stage.value
        outer = lowered(goal.under(reference))
        listen = _listener(goal, reference, outer, report)
        try:
            stage, outcome = _solved(improving, outer.form, listen, stage)
        except KeyboardInterrupt:  # between two questions to the engine
            improving.stopped()
            outcome = Outcome("unknown", interrupted=True)
        search.interrupted = search.interrupted or improving.interrupted
        stage, finished = _judged(goal, stage, reference, outer, outcome)
        report(stage.value, stage.bound)
        if finished:
            return stage
        if outcome.solution is not stage.solution and outcome.solution is not None:
            forbid(improving.model, outcome.solution)


def _solved(search: Search, form: Linear, listen: Listener, stage: Stage) -> tuple[Stage, Outcome]:
    """The least of a form, by a proof of its own where there are many candidates."""
    hint = stage.solution
    if search.remaining > narrow.MANY:
        from solver.proving.prove import proved

        outcome, proof = proved(search, form, listen, hint)
        if outcome.status in ("optimal", "infeasible") or search.late:
            return replace(stage, proof=proof), outcome
        hint = outcome.solution
    prices = stage.prices or narrow.priced(search, form)
    outcome = narrow.least(search, form, prices, listen, hint)
    return replace(stage, prices=prices), outcome


def _judged(
    goal: Goal, stage: Stage, reference: Value, outer: Outer, outcome: Outcome
) -> tuple[Stage, bool]:
    """The stage after one more solve, and whether it is the last."""
    bound = stage.bound
    if outcome.bound is not None:
        depth = -outcome.bound * outer.scale
        below = reference - goal.gain(reference, depth)
        bound = below if stage.value is None else min(below, stage.value)
    if outcome.solution is None:
        proved = outcome.status == "infeasible"
        known = stage.value if proved else bound
        return replace(stage, proved=proved, bound=known), True
    value = goal.of(outcome.solution)
    first = stage.value is None
    better = stage.value is None or value < stage.value
    if better:
        stage = replace(stage, value=value, solution=outcome.solution)
    if outcome.status != "optimal":
        return replace(stage, bound=bound), True
    nothing_below = outer.form.of(outcome.solution) >= 0 and (
        not first or value <= reference or _parallel(goal, reference, value, outer)
    )
    if nothing_below or (better and goal.linear and outer.tight):
        return replace(stage, proved=True, bound=stage.value), True
    return replace(stage, bound=bound), False


def _parallel(goal: Goal, reference: Value, value: Value, outer: Outer) -> bool:
    """Whether what is least below the reference is least below the value too.

    A ratio is not: the form of another value weighs its two sums differently.
    """
    one, other = goal.under(reference), goal.under(value)
    return outer.tight and np.array_equal(one.coefficients, other.coefficients)


def _listener(goal: Goal, reference: Value, outer: Outer, report: Report) -> Listener:
    """Tells of a form's best and bound in the goal's own values."""

    def value_at(form: int) -> Value:
        return reference - goal.gain(reference, -form * outer.scale)

    def listen(best: int | None, bound: int | None) -> None:
        report(
            None if best is None or not goal.linear else value_at(best),
            None if bound is None else value_at(bound),
        )

    return listen


def keep_near(search: Search, goal: Goal, value: Value, stage: Stage) -> None:
    """Drops what no solution with the goal at `value` or better can choose."""
    narrow.keep_near(search, goal, value, stage.prices)
    if stage.proof is None or not goal.linear:
        return
    most = stage.proof.form.constant - goal.over(value).constant
    search.parts = stage.proof.parts(most)
    inside = np.any([part.allowed for part in search.parts], axis=0)
    search.keep(inside)
