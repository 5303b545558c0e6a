"""`term`: pruning and candidate filter."""

from collections.abc import Callable, Iterator
from itertools import combinations

from lotdesign.rules.term import TermRule
from lotdesign.scenario.scenario import Scenario, Unit
from solver.arrays import Flags
from solver.candidates.pruning import GrowthPruning
from solver.candidates.table import CandidateTable
from solver.column_generation.requirements import RuleRequirements

UnitGroups = tuple[frozenset[int], frozenset[int]]


def prune_growth(rule: TermRule, scenario: Scenario) -> GrowthPruning:
    """Units whose first years, or last years, lie too far apart conflict."""
    return GrowthPruning(conflicts=find_conflicts(rule, scenario))


def filter_candidates(rule: TermRule, candidates: CandidateTable) -> Flags:
    """First years lie within `start_within` of each other, last years within `end_within`."""
    first, last = candidates.year_spreads
    flags: Flags = (first <= rule.start_within) & (last <= rule.end_within)
    return flags


def state_requirements(rule: TermRule, scenario: Scenario) -> RuleRequirements:
    """Units whose years lie too far apart in different lots."""
    return RuleRequirements(apart_pairs=find_conflicts(rule, scenario))


def find_conflicts(rule: TermRule, scenario: Scenario) -> tuple[UnitGroups, ...]:
    """Groups of units of which no two may share a lot: a lot keeps the rule when its pairs do."""
    return (
        *_find_distant_groups(scenario, lambda unit: unit.first_year, rule.start_within),
        *_find_distant_groups(scenario, lambda unit: unit.last_year, rule.end_within),
    )


def _find_distant_groups(
    scenario: Scenario, find_year: Callable[[Unit], int], within: int
) -> Iterator[UnitGroups]:
    groups: dict[int, set[int]] = {}
    for u, unit in enumerate(scenario.units):
        groups.setdefault(find_year(unit), set()).add(u)
    for (one, here), (other, there) in combinations(groups.items(), 2):
        if abs(one - other) > within:
            yield frozenset(here), frozenset(there)
