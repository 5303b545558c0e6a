"""`procedure` as a fact of each lot."""

from itertools import combinations

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
    held = [facts.lots.holds(group, len(facts.scenario.units)) for group in _alike(facts.scenario)]
    flags: Flags = sum(each > 0 for each in held) == 1
    return flags


def _alike(scenario: Scenario) -> tuple[frozenset[int], ...]:
    groups: dict[str, set[int]] = {}
    for u, unit in enumerate(scenario.units):
        groups.setdefault(unit.procedure, set()).add(u)
    return tuple(map(frozenset, groups.values()))
