"""`envelope` as coupling rows, one for each year."""

from math import floor

from lotdesign.rules.envelope import EnvelopeRule
from solver.candidates.table import CandidateTable
from solver.model.linear_model import LinearModel


def add_coupling_rows(rule: EnvelopeRule, candidates: CandidateTable, model: LinearModel) -> None:
    """In each year the amount for the rule's services is at most the envelope."""
    amounts = {"paid": candidates.paid, "cost": candidates.cost, "gross": candidates.gross}[rule.on]
    shares = candidates.share_by_services(amounts, rule.services)
    for year, limit in enumerate(rule.compute_yearly_limits(candidates.scenario)):
        excess = model.sum_chosen(shares[:, year]).add_constant(-floor(limit))
        model.add_at_most_zero(f"{rule.id}, year {year + 1}", excess)
