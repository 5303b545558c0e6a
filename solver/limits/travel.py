"""`travel` as a fact of each lot."""

import numpy as np

from lotdesign.geography import metres_between
from lotdesign.rules.travel import Travel
from lotdesign.scenario.scenario import Scenario, Unit
from solver.candidates.shape import Shape
from solver.facts.lots import Flags
from solver.facts.table import Facts

Far = tuple[tuple[frozenset[int], frozenset[int]], ...]


def shape(rule: Travel, scenario: Scenario) -> Shape:
    """Units that lie too far apart conflict."""
    return Shape(conflicts=_far(rule, scenario))


def admits(rule: Travel, facts: Facts) -> Flags:
    """No lot holds a unit and another that lies too far from it."""
    units = len(facts.scenario.units)
    apart = np.zeros(len(facts), dtype=np.bool_)
    for here, there in _far(rule, facts.scenario):
        apart |= (facts.lots.holds(here, units) > 0) & (facts.lots.holds(there, units) > 0)
    return ~apart


def _far(rule: Travel, scenario: Scenario) -> Far:
    """Each local unit beside all later ones that lie too far from it."""
    found = []
    for a, here in enumerate(scenario.units):
        later = enumerate(scenario.units[a + 1 :], start=a + 1)
        beyond = frozenset(b for b, there in later if _too_far(rule, here, there))
        if beyond:
            found.append((frozenset({a}), beyond))
    return tuple(found)


def _too_far(rule: Travel, here: Unit, there: Unit) -> bool:
    if not (here.locality and there.locality and here.position and there.position):
        return False
    return metres_between(here.position, there.position) > rule.max_km
