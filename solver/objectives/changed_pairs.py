"""Fewest pairs of units that are joined or parted."""

from solver.facts.pairs import differing_pairs
from solver.facts.table import Facts
from solver.selection.goal import Goal, linear_goal
from solver.selection.linear import Linear
from solver.selection.model import Model
from solver.selection.winners import Winners


def goal(facts: Facts, model: Model, winners: Winners | None) -> Goal:
    """Changed pairs."""
    return linear_goal(changes(facts, model))


def changes(facts: Facts, model: Model) -> Linear:
    """Today's pairs, plus the new pairs in each chosen candidate, less those it keeps."""
    contracts = [unit.contract for unit in facts.scenario.units]
    weights, today = differing_pairs(facts.lots, contracts)
    return model.chosen(weights).plus(today)
