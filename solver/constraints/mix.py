"""`mix`: pruning and candidate filter."""

from itertools import combinations

import numpy as np

from lotdesign.rules.mix import MixRule
from lotdesign.scenario.scenario import Scenario
from solver.arrays import Flags
from solver.candidates.pruning import GrowthPruning
from solver.candidates.table import CandidateTable


def prune_growth(rule: MixRule, scenario: Scenario) -> GrowthPruning:
    """Units of services that no combination has together conflict."""
    members = {
        service: frozenset(u for u, unit in enumerate(scenario.units) if unit.service == service)
        for service in scenario.services
    }
    return GrowthPruning(
        conflicts=tuple(
            (members[a], members[b])
            for a, b in combinations(scenario.services, 2)
            if not rule.may_share_lot({a, b})
        )
    )


def filter_candidates(rule: MixRule, candidates: CandidateTable) -> Flags:
    """A lot has one service, or all its services are in one combination."""
    held = candidates.services > 0
    flags: Flags = held.sum(axis=1) == 1
    for combination in rule.allowed:
        outside = [s not in combination for s in candidates.scenario.services]
        flags = flags | ~held[:, np.array(outside)].any(axis=1)
    return flags
