"""`bidders` as a fact of each lot."""

from lotdesign.rules.bidders import Bidders
from lotdesign.scenario.scenario import Scenario
from solver.candidates.shape import Following, Shape
from solver.facts.lots import Flags
from solver.facts.table import Facts


def shape(rule: Bidders, scenario: Scenario) -> Shape:
    """Enough providers can still follow."""
    everyone = frozenset(range(len(scenario.providers or ())))
    return Shape(followings=(Following(everyone, rule.min),))


def admits(rule: Bidders, facts: Facts) -> Flags:
    """Enough providers are eligible, or need not be."""
    flags: Flags = (facts.bidders >= rule.min) | ~facts.external
    return flags
