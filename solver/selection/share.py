"""Shares of the market value of a design."""

from fractions import Fraction

import numpy as np

from solver.facts.table import Facts
from solver.facts.values import constant_total, least_total
from solver.selection.goal import Goal, linear_goal
from solver.selection.linear import Linear, joined
from solver.selection.model import Model
from solver.selection.ratio import ratio_goal


def share_goal(facts: Facts, part: Linear, model: Model, empty: int) -> Goal:
    """The goal of a small `part` (in parts of V) over all V; linear where that never changes.

    `empty` is its value where there is no V at all.
    """
    total = constant_total(facts.scenario)
    if total:
        return linear_goal(part, total)
    whole = model.chosen(facts.let_value)
    if facts.external.all():
        return ratio_goal(part, whole, least_total(facts.scenario), empty)
    nothing = _nothing_let(facts, model)
    return ratio_goal(joined(part, nothing.times(empty)), joined(whole, nothing), 1, empty)


def _nothing_let(facts: Facts, model: Model) -> Linear:
    """A variable that is 1 where no chosen lot is both external and worth something, else 0."""
    mark = Linear(np.array([model.number("nothing is let", 0, 1)]), np.array([1]))
    let = model.chosen((facts.let_value > 0).astype(np.int64))
    model.row("something or nothing is let", joined(let, mark), 1, None)
    most = len(facts.scenario.units)
    model.at_most_zero("nothing is let", joined(let, mark.times(most)).plus(-most))
    return mark


def beyond_share(facts: Facts, part: Linear, share: Fraction, first: int = 0) -> Linear:
    """A form that is at most 0 where `part` is at most this share of all V of external lots.

    `first` is the variable of the first of the facts' candidates.
    """
    total = constant_total(facts.scenario)
    if total is not None:
        return part.plus(-(share.numerator * total // share.denominator))
    everything = Linear(first + np.arange(len(facts)), facts.let_value)
    return joined(part.times(share.denominator), everything.times(-share.numerator))
