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
from solver.candidates.lot_values import value_scale
from solver.candidates.lots import LotArray


def compute_value_limit(scenario: Scenario, provider: Party) -> int | None:
    """The largest V, in parts of a penny, that turnover and capacity allow; None: no limit."""
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
    """Parties by the largest value that they can take, in parts of a penny.

    `limits` has L values, ascending. `able_above`, L + 1 bit sets, has at i the parties without a
    limit or with one of limits[i] or more.
    """

    limits: Sequence[int]
    able_above: Sequence[int]

    def find_able(self, value: int) -> int:
        """The parties whose limit is at least `value`, in parts of a penny, as a bit set."""
        return self.able_above[bisect_left(self.limits, value)]


@cache_by_scenario
def build_provider_reach(scenario: Scenario) -> ProviderReach:
    """Sort the scenario's parties by the largest value that they can take."""
    unlimited, limited = 0, []
    for p, provider in enumerate(scenario.parties):
        limit = compute_value_limit(scenario, provider)
        if limit is None:
            unlimited |= 1 << p
        else:
            limited.append((limit, 1 << p))
    limited.sort()
    able_above = [unlimited]
    for _, provider_bit in reversed(limited):
        able_above.append(able_above[-1] | provider_bit)
    return ProviderReach([limit for limit, _ in limited], able_above[::-1])


@cache_by_scenario
def scale_staff(scenario: Scenario) -> tuple[list[int], int]:
    """Transferring staff of each of U units in whole parts of an employee, and the parts of one."""
    units = [unit.tupe_fte for unit in scenario.units]
    limits = [p.tupe_limit or 0 for p in scenario.parties]
    parts, scale = scale_to_integers([*units, *limits])
    return parts[: len(units)], scale


def compute_eligibility(scenario: Scenario, lots: LotArray, value: Ints) -> Flags:
    """N x A: whether the party serves every unit, and size, staff and value limits allow the lot.

    `value` is V of each lot, (N,) in parts of a penny.
    """
    parties = scenario.parties
    if not len(lots) or not parties:
        return np.zeros((len(lots), len(parties)), dtype=np.bool_)
    common = np.bitwise_and.reduceat(_pack_serving(scenario)[lots.units], lots.starts[:-1], axis=0)
    bits = np.unpackbits(common, axis=1, count=len(parties), bitorder="little")
    eligible: Flags = bits.view(np.bool_)
    staff, per_employee = scale_staff(scenario)
    transferring = lots.sum_weights(np.array(staff, dtype=np.int64))
    for p in np.flatnonzero(eligible.any(axis=0)).tolist():
        party, some = parties[p], np.flatnonzero(eligible[:, p])
        fits = np.ones(len(some), dtype=np.bool_)
        limit = compute_value_limit(scenario, party)
        if limit is not None:
            fits &= value[some] <= limit
        if party.tupe_limit is not None:
            fits &= transferring[some] <= int(party.tupe_limit * per_employee)
        if party.min_lot_value is not None:
            fits &= value[some] >= party.min_lot_value * value_scale(scenario)
        eligible[some, p] = fits
    return eligible


@cache_by_scenario
def _pack_serving(scenario: Scenario) -> npt.NDArray[np.uint8]:
    """Whether each party serves each unit: U x A bits, packed."""
    width = -(-len(scenario.parties) // 8)
    serves = b"".join(mask.to_bytes(width, "little") for mask in scenario.parties_serving_unit)
    return np.frombuffer(serves, dtype=np.uint8).reshape(-1, width)


@cache_by_scenario
def flag_small_parties(scenario: Scenario) -> Flags:
    """Whether each party counts as small, (A,)."""
    small = find_small_parties(scenario)
    return np.array([p in small for p in range(len(scenario.parties))], dtype=np.bool_)
