"""`lot_size` as a fact of each lot."""

from lotdesign.rules.lot_size import LotSize
from lotdesign.scenario.scenario import Scenario
from solver.candidates.shape import Ceiling, Shape
from solver.facts.lots import Flags
from solver.facts.table import Facts


def shape(rule: LotSize, scenario: Scenario) -> Shape:
    """A lot never holds more than the most."""
    if rule.max is None:
        return Shape()
    return Shape(ceilings=(Ceiling((1,) * len(scenario.units), rule.max),))


def admits(rule: LotSize, facts: Facts) -> Flags:
    """Min <= number of units <= max."""
    sizes = facts.lots.sizes
    fits: Flags = sizes >= (rule.min or 0)
    return fits if rule.max is None else fits & (sizes <= rule.max)
