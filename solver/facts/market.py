"""Who is eligible for each lot."""

import numpy as np

from lotdesign.market.small import is_small
from lotdesign.scenario.scenario import Scenario
from solver.facts.exact import scaled
from solver.facts.lots import Flags, Ints, Lots
from solver.facts.providers import serving, value_limit
from solver.facts.values import value_scale


def staff(scenario: Scenario) -> tuple[list[int], int]:
    """Transferring staff of each unit as whole parts, and the parts of one employee."""
    units = [unit.tupe_fte for unit in scenario.units]
    limits = [p.tupe_limit or 0 for p in scenario.providers or ()]
    parts, scale = scaled([*units, *limits])
    return parts[: len(units)], scale


def eligible(scenario: Scenario, lots: Lots, value: Ints) -> Flags:
    """N x P: whether nothing in section 4 of the problem keeps the provider from the lot."""
    providers = scenario.providers or ()
    serves = serving(scenario)
    fte, per_employee = staff(scenario)
    transferring = lots.sums(np.array(fte, dtype=np.int64))
    able = np.zeros((len(lots), len(providers)), dtype=np.bool_)
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
        able[:, p] = fits
    return able


def small(scenario: Scenario) -> Flags:
    """For each provider whether it counts as small."""
    test = scenario.market.small
    return np.array([is_small(p, test) for p in scenario.providers or ()], dtype=np.bool_)
