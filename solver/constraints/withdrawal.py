"""`withdrawal`: pruning and candidate filter; the awards that take over are checked for whole

designs.
"""

import numpy as np

from lotdesign.market.certificate import find_remaining_parties
from lotdesign.rules.withdrawal import WithdrawalRule
from lotdesign.scenario.scenario import Scenario
from solver.arrays import Flags
from solver.candidates.pruning import EligibilityFloor, GrowthPruning
from solver.candidates.table import CandidateTable


def prune_growth(rule: WithdrawalRule, scenario: Scenario) -> GrowthPruning:
    """Whoever withdraws, somebody else can still follow."""
    return GrowthPruning(
        eligibility_floors=tuple(
            EligibilityFloor(frozenset(find_remaining_parties(scenario, gone)), 1)
            for gone in rule.list_withdrawals(scenario)
        )
    )


def filter_candidates(rule: WithdrawalRule, candidates: CandidateTable) -> Flags:
    """Whoever withdraws, somebody else can be awarded the lot."""
    flags: Flags = np.ones(len(candidates), dtype=np.bool_)
    for gone in rule.list_withdrawals(candidates.scenario):
        flags &= candidates.can_be_awarded(find_remaining_parties(candidates.scenario, gone))
    return flags
