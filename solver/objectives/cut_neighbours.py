"""Fewest touching units in different lots."""

from itertools import combinations

import numpy as np

from solver.facts.lots import Flags
from solver.facts.places import touching_masks, wholly_held
from solver.facts.table import Facts
from solver.selection.goal import Goal, linear_goal
from solver.selection.linear import Linear, joined
from solver.selection.model import Model
from solver.selection.winners import Winners


def goal(facts: Facts, model: Model, winners: Winners | None) -> Goal:
    """Half of what the chosen candidates see across their borders.

    A lot that holds all parts of a divided unit takes back what others see of those parts.
    Where two such lots face each other both take it back, so it is added once more.
    """
    forms = [model.chosen(facts.border)]
    held = wholly_held(facts.scenario, facts.lots)
    for one, other in combinations(held, 2):
        both = _apart(model, held[one], held[other], f"{one} and {other} whole, apart")
        pairs = _touching_pairs(facts, one, other)
        forms.append(Linear(np.array([both]), np.array([2 * pairs])))
    return linear_goal(joined(*forms), 2)


def _apart(model: Model, one: Flags, other: Flags, name: str) -> int:
    """A binary variable that is 1 where both units are whole, in two lots."""
    both = model.number(name, 0, 1)
    alone = model.chosen((one ^ other).astype(int))
    form = joined(alone, Linear(np.array([both]), np.array([-1])))
    model.at_most_zero(name, form.plus(-1))
    return both


def _touching_pairs(facts: Facts, one: str, other: str) -> int:
    beside = touching_masks(facts.scenario)
    parts = facts.scenario.divided
    return sum(beside[a] >> b & 1 for a in parts[one] for b in parts[other])
