"""`hub`: candidate filter, and a band of its units.

A lot without a hub may gain one as it grows, so nothing is pruned.
"""

import numpy as np

from lotdesign.rules.hub import HubRule
from lotdesign.scenario.scenario import Scenario
from solver.arrays import Flags
from solver.candidates.table import CandidateTable
from solver.column_generation.requirements import LotBand, RuleRequirements


def filter_candidates(rule: HubRule, candidates: CandidateTable) -> Flags:
    """A lot holds a named unit, a divided one with all its parts."""
    flags: Flags = np.zeros(len(candidates), dtype=np.bool_)
    for hub in rule.list_hubs(candidates.scenario):
        flags |= candidates.lots.count_held(hub, len(candidates.scenario.units)) == len(hub)
    return flags


def state_requirements(rule: HubRule, scenario: Scenario) -> RuleRequirements:
    """At least one of the units, none of which is divided, is in every lot."""
    hubs = scenario.find_positions(rule.units)
    weights = tuple(int(u in hubs) for u in range(len(scenario.units)))
    return RuleRequirements(bands=(LotBand(weights, 1, None),))
