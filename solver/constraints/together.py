"""`together`: pruning and candidate filter."""

from lotdesign.rules.together import TogetherRule
from lotdesign.scenario.scenario import Scenario
from solver.arrays import Flags
from solver.candidates.pruning import GrowthPruning
from solver.candidates.table import CandidateTable, holds_all_or_none
from solver.column_generation.requirements import RuleRequirements


def prune_growth(rule: TogetherRule, scenario: Scenario) -> GrowthPruning:
    """The units are a block."""
    return GrowthPruning(blocks=(scenario.find_positions(rule.units),))


def filter_candidates(rule: TogetherRule, candidates: CandidateTable) -> Flags:
    """A lot holds all of them or none."""
    return holds_all_or_none(candidates, candidates.scenario.find_positions(rule.units))


def state_requirements(rule: TogetherRule, scenario: Scenario) -> RuleRequirements:
    """The units share a lot."""
    return RuleRequirements(together_groups=(scenario.find_positions(rule.units),))
