"""Minimises over few candidates and proves it for all.

A window of candidates with small reduced costs is solved first. If its best costs z, no
candidate that would bring a solution above z can be in a better one: once the window holds all
others, z is the optimum of the whole model.
"""

from dataclasses import dataclass

import numpy as np

from solver.engines.base import Listener, Outcome
from solver.engines.interrupt import Interrupted
from solver.facts.lots import Flags, Ints
from solver.selection.goal import Goal, Value
from solver.selection.linear import Linear, lowered
from solver.selection.model import Row
from solver.selection.search import Search, forbid
from solver.selection.window import Window, priced_rows, window

FEW = 600
"""Fewer candidates than this are not worth a linear program."""
MANY = 1_000
"""With more candidates than this a proof of its own is made (`solver.proving`)."""
START = 400
"""How many candidates the first window holds; each next one holds four times as many."""
LP_SECONDS = 60.0


@dataclass(frozen=True)
class Prices:
    """Rows of a model and what they are worth."""

    rows: list[Row]
    duals: np.ndarray

    def window(self, search: Search, form: Linear) -> Window | None:
        """The window of any form at these prices."""
        return window(search.model, form, self.rows, self.duals, search.most_lots)


def priced(search: Search, form: Linear) -> Prices | None:
    """Prices at which the model's relaxation is cheapest; None for few candidates."""
    if search.remaining < FEW:
        return None
    from solver.engines.highs_lp import row_prices

    rows = priced_rows(search.model)
    seconds = LP_SECONDS if search.seconds is None else max(0.0, search.seconds)
    try:
        duals = row_prices(search.model, form, rows, min(seconds, LP_SECONDS))
    except Interrupted:
        search.stopped()
        return None
    return None if duals is None else Prices(rows, duals)


def least(
    search: Search, form: Linear, prices: Prices | None, listen: Listener, hint: Ints | None
) -> Outcome:
    """The least value of a form over all candidates; like `search.solve`, but narrower."""
    view = None if prices is None else prices.window(search, form)
    if view is None:
        return search.solve(form, listen=listen, hint=hint)
    listen(None, view.bound)
    inside = _cheapest(view, START) if hint is None else view.within(form.of(hint))
    while True:
        outcome = search.solve(form, allowed=inside, listen=_bounded(listen, view), hint=hint)
        if outcome.solution is None:
            if outcome.status != "infeasible" or inside.all():
                return Outcome(outcome.status, bound=view.bound, interrupted=outcome.interrupted)
            inside = _cheapest(view, 4 * int(inside.sum()))
            continue
        hint = outcome.solution
        needed = view.within(form.of(hint))
        if outcome.status != "optimal":
            return Outcome("feasible", hint, view.bound, outcome.interrupted)
        if not (needed & ~inside).any():
            return outcome
        inside = needed


def keep_near(search: Search, goal: Goal, value: Value, prices: Prices | None) -> None:
    """Drops the candidates that no solution with the goal at `value` or better can choose."""
    view = None if prices is None else prices.window(search, lowered(goal.over(value)).form)
    if view is not None:
        search.keep(view.within(0))


def better(search: Search, goal: Goal, value: Value) -> tuple[Ints | None, bool, Prices | None]:
    """A solution whose value is below `value`, if there is one.

    With it comes whether that is known for certain, and the prices that were used.
    """
    outer = lowered(goal.under(value))
    prices = priced(search, outer.form)
    view = None if prices is None else prices.window(search, outer.form)
    trial = search.over(search.model.copy())
    trial.model.row("better than before", outer.form, None, -1)
    tries = [None] if view is None else _widening(view, view.within(-1))
    for allowed in tries:
        solution, known = _below(trial, goal, value, allowed)
        search.interrupted = search.interrupted or trial.interrupted
        if solution is not None:
            return solution, True, prices
    return None, known, prices


def _widening(view: Window, inside: Flags) -> list[Flags | None]:
    """The cheapest of the candidates inside, more and more of them, and at last all."""
    counts = [START * 4**step for step in range(3) if START * 4**step < inside.sum()]
    return [*(inside & _cheapest(view, count) for count in counts), inside]


def _below(
    trial: Search, goal: Goal, value: Value, allowed: Flags | None
) -> tuple[Ints | None, bool]:
    """A solution among the allowed that is exactly below the value, and whether that is known."""
    while True:
        outcome = trial.solve(allowed=allowed)
        if outcome.solution is None:
            return None, outcome.status == "infeasible"
        if goal.of(outcome.solution) < value:
            return outcome.solution, True
        forbid(trial.model, outcome.solution)


def _cheapest(view: Window, count: int) -> Flags:
    """At least `count` candidates, those with the least reduced costs."""
    if count >= len(view.costs):
        return np.ones(len(view.costs), dtype=np.bool_)
    flags: Flags = view.costs <= np.partition(view.costs, count)[count]
    return flags


def _bounded(listen: Listener, view: Window) -> Listener:
    """Passes news on; a bound inside a window says nothing about the candidates outside."""
    return lambda best, bound: listen(best, None)
