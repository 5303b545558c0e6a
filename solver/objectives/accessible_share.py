"""Largest share of value that small providers can bid for."""

import numpy as np

from solver.facts.table import Facts
from solver.selection.goal import Goal
from solver.selection.model import Model
from solver.selection.share import share_goal
from solver.selection.winners import Winners


def goal(facts: Facts, model: Model, winners: Winners | None) -> Goal:
    """V of accessible candidates over V of all chosen that are external, sign changed."""
    reached = model.chosen(np.where(facts.accessible, -facts.value, 0))
    return share_goal(facts, reached, model, empty=-1)
