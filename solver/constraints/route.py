"""`route`: pruning by route, and candidate filter."""

from lotdesign.design import Route
from lotdesign.rules.route import RouteRule
from lotdesign.scenario.scenario import Scenario
from solver.arrays import Flags
from solver.candidates.pruning import GrowthPruning
from solver.candidates.table import CandidateTable


def prune_growth_by_route(rule: RouteRule, scenario: Scenario, route: Route) -> GrowthPruning:
    """A lot of another route holds none of the units: each conflicts with itself."""
    if route == rule.route:
        return GrowthPruning()
    units = scenario.find_positions(rule.units)
    return GrowthPruning(conflicts=((units, units),))


def filter_candidates(rule: RouteRule, candidates: CandidateTable) -> Flags:
    """A lot holds none of the units, or has the route."""
    held = candidates.lots.count_held(
        candidates.scenario.find_positions(rule.units), len(candidates.scenario.units)
    )
    flags: Flags = (held == 0) | candidates.has_route(rule.route)
    return flags
