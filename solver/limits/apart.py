"""`apart` as a fact of each lot."""

from itertools import combinations

import numpy as np

from lotdesign.rules.apart import Apart
from lotdesign.scenario.scenario import Scenario
from solver.candidates.shape import Shape
from solver.facts.lots import Flags
from solver.facts.table import Facts


def shape(rule: Apart, scenario: Scenario) -> Shape:
    """Any two of the units conflict."""
    return Shape(conflicts=tuple(combinations(rule.groups(scenario), 2)))


def admits(rule: Apart, facts: Facts) -> Flags:
    """A lot holds parts of at most one of them."""
    touched = np.zeros(len(facts), dtype=np.int64)
    for group in rule.groups(facts.scenario):
        touched += facts.lots.holds(group, len(facts.scenario.units)) > 0
    flags: Flags = touched <= 1
    return flags
