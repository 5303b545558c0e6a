"""`contiguous`: growth along adjacency, and candidate filter."""

from lotdesign.rules.contiguous import ContiguousRule
from lotdesign.scenario.scenario import Scenario
from solver.arrays import Flags
from solver.candidates.pruning import GrowthPruning
from solver.candidates.table import CandidateTable
from solver.column_generation.requirements import RuleRequirements


def prune_growth(rule: ContiguousRule, scenario: Scenario) -> GrowthPruning:
    """Lots grow along neighbours when the rule covers every service that has a locality."""
    local = {unit.service for unit in scenario.units if unit.locality}
    return GrowthPruning(connected=rule.services is None or local <= set(rule.services))


def filter_candidates(rule: ContiguousRule, candidates: CandidateTable) -> Flags:
    """The local units are connected, for lots that hold the services."""
    flags: Flags = candidates.is_connected | ~candidates.holds_services(rule.services)
    return flags


def state_requirements(rule: ContiguousRule, scenario: Scenario) -> RuleRequirements:
    """Every lot is connected."""
    return RuleRequirements(connected=True)
