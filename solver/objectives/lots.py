"""Fewest lots."""

from solver.facts.table import Facts
from solver.selection.goal import Goal, linear_goal
from solver.selection.model import Model
from solver.selection.winners import Winners


def goal(facts: Facts, model: Model, winners: Winners | None) -> Goal:
    """The number of chosen candidates."""
    return linear_goal(model.chosen())
