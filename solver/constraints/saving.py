"""`saving` as coupling rows: in every year the chosen lots cost that much less than today."""

from lotdesign.money.design_cost import compute_baseline
from lotdesign.rules.saving import SavingRule
from solver.candidates.table import CandidateTable
from solver.model.linear_model import LinearModel


def add_coupling_rows(rule: SavingRule, candidates: CandidateTable, model: LinearModel) -> None:
    """One row a year: cost is at most the baseline less the target."""
    today = compute_baseline(candidates.scenario)
    for year, target in enumerate(rule.list_targets(candidates.scenario)):
        form = model.sum_chosen(candidates.cost[:, year]).add_constant(target - today[year])
        model.add_at_most_zero(f"{rule.id}, year {year + 1}", form)
