"""Adjacency, contiguity, areas, travel and borders of lots.

In a lot that holds all parts of a divided unit, these count as authority-wide.
"""

from functools import reduce
from operator import or_

import numpy as np

from lotdesign.geography import measure_metres
from lotdesign.scenario.areas import find_unit_area
from lotdesign.scenario.cache import cache_by_scenario
from lotdesign.scenario.scenario import Scenario
from solver.arrays import Flags, Ints
from solver.bitsets import is_connected, iterate_bits, pack_bits
from solver.candidates.lots import LotArray
from solver.candidates.word_sets import (
    count_border_words,
    drop_wholes,
    flag_connected_words,
    pack_words,
    pays_by_words,
)


def flag_wholly_held(scenario: Scenario, lots: LotArray) -> dict[str, Flags]:
    """Whether each lot holds all parts of a divided unit, (N,), by the unit's id."""
    return {
        whole: lots.count_held(parts, len(scenario.units)) == len(parts)
        for whole, parts in scenario.divided.items()
    }


@cache_by_scenario
def _pack_local_units(scenario: Scenario) -> int:
    return pack_bits(u for u, unit in enumerate(scenario.units) if unit.locality)


def compute_local_masks(scenario: Scenario, lots: LotArray) -> list[int]:
    """The units of each of N lots that count as lying in their locality, as N bit sets."""
    local = _pack_local_units(scenario)
    wholes = [pack_bits(parts) for parts in scenario.divided.values()]
    if pays_by_words(lots, len(scenario.units)):
        words: list[int] = drop_wholes(
            pack_words(lots, len(scenario.units)), local, wholes
        ).tolist()
        return words
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
    """The local units that each of U units touches, as U bit sets.

    None for an authority-wide unit.
    """
    localities = [unit.locality for unit in scenario.units]
    units_in: dict[str, int] = {}
    for u, locality in enumerate(localities):
        units_in[locality] = units_in.get(locality, 0) | 1 << u
    touching = dict(units_in)
    for a, b in scenario.neighbours:
        if a in units_in and b in units_in:
            touching[a] |= units_in[b]
    return [touching[at] & ~(1 << u) if at else 0 for u, at in enumerate(localities)]


@cache_by_scenario
def compute_contiguity(scenario: Scenario) -> list[int]:
    """`compute_adjacency` for connectedness, where empty localities are no gap.

    Empty ones hold no unit, parts of divided units aside. Units touch also where a chain of empty
    localities joins theirs. The same list where that joins no more.
    """
    wholly = {unit.locality for unit in scenario.units if unit.id == unit.undivided_id}
    empty = [place.id for place in scenario.localities if place.id not in wholly]
    position = scenario.locality_positions
    around = [1 << p for p in range(len(scenario.localities))]
    for a, b in scenario.neighbours:
        around[position[a]] |= 1 << position[b]
    for gap in (position[place] for place in empty):
        for p in iterate_bits(around[gap] & ~(1 << gap)):
            around[p] |= around[gap]
    units_at = [0] * len(around)
    for u, unit in enumerate(scenario.units):
        if unit.locality:
            units_at[position[unit.locality]] |= 1 << u
    joined = [reduce(or_, (units_at[p] for p in iterate_bits(places)), 0) for places in around]
    touching = [
        joined[position[unit.locality]] & ~(1 << u) if unit.locality else 0
        for u, unit in enumerate(scenario.units)
    ]
    adjacency = compute_adjacency(scenario)
    return adjacency if touching == adjacency else touching


def flag_connected(scenario: Scenario, lots: LotArray) -> Flags:
    """Whether each lot's local units are connected, across empty localities too."""
    touching = compute_contiguity(scenario)
    masks = compute_local_masks(scenario, lots)
    if pays_by_words(lots, len(scenario.units)):
        return flag_connected_words(np.array(masks, dtype=np.int64), touching)
    return np.array([is_connected(local, touching) for local in masks], dtype=np.bool_)


def flag_in_one_area(scenario: Scenario, lots: LotArray, by: str) -> Flags:
    """Whether each lot is in one area by a column, or is authority-wide as a whole."""
    areas = [find_unit_area(scenario, u, by) for u in range(len(scenario.units))]
    units_in: dict[str, int] = {}
    for u, area in enumerate(areas):
        units_in[area] = units_in.get(area, 0) | 1 << u
    flags = []
    for lot, local in enumerate(compute_local_masks(scenario, lots)):
        if local:
            first = areas[(local & -local).bit_length() - 1]
            flags.append(local & ~units_in[first] == 0 and local == pack_bits(lots[lot]))
        else:
            flags.append(True)
    return np.array(flags, dtype=np.bool_)


def compute_travel(scenario: Scenario, lots: LotArray) -> Ints:
    """Metres from each lot's local units to its medoid, the unit where their sum is least, (N,).

    0 for a lot without local units; a unit without coordinates is left out.
    """
    units = scenario.units
    placed = [u for u, unit in enumerate(units) if unit.locality and unit.position is not None]
    least = np.full(len(lots), np.iinfo(np.int64).max)
    for centre in placed:
        metres = np.zeros(len(units), dtype=np.int64)
        metres[placed] = [_measure_metres(scenario, centre, u) for u in placed]
        holds_centre = lots.count_held([centre], len(units)) > 0
        least = np.where(holds_centre, np.minimum(least, lots.sum_weights(metres)), least)
    return np.where(least == np.iinfo(np.int64).max, 0, least)


def _measure_metres(scenario: Scenario, a: int, b: int) -> int:
    here, there = scenario.units[a].position, scenario.units[b].position
    assert here is not None
    assert there is not None
    return measure_metres(here, there)


def count_border_pairs(scenario: Scenario, lots: LotArray) -> Ints:
    """The number of touching pairs with one unit inside each lot, (N,).

    A pair that a design cuts counts in the lots of both its units, so half the sum over the lots is
    the number of cut pairs. A unit that counts as authority-wide in its lot counts -1 for each of
    its pairs, which takes back what the other lot counts.
    """
    touching = compute_adjacency(scenario)
    local, masks = _pack_local_units(scenario), compute_local_masks(scenario, lots)
    if pays_by_words(lots, len(scenario.units)):
        held_units = pack_words(lots, len(scenario.units))
        return count_border_words(held_units, np.array(masks, dtype=np.int64), local, touching)
    counts = []
    for lot, inside in enumerate(masks):
        held = pack_bits(lots[lot])
        count = 0
        for u in lots[lot]:
            across = (touching[u] & local & ~held).bit_count()
            count += across if inside >> u & 1 else -across
        counts.append(count)
    return np.array(counts, dtype=np.int64)
