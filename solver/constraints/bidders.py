"""`bidders`: pruning and candidate filter."""

from lotdesign.rules.bidders import BiddersRule
from lotdesign.scenario.scenario import Scenario
from solver.arrays import Flags
from solver.candidates.pruning import EligibilityFloor, GrowthPruning
from solver.candidates.table import CandidateTable


def prune_growth(rule: BiddersRule, scenario: Scenario) -> GrowthPruning:
    """Enough providers can still serve the lot."""
    everyone = frozenset(range(len(scenario.providers or ())))
    return GrowthPruning(eligibility_floors=(EligibilityFloor(everyone, rule.min),))


def filter_candidates(rule: BiddersRule, candidates: CandidateTable) -> Flags:
    """Enough providers are eligible, or the lot is not external."""
    flags: Flags = (candidates.bidder_count >= rule.min) | ~candidates.is_external
    return flags
