"""`contiguous` as a fact of each lot."""

from lotdesign.rules.contiguous import Contiguous
from lotdesign.scenario.scenario import Scenario
from solver.candidates.shape import Shape
from solver.facts.lots import Flags
from solver.facts.table import Facts


def shape(rule: Contiguous, scenario: Scenario) -> Shape:
    """Lots grow along neighbours when the rule looks at every service that has a place."""
    local = {unit.service for unit in scenario.units if unit.locality}
    return Shape(connected=rule.services is None or local <= set(rule.services))


def admits(rule: Contiguous, facts: Facts) -> Flags:
    """The local units connect, for lots that hold the services."""
    flags: Flags = facts.connected | ~facts.holding(rule.services)
    return flags
