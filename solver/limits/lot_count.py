"""`lot_count` as a row over the lots that hold its services."""

from lotdesign.rules.lot_count import LotCount
from solver.facts.table import Facts
from solver.selection.model import Model


def ties(rule: LotCount, facts: Facts, model: Model) -> None:
    """Min <= number of selected lots <= max."""
    form = model.chosen(facts.holding(rule.services).astype(int))
    model.row(rule.id, form, rule.min, rule.max)
