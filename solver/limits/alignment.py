"""`alignment` as a fact of each lot."""

from itertools import combinations

import numpy as np

from lotdesign.rules.alignment import Alignment
from lotdesign.scenario.scenario import Scenario
from solver.candidates.shape import Shape
from solver.facts.lots import Flags
from solver.facts.table import Facts
from solver.limits.shared.groups import all_or_none


def shape(rule: Alignment, scenario: Scenario) -> Shape:
    """`whole`: a block a locality. `within`: localities conflict.

    Divided units could make a lot of several localities count as authority-wide; nothing is
    cut then.
    """
    if rule.mode == "whole":
        return Shape(blocks=tuple(group for group in rule.groups(scenario) if group))
    if rule.services is not None or scenario.divided:
        return Shape()
    homes: dict[str, set[int]] = {}
    for u, unit in enumerate(scenario.units):
        homes.setdefault(unit.locality, set()).add(u)
    pairs = combinations(map(frozenset, homes.values()), 2)
    return Shape(conflicts=tuple(pairs))


def admits(rule: Alignment, facts: Facts) -> Flags:
    """`within`: one place, for lots that hold the services. `whole`: all of a group or none."""
    flags: Flags
    if rule.mode == "within":
        flags = facts.in_one_place | ~facts.holding(rule.services)
        return flags
    flags = np.ones(len(facts), dtype=np.bool_)
    for group in rule.groups(facts.scenario):
        flags &= all_or_none(facts, group)
    return flags
