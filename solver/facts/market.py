"""Who can be awarded each lot."""

import numpy as np

from lotdesign.market.small import small_parties
from lotdesign.scenario.scenario import Scenario
from solver.facts.exact import scaled
from solver.facts.lots import Flags, Ints, Lots
from solver.facts.providers import serving, value_limit
from solver.facts.values import value_scale


def staff(scenario: Scenario) -> tuple[list[int], int]:
    """Transferring staff of each unit as whole parts, and the parts of one employee."""
    units = [unit.tupe_fte for unit in scenario.units]
    limits = [p.tupe_limit or 0 for p in scenario.parties]
    parts, scale = scaled([*units, *limits])
    return parts[: len(units)], scale


def able(scenario: Scenario, lots: Lots, value: Ints) -> Flags:
    """N x A: whether nothing in section 4 of the problem keeps the party from the lot."""
    providers = scenario.parties
    serves = serving(scenario)
    fte, per_employee = staff(scenario)
    transferring = lots.sums(np.array(fte, dtype=np.int64))
    free = np.zeros((len(lots), len(providers)), dtype=np.bool_)
    for p, provider in enumerate(providers):
        unserved = np.array([not mask >> p & 1 for mask in serves], dtype=np.int64)
        fits = lots.sums(unserved) == 0
        limit = value_limit(scenario, provider)
        if limit is not None:
            fits &= value <= limit
        if provider.tupe_limit is not None:
            fits &= transferring <= int(provider.tupe_limit * per_employee)
        if provider.min_lot_value is not None:
            fits &= value >= provider.min_lot_value * value_scale(scenario)
        free[:, p] = fits
    return free


def small(scenario: Scenario) -> Flags:
    """For each party whether it counts as small."""
    little = small_parties(scenario)
    return np.array([p in little for p in range(len(scenario.parties))], dtype=np.bool_)
