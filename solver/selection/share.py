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
    return ratio_goal(part, model.chosen(facts.value), least_total(facts.scenario), empty)


def beyond_share(facts: Facts, part: Linear, share: Fraction, first: int = 0) -> Linear:
    """A form that is at most 0 where `part` is at most this share of all V.

    `first` is the variable of the first of the facts' candidates.
    """
    total = constant_total(facts.scenario)
    if total is not None:
        return part.plus(-(share.numerator * total // share.denominator))
    everything = Linear(first + np.arange(len(facts)), facts.value)
    return joined(part.times(share.denominator), everything.times(-share.numerator))
