"""`separate`: pruning and candidate filter."""

from lotdesign.rules.separate import SeparateRule
from lotdesign.scenario.scenario import Scenario
from solver.arrays import Flags
from solver.candidates.pruning import GrowthPruning
from solver.candidates.table import CandidateTable


def prune_growth(rule: SeparateRule, scenario: Scenario) -> GrowthPruning:
    """The service's units conflict with all others."""
    own = frozenset(u for u, unit in enumerate(scenario.units) if unit.service == rule.service)
    return GrowthPruning(conflicts=((own, frozenset(range(len(scenario.units))) - own),))


def filter_candidates(rule: SeparateRule, candidates: CandidateTable) -> Flags:
    """A lot holds only this service or none of it."""
    own = candidates.services[:, candidates.scenario.services.index(rule.service)]
    flags: Flags = (own == 0) | (own == candidates.lots.sizes)
    return flags
