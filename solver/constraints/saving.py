"""`saving` as coupling rows: the chosen lots cost so much less than today, in every year."""

from lotdesign.money.design_cost import compute_baseline
from lotdesign.rules.saving import SavingRule
from solver.candidates.table import CandidateTable
from solver.model.linear_model import LinearModel


def add_coupling_rows(rule: SavingRule, candidates: CandidateTable, model: LinearModel) -> None:
    """In each year cost is at most the baseline less the target."""
    today = compute_baseline(candidates.scenario)
    for year, target in enumerate(rule.list_targets(candidates.scenario)):
        excess = model.sum_chosen(candidates.cost[:, year]).add_constant(target - today[year])
        model.add_at_most_zero(f"{rule.id}, year {year + 1}", excess)
