"""Eligibility: which parties can be awarded each lot, and up to which value each can go."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from lotdesign.market.eligibility import find_small_parties
from lotdesign.scenario.cache import cache_by_scenario
from lotdesign.scenario.consortia import Party
from lotdesign.scenario.scenario import Scenario
from solver.arrays import Flags, Ints, scale_to_integers
from solver.candidates.lots import LotArray
from solver.candidates.money import value_scale


def compute_value_limit(scenario: Scenario, provider: Party) -> int | None:
    """The largest V, in its parts of a penny, that turnover and capacity allow; None: any."""
    limits = []
    if provider.capacity is not None:
        limits.append(provider.capacity * value_scale(scenario))
    if provider.annual_turnover is not None and scenario.market.turnover_multiple:
        multiple = scenario.market.turnover_multiple
        turnover = provider.annual_turnover * value_scale(scenario)
        limits.append(turnover * multiple.denominator // multiple.numerator)
    return min(limits, default=None)


@dataclass(frozen=True, slots=True)
class ProviderReach:
    """Providers by the largest value that they can take, in rising order of limits."""

    limits: Sequence[int]
    able_above: Sequence[int]

    def find_able(self, value: int) -> int:
        """The providers whose limit is at least `value`, as a bit set."""
        return self.able_above[bisect_left(self.limits, value)]


@cache_by_scenario
def build_provider_reach(scenario: Scenario) -> ProviderReach:
    """The reach of the scenario's parties."""
    unlimited, limited = 0, []
    for p, provider in enumerate(scenario.parties):
        limit = compute_value_limit(scenario, provider)
        if limit is None:
            unlimited |= 1 << p
        else:
            limited.append((limit, 1 << p))
    limited.sort()
    beyond = [unlimited]
    for _, provider_bit in reversed(limited):
        beyond.append(beyond[-1] | provider_bit)
    return ProviderReach([limit for limit, _ in limited], beyond[::-1])


@cache_by_scenario
def scale_staff(scenario: Scenario) -> tuple[list[int], int]:
    """Transferring staff of each unit as whole parts, and the parts of one employee."""
    units = [unit.tupe_fte for unit in scenario.units]
    limits = [p.tupe_limit or 0 for p in scenario.parties]
    parts, scale = scale_to_integers([*units, *limits])
    return parts[: len(units)], scale


def compute_eligibility(scenario: Scenario, lots: LotArray, value: Ints) -> Flags:
    """N x A: whether nothing in section 4 of the problem keeps the party from the lot."""
    parties = scenario.parties
    if not len(lots) or not parties:
        return np.zeros((len(lots), len(parties)), dtype=np.bool_)
    common = np.bitwise_and.reduceat(_pack_serving(scenario)[lots.units], lots.starts[:-1], axis=0)
    bits = np.unpackbits(common, axis=1, count=len(parties), bitorder="little")
    free: Flags = bits.view(np.bool_)
    fte, per_employee = scale_staff(scenario)
    transferring = lots.sum_weights(np.array(fte, dtype=np.int64))
    for p in np.flatnonzero(free.any(axis=0)).tolist():
        party, some = parties[p], np.flatnonzero(free[:, p])
        fits = np.ones(len(some), dtype=np.bool_)
        limit = compute_value_limit(scenario, party)
        if limit is not None:
            fits &= value[some] <= limit
        if party.tupe_limit is not None:
            fits &= transferring[some] <= int(party.tupe_limit * per_employee)
        if party.min_lot_value is not None:
            fits &= value[some] >= party.min_lot_value * value_scale(scenario)
        free[some, p] = fits
    return free


@cache_by_scenario
def _pack_serving(scenario: Scenario) -> npt.NDArray[np.uint8]:
    """U x A bits, packed: whether the party serves the unit."""
    width = -(-len(scenario.parties) // 8)
    serves = b"".join(mask.to_bytes(width, "little") for mask in scenario.parties_serving_unit)
    return np.frombuffer(serves, dtype=np.uint8).reshape(-1, width)


@cache_by_scenario
def flag_small_parties(scenario: Scenario) -> Flags:
    """For each party whether it counts as small."""
    little = find_small_parties(scenario)
    return np.array([p in little for p in range(len(scenario.parties))], dtype=np.bool_)
