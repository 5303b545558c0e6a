"""`lot_value` as a fact of each lot."""

from lotdesign.rules.lot_value import LotValue
from lotdesign.scenario.scenario import Scenario
from solver.candidates.shape import Ceiling, Shape
from solver.facts.lots import Flags
from solver.facts.table import Facts
from solver.facts.values import value_scale, value_terms


def shape(rule: LotValue, scenario: Scenario) -> Shape:
    """No term of a lot's value passes the most; only when the rule looks at every lot."""
    if rule.max is None or rule.services is not None:
        return Shape()
    most = rule.max * value_scale(scenario)
    return Shape(ceilings=tuple(Ceiling(term, most) for term in value_terms(scenario)))


def admits(rule: LotValue, facts: Facts) -> Flags:
    """Min <= V <= max, for lots that hold the services."""
    least = (rule.min or 0) * facts.value_scale
    fits = facts.value >= least
    if rule.max is not None:
        fits &= facts.value <= rule.max * facts.value_scale
    flags: Flags = fits | ~facts.holding(rule.services)
    return flags
