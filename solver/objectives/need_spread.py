"""Least difference in need between the largest lot and the smallest."""

from solver.facts.table import Facts
from solver.selection.extremes import largest_chosen, smallest_chosen
from solver.selection.goal import Goal, linear_goal
from solver.selection.linear import joined
from solver.selection.model import Model
from solver.selection.winners import Winners


def goal(facts: Facts, model: Model, winners: Winners | None) -> Goal:
    """The largest need, in its parts, less the smallest."""
    top = largest_chosen(model, "largest need", facts.need)
    bottom = smallest_chosen(model, "smallest need", facts.need)
    return linear_goal(joined(top, bottom.times(-1)), facts.need_scale)
