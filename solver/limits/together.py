"""`together` as a fact of each lot."""

from lotdesign.rules.together import Together
from lotdesign.scenario.scenario import Scenario
from solver.candidates.shape import Shape
from solver.facts.lots import Flags
from solver.facts.table import Facts
from solver.limits.shared.groups import all_or_none


def shape(rule: Together, scenario: Scenario) -> Shape:
    """The units are one block."""
    return Shape(blocks=(scenario.positions(rule.units),))


def admits(rule: Together, facts: Facts) -> Flags:
    """A lot holds all of them or none."""
    return all_or_none(facts, facts.scenario.positions(rule.units))
