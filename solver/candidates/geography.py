"""Adjacency, contiguity, travel and borders of lots.

A divided unit that a lot holds whole counts as authority-wide there.
"""

import numpy as np

from lotdesign.geography import measure_metres
from lotdesign.scenario.cache import cache_by_scenario
from lotdesign.scenario.scenario import Scenario
from solver.arrays import Flags, Ints
from solver.bitsets import is_connected, pack_bits
from solver.candidates.lots import LotArray


def flag_wholly_held(scenario: Scenario, lots: LotArray) -> dict[str, Flags]:
    """For each divided unit whether a lot holds all its parts."""
    return {
        whole: lots.count_held(parts, len(scenario.units)) == len(parts)
        for whole, parts in scenario.divided.items()
    }


@cache_by_scenario
def _pack_local_units(scenario: Scenario) -> int:
    return pack_bits(u for u, unit in enumerate(scenario.units) if unit.locality)


def compute_local_masks(scenario: Scenario, lots: LotArray) -> list[int]:
    """For each lot the units that count as lying in their locality, as a bit set."""
    local = _pack_local_units(scenario)
    wholes = [pack_bits(parts) for parts in scenario.divided.values()]
    masks = []
    for lot in range(len(lots)):
        held = pack_bits(lots[lot])
        inside = held & local
        for whole in wholes:
            if whole & ~held == 0:
                inside &= ~whole
        masks.append(inside)
    return masks


@cache_by_scenario
def compute_adjacency(scenario: Scenario) -> list[int]:
    """For each unit the local units that it touches; none for an authority-wide unit."""
    places = [unit.locality for unit in scenario.units]
    at: dict[str, int] = {}
    for u, place in enumerate(places):
        at[place] = at.get(place, 0) | 1 << u
    around = {p: at[p] for p in at}
    for a, b in scenario.neighbours:
        if a in at and b in at:
            around[a] |= at[b]
    return [around[place] & ~(1 << u) if place else 0 for u, place in enumerate(places)]


def flag_connected(scenario: Scenario, lots: LotArray) -> Flags:
    """Whether each lot's local units connect by touching."""
    beside = compute_adjacency(scenario)
    found = [is_connected(local, beside) for local in compute_local_masks(scenario, lots)]
    return np.array(found, dtype=np.bool_)


def flag_in_one_locality(scenario: Scenario, lots: LotArray) -> Flags:
    """Whether each lot stays in one locality, the whole authority being a place of its own."""
    homes: dict[str, int] = {}
    for u, unit in enumerate(scenario.units):
        homes[unit.locality] = homes.get(unit.locality, 0) | 1 << u
    found = []
    for lot, local in enumerate(compute_local_masks(scenario, lots)):
        if local:
            first = scenario.units[(local & -local).bit_length() - 1].locality
            found.append(local & ~homes[first] == 0 and local == pack_bits(lots[lot]))
        else:
            found.append(True)
    return np.array(found, dtype=np.bool_)


def compute_travel(scenario: Scenario, lots: LotArray) -> Ints:
    """Metres from each lot's local units to the one from which that total is least."""
    units = scenario.units
    placed = [u for u, unit in enumerate(units) if unit.locality and unit.position is not None]
    least = np.full(len(lots), np.iinfo(np.int64).max)
    for middle in placed:
        metres = np.zeros(len(units), dtype=np.int64)
        metres[placed] = [_measure_metres(scenario, middle, u) for u in placed]
        holds_it = lots.count_held([middle], len(units)) > 0
        least = np.where(holds_it, np.minimum(least, lots.sum_weights(metres)), least)
    return np.where(least == np.iinfo(np.int64).max, 0, least)


def _measure_metres(scenario: Scenario, a: int, b: int) -> int:
    here, there = scenario.units[a].position, scenario.units[b].position
    assert here is not None
    assert there is not None
    return measure_metres(here, there)


def count_border_pairs(scenario: Scenario, lots: LotArray) -> Ints:
    """For each lot the touching pairs with one end inside, seen from the inside.

    Every pair that a design cuts is seen once from either side, so half the sum counts it.
    Ends that count as authority-wide see nothing, and take back what the other side sees.
    """
    beside = compute_adjacency(scenario)
    local = pack_bits(u for u, unit in enumerate(scenario.units) if unit.locality)
    seen = []
    for lot, inside in enumerate(compute_local_masks(scenario, lots)):
        held = pack_bits(lots[lot])
        count = 0
        for u in lots[lot]:
            across = (beside[u] & local & ~held).bit_count()
            count += across if inside >> u & 1 else -across
        seen.append(count)
    return np.array(seen, dtype=np.int64)
