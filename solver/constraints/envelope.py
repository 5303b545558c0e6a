"""`envelope` as coupling rows, one for each year."""

from math import floor

from lotdesign.rules.envelope import EnvelopeRule
from solver.candidates.counted_amounts import compute_counted_amounts
from solver.candidates.table import CandidateTable
from solver.model.linear_model import LinearModel


def add_coupling_rows(rule: EnvelopeRule, candidates: CandidateTable, model: LinearModel) -> None:
    """In each year the amount for the rule's services, in its area, is at most the envelope."""
    counted = compute_counted_amounts(rule, candidates)
    for year, limit in enumerate(rule.compute_yearly_limits(candidates.scenario)):
        excess = model.sum_chosen(counted[:, year]).add_constant(-floor(limit))
        model.add_at_most_zero(f"{rule.id}, year {year + 1}", excess)
