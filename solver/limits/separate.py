"""`separate` as a fact of each lot."""

from lotdesign.rules.separate import Separate
from lotdesign.scenario.scenario import Scenario
from solver.candidates.shape import Shape
from solver.facts.lots import Flags
from solver.facts.table import Facts


def shape(rule: Separate, scenario: Scenario) -> Shape:
    """The service's units conflict with all others."""
    own = frozenset(u for u, unit in enumerate(scenario.units) if unit.service == rule.service)
    return Shape(conflicts=((own, frozenset(range(len(scenario.units))) - own),))


def admits(rule: Separate, facts: Facts) -> Flags:
    """A lot holds only this service or nothing of it."""
    own = facts.services[:, facts.scenario.services.index(rule.service)]
    flags: Flags = (own == 0) | (own == facts.lots.sizes)
    return flags
