"""`alignment`: pruning and candidate filter."""

from itertools import combinations

import numpy as np

from lotdesign.rules.alignment import AlignmentRule
from lotdesign.scenario.areas import find_unit_area
from lotdesign.scenario.scenario import Scenario
from solver.arrays import Flags
from solver.candidates.pruning import GrowthPruning
from solver.candidates.table import CandidateTable, holds_all_or_none


def prune_growth(rule: AlignmentRule, scenario: Scenario) -> GrowthPruning:
    """`whole`: each group is a block. `within`: localities, or areas, conflict.

    With divided units a lot of several of them may count as authority-wide, so nothing is
    pruned then.
    """
    if rule.mode == "whole":
        return GrowthPruning(blocks=tuple(group for group in rule.list_groups(scenario) if group))
    if rule.services is not None or scenario.divided:
        return GrowthPruning()
    units_in: dict[str, set[int]] = {}
    for u in range(len(scenario.units)):
        units_in.setdefault(find_unit_area(scenario, u, rule.by), set()).add(u)
    pairs = combinations(map(frozenset, units_in.values()), 2)
    return GrowthPruning(conflicts=tuple(pairs))


def filter_candidates(rule: AlignmentRule, candidates: CandidateTable) -> Flags:
    """`within`: one area, for lots with the services. `whole`: all of each group or none."""
    flags: Flags
    if rule.mode == "within":
        flags = candidates.is_in_one_area(rule.by) | ~candidates.holds_services(rule.services)
        return flags
    flags = np.ones(len(candidates), dtype=np.bool_)
    for group in rule.list_groups(candidates.scenario):
        flags &= holds_all_or_none(candidates, group)
    return flags
