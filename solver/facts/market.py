"""Who can be awarded each lot."""

import numpy as np
import numpy.typing as npt

from lotdesign.market.small import small_parties
from lotdesign.once import once
from lotdesign.scenario.scenario import Scenario
from solver.facts.exact import scaled
from solver.facts.lots import Flags, Ints, Lots
from solver.facts.providers import value_limit
from solver.facts.values import value_scale


@once
def staff(scenario: Scenario) -> tuple[list[int], int]:
    """Transferring staff of each unit as whole parts, and the parts of one employee."""
    units = [unit.tupe_fte for unit in scenario.units]
    limits = [p.tupe_limit or 0 for p in scenario.parties]
    parts, scale = scaled([*units, *limits])
    return parts[: len(units)], scale


def able(scenario: Scenario, lots: Lots, value: Ints) -> Flags:
    """N x A: whether nothing in section 4 of the problem keeps the party from the lot."""
    parties = scenario.parties
    if not len(lots) or not parties:
        return np.zeros((len(lots), len(parties)), dtype=np.bool_)
    common = np.bitwise_and.reduceat(_serving(scenario)[lots.units], lots.starts[:-1], axis=0)
    bits = np.unpackbits(common, axis=1, count=len(parties), bitorder="little")
    free: Flags = bits.view(np.bool_)
    fte, per_employee = staff(scenario)
    transferring = lots.sums(np.array(fte, dtype=np.int64))
    for p in np.flatnonzero(free.any(axis=0)).tolist():
        party, some = parties[p], np.flatnonzero(free[:, p])
        fits = np.ones(len(some), dtype=np.bool_)
        limit = value_limit(scenario, party)
        if limit is not None:
            fits &= value[some] <= limit
        if party.tupe_limit is not None:
            fits &= transferring[some] <= int(party.tupe_limit * per_employee)
        if party.min_lot_value is not None:
            fits &= value[some] >= party.min_lot_value * value_scale(scenario)
        free[some, p] = fits
    return free


@once
def _serving(scenario: Scenario) -> npt.NDArray[np.uint8]:
    """U x A bits, packed: whether the party serves the unit."""
    width = -(-len(scenario.parties) // 8)
    serves = b"".join(mask.to_bytes(width, "little") for mask in scenario.serving)
    return np.frombuffer(serves, dtype=np.uint8).reshape(-1, width)


@once
def small(scenario: Scenario) -> Flags:
    """For each party whether it counts as small."""
    little = small_parties(scenario)
    return np.array([p in little for p in range(len(scenario.parties))], dtype=np.bool_)
