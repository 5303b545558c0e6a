"""`withdrawal`: pruning and candidate filter.

Whether the remaining parties can take all lots together is checked for whole designs.
"""

import numpy as np

from lotdesign.market.certificate import find_remaining_parties
from lotdesign.rules.withdrawal import WithdrawalRule
from lotdesign.scenario.scenario import Scenario
from solver.arrays import Flags
from solver.candidates.pruning import EligibilityFloor, GrowthPruning
from solver.candidates.table import CandidateTable


def prune_growth(rule: WithdrawalRule, scenario: Scenario) -> GrowthPruning:
    """Whoever withdraws, some remaining party can still serve the lot."""
    return GrowthPruning(
        eligibility_floors=tuple(
            EligibilityFloor(frozenset(find_remaining_parties(scenario, withdrawn)), 1)
            for withdrawn in rule.list_withdrawals(scenario)
        )
    )


def filter_candidates(rule: WithdrawalRule, candidates: CandidateTable) -> Flags:
    """Whoever withdraws, some remaining party can be awarded the lot."""
    flags: Flags = np.ones(len(candidates), dtype=np.bool_)
    for withdrawn in rule.list_withdrawals(candidates.scenario):
        flags &= candidates.can_be_awarded(find_remaining_parties(candidates.scenario, withdrawn))
    return flags
