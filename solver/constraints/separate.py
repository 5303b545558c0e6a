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


def filter_candidates(rule: SeparateRule, facts: CandidateTable) -> Flags:
    """A lot holds only this service or nothing of it."""
    own = facts.services[:, facts.scenario.services.index(rule.service)]
    flags: Flags = (own == 0) | (own == facts.lots.sizes)
    return flags
