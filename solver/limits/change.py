"""`change` as a row over what each chosen lot joins and keeps together."""

from lotdesign.rules.change import Change
from solver.facts.table import Facts
from solver.objectives.changed_pairs import changes
from solver.selection.model import Model


def ties(rule: Change, facts: Facts, model: Model) -> None:
    """Changed pairs <= max_pairs."""
    model.at_most_zero(rule.id, changes(facts, model).plus(-rule.max_pairs))
