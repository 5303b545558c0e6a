"""`fixed` as a fact of each lot."""

from lotdesign.rules.fixed import Fixed
from lotdesign.scenario.scenario import Scenario
from solver.candidates.shape import Shape
from solver.facts.lots import Flags
from solver.facts.table import Facts
from solver.limits.shared.groups import all_or_none


def shape(rule: Fixed, scenario: Scenario) -> Shape:
    """The units are one block, in conflict with all others."""
    group = scenario.positions(rule.units)
    others = frozenset(range(len(scenario.units))) - group
    return Shape(blocks=(group,), conflicts=((group, others),))


def admits(rule: Fixed, facts: Facts) -> Flags:
    """A lot is exactly these units or holds none of them."""
    group = facts.scenario.positions(rule.units)
    held = facts.lots.holds(group, len(facts.scenario.units))
    flags: Flags = all_or_none(facts, group) & ((held == 0) | (facts.lots.sizes == held))
    return flags
