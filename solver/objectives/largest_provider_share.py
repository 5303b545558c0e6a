"""Least share of value that hangs on one provider."""

import numpy as np

from solver.facts.table import Facts
from solver.facts.values import value_terms
from solver.selection.goal import Goal
from solver.selection.linear import Linear, joined
from solver.selection.model import Model
from solver.selection.share import share_goal
from solver.selection.winners import Winners


def goal(facts: Facts, model: Model, winners: Winners | None) -> Goal:
    """What the largest winner holds, over V of all chosen external lots."""
    assert winners is not None, "this measure reads a certificate"
    most = sum(sum(term) for term in value_terms(facts.scenario))
    top = model.number("largest provider", 0, most)
    for p in winners.providers:
        held = winners.load(p, winners.facts.value)
        model.at_most_zero(
            "largest provider", joined(held, Linear(np.array([top]), np.array([-1])))
        )
    largest = Linear(np.array([top]), np.array([1]))
    return share_goal(facts, largest, model, empty=0)
