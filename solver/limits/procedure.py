"""`procedure` as a fact of each lot."""

from itertools import combinations

import numpy as np

from lotdesign.rules.procedure import Procedure
from lotdesign.scenario.scenario import Scenario
from solver.candidates.shape import Shape
from solver.facts.lots import Flags
from solver.facts.table import Facts


def shape(rule: Procedure, scenario: Scenario) -> Shape:
    """Units of different procedures conflict."""
    return Shape(conflicts=tuple(combinations(_alike(scenario), 2)))


def admits(rule: Procedure, facts: Facts) -> Flags:
    """A lot's units are all procured alike."""
    ways = np.zeros(len(facts), dtype=np.int64)
    for group in _alike(facts.scenario):
        ways += facts.lots.holds(group, len(facts.scenario.units)) > 0
    flags: Flags = ways == 1
    return flags


def _alike(scenario: Scenario) -> tuple[frozenset[int], ...]:
    groups: dict[str, set[int]] = {}
    for u, unit in enumerate(scenario.units):
        groups.setdefault(unit.procedure, set()).add(u)
    return tuple(map(frozenset, groups.values()))
