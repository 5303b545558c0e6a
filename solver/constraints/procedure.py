"""`procedure`: pruning and candidate filter."""

from itertools import combinations

import numpy as np

from lotdesign.rules.procedure import ProcedureRule
from lotdesign.scenario.scenario import Scenario
from solver.arrays import Flags
from solver.candidates.pruning import GrowthPruning
from solver.candidates.table import CandidateTable


def prune_growth(rule: ProcedureRule, scenario: Scenario) -> GrowthPruning:
    """Units of different procedures conflict."""
    return GrowthPruning(conflicts=tuple(combinations(_group_by_procedure(scenario), 2)))


def filter_candidates(rule: ProcedureRule, candidates: CandidateTable) -> Flags:
    """All units of a lot have the same procedure."""
    procedures = np.zeros(len(candidates), dtype=np.int64)
    for group in _group_by_procedure(candidates.scenario):
        procedures += candidates.lots.count_held(group, len(candidates.scenario.units)) > 0
    flags: Flags = procedures == 1
    return flags


def _group_by_procedure(scenario: Scenario) -> tuple[frozenset[int], ...]:
    groups: dict[str, set[int]] = {}
    for u, unit in enumerate(scenario.units):
        groups.setdefault(unit.procedure, set()).add(u)
    return tuple(map(frozenset, groups.values()))
