"""`route`: pruning by route, and candidate filter."""

from lotdesign.rules.route import RouteRule
from lotdesign.scenario.scenario import Scenario
from solver.arrays import Flags
from solver.candidates.pruning import GrowthPruning
from solver.candidates.table import CandidateTable


def prune_growth(rule: RouteRule, scenario: Scenario) -> GrowthPruning:
    """Lots of other routes hold none of the units: each conflicts with itself."""
    units = scenario.find_positions(rule.units)
    return GrowthPruning(conflicts=((units, units),))


def filter_candidates(rule: RouteRule, candidates: CandidateTable) -> Flags:
    """A lot holds none of the units, or has the route."""
    held = candidates.lots.count_held(
        candidates.scenario.find_positions(rule.units), len(candidates.scenario.units)
    )
    flags: Flags = (held == 0) | candidates.has_route(rule.route)
    return flags
