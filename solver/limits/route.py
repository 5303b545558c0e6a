"""`route` as a fact of each lot and its route."""

from lotdesign.design import Route
from lotdesign.rules.route import RouteRule
from lotdesign.scenario.scenario import Scenario
from solver.candidates.shape import Shape
from solver.facts.lots import Flags
from solver.facts.table import Facts


def shape_by_route(rule: RouteRule, scenario: Scenario, route: Route) -> Shape:
    """A lot of another route holds none of the units: none of them may meet any of them."""
    if route == rule.route:
        return Shape()
    gone = scenario.positions(rule.units)
    return Shape(conflicts=((gone, gone),))


def admits(rule: RouteRule, facts: Facts) -> Flags:
    """The lot holds none of the units, or is delivered so."""
    held = facts.lots.holds(facts.scenario.positions(rule.units), len(facts.scenario.units))
    flags: Flags = (held == 0) | facts.delivered(rule.route)
    return flags
