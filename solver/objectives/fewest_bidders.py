"""Most eligible providers at the lot that has the fewest."""

from solver.facts.table import Facts
from solver.selection.extremes import smallest_chosen
from solver.selection.goal import Goal, linear_goal
from solver.selection.model import Model
from solver.selection.winners import Winners


def goal(facts: Facts, model: Model, winners: Winners | None) -> Goal:
    """The least number of eligible providers over the chosen external lots, sign changed."""
    fewest = smallest_chosen(model, "fewest eligible", facts.bidders, facts.external)
    return linear_goal(fewest.times(-1))
