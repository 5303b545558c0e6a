"""`mix` as a fact of each lot."""

from itertools import combinations

import numpy as np

from lotdesign.rules.mix import Mix
from lotdesign.scenario.scenario import Scenario
from solver.candidates.shape import Shape
from solver.facts.lots import Flags
from solver.facts.table import Facts


def shape(rule: Mix, scenario: Scenario) -> Shape:
    """Services that no combination allows together conflict."""
    members = {
        service: frozenset(u for u, unit in enumerate(scenario.units) if unit.service == service)
        for service in scenario.services
    }
    return Shape(
        conflicts=tuple(
            (members[a], members[b])
            for a, b in combinations(scenario.services, 2)
            if not rule.allows({a, b})
        )
    )


def admits(rule: Mix, facts: Facts) -> Flags:
    """A lot's services are one, or all in one combination."""
    held = facts.services > 0
    flags: Flags = held.sum(axis=1) == 1
    for combination in rule.allowed:
        outside = [s not in combination for s in facts.scenario.services]
        flags = flags | ~held[:, np.array(outside)].any(axis=1)
    return flags
