"""`travel`: pruning and candidate filter."""

import numpy as np

from lotdesign.geography import measure_metres
from lotdesign.rules.travel import TravelRule
from lotdesign.scenario.scenario import Scenario, Unit
from solver.arrays import Flags
from solver.candidates.pruning import GrowthPruning
from solver.candidates.table import CandidateTable

DistantUnits = tuple[tuple[frozenset[int], frozenset[int]], ...]


def prune_growth(rule: TravelRule, scenario: Scenario) -> GrowthPruning:
    """Units that are too far apart conflict."""
    return GrowthPruning(conflicts=_find_distant_units(rule, scenario))


def filter_candidates(rule: TravelRule, candidates: CandidateTable) -> Flags:
    """No lot holds two units that are too far apart."""
    units = len(candidates.scenario.units)
    too_far = np.zeros(len(candidates), dtype=np.bool_)
    for here, there in _find_distant_units(rule, candidates.scenario):
        too_far |= (candidates.lots.count_held(here, units) > 0) & (
            candidates.lots.count_held(there, units) > 0
        )
    return ~too_far


def _find_distant_units(rule: TravelRule, scenario: Scenario) -> DistantUnits:
    """Pairs of each local unit and all later units that are too far from it."""
    pairs = []
    for a, here in enumerate(scenario.units):
        later = enumerate(scenario.units[a + 1 :], start=a + 1)
        distant = frozenset(b for b, there in later if _is_too_far(rule, here, there))
        if distant:
            pairs.append((frozenset({a}), distant))
    return tuple(pairs)


def _is_too_far(rule: TravelRule, here: Unit, there: Unit) -> bool:
    if not (here.locality and there.locality and here.position and there.position):
        return False
    return measure_metres(here.position, there.position) > rule.max_km
