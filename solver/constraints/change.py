"""`change` as a coupling row over the number of changed pairs of units."""

from lotdesign.rules.change import ChangeRule
from solver.candidates.table import CandidateTable
from solver.model.linear_model import LinearModel
from solver.objectives.change import build_changed_pairs


def add_coupling_rows(rule: ChangeRule, candidates: CandidateTable, model: LinearModel) -> None:
    """Changed pairs <= max_pairs."""
    model.add_at_most_zero(
        rule.id, build_changed_pairs(candidates, model).add_constant(-rule.max_pairs)
    )
