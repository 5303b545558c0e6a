"""Least cost over all contract years."""

from solver.facts.table import Facts
from solver.selection.goal import Goal, linear_goal
from solver.selection.model import Model
from solver.selection.winners import Winners


def goal(facts: Facts, model: Model, winners: Winners | None) -> Goal:
    """Pence, summed over the chosen lots."""
    return linear_goal(model.chosen(facts.cost.sum(axis=1)))
