"""`envelope` as rows: in every year the chosen lots take no more than it holds."""

from math import floor

from lotdesign.rules.envelope import Envelope
from solver.facts.table import Facts
from solver.selection.model import Model


def ties(rule: Envelope, facts: Facts, model: Model) -> None:
    """One row a year: what the rule's services take is at most the envelope."""
    amounts = {"paid": facts.paid, "cost": facts.cost, "gross": facts.gross}[rule.on]
    taken = facts.taken(amounts, rule.services)
    for year, limit in enumerate(rule.limits(facts.scenario)):
        form = model.chosen(taken[:, year]).plus(-floor(limit))
        model.at_most_zero(f"{rule.id}, year {year + 1}", form)
