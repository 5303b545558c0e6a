"""`fixed`: pruning and candidate filter."""

from lotdesign.rules.fixed import FixedRule
from lotdesign.scenario.scenario import Scenario
from solver.arrays import Flags
from solver.candidates.pruning import GrowthPruning
from solver.candidates.table import CandidateTable, holds_all_or_none


def prune_growth(rule: FixedRule, scenario: Scenario) -> GrowthPruning:
    """The units are a block, in conflict with all other units."""
    group = scenario.find_positions(rule.units)
    others = frozenset(range(len(scenario.units))) - group
    return GrowthPruning(blocks=(group,), conflicts=((group, others),))


def filter_candidates(rule: FixedRule, candidates: CandidateTable) -> Flags:
    """A lot is exactly these units or holds none of them."""
    group = candidates.scenario.find_positions(rule.units)
    held = candidates.lots.count_held(group, len(candidates.scenario.units))
    flags: Flags = holds_all_or_none(candidates, group) & (
        (held == 0) | (candidates.lots.sizes == held)
    )
    return flags
