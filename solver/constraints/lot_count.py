"""`lot_count` as a coupling row over the lots that hold its services and reach its area."""

from lotdesign.rules.lot_count import LotCountRule
from lotdesign.scenario.scenario import Scenario
from solver.candidates.table import CandidateTable
from solver.column_generation.requirements import RuleRequirements
from solver.model.linear_model import LinearModel


def add_coupling_rows(rule: LotCountRule, candidates: CandidateTable, model: LinearModel) -> None:
    """Min <= number of selected lots <= max."""
    inside = candidates.holds_units(rule.find_units_inside(candidates.scenario))
    form = model.sum_chosen((candidates.holds_services(rule.services) & inside).astype(int))
    model.add_row(rule.id, form, rule.min, rule.max)


def state_requirements(rule: LotCountRule, scenario: Scenario) -> RuleRequirements:
    """Nothing besides its declared bounds on the number of lots."""
    return RuleRequirements()
