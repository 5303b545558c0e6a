"""`apart`: pruning and candidate filter."""

from itertools import combinations

import numpy as np

from lotdesign.rules.apart import ApartRule
from lotdesign.scenario.scenario import Scenario
from solver.arrays import Flags
from solver.candidates.pruning import GrowthPruning
from solver.candidates.table import CandidateTable
from solver.column_generation.requirements import RuleRequirements


def prune_growth(rule: ApartRule, scenario: Scenario) -> GrowthPruning:
    """Any two of the units conflict."""
    return GrowthPruning(conflicts=tuple(combinations(rule.list_groups(scenario), 2)))


def filter_candidates(rule: ApartRule, candidates: CandidateTable) -> Flags:
    """A lot holds parts of at most one of them."""
    groups_held = np.zeros(len(candidates), dtype=np.int64)
    for group in rule.list_groups(candidates.scenario):
        groups_held += candidates.lots.count_held(group, len(candidates.scenario.units)) > 0
    flags: Flags = groups_held <= 1
    return flags


def state_requirements(rule: ApartRule, scenario: Scenario) -> RuleRequirements:
    """Any two of the units lie in different lots."""
    return RuleRequirements(apart_pairs=tuple(combinations(rule.list_groups(scenario), 2)))
