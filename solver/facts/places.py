"""Where each lot's units lie, once fully held divided units count as authority-wide."""

from collections.abc import Iterable, Sequence

import numpy as np

from lotdesign.geography import metres_between
from lotdesign.once import once
from lotdesign.scenario.scenario import Scenario
from solver.facts.lots import Flags, Ints, Lots


def bit_set(units: Iterable[int]) -> int:
    """The units as one bit set."""
    mask = 0
    for unit in units:
        mask |= 1 << unit
    return mask


def wholly_held(scenario: Scenario, lots: Lots) -> dict[str, Flags]:
    """For each divided unit whether a lot holds all its parts."""
    return {
        whole: lots.holds(parts, len(scenario.units)) == len(parts)
        for whole, parts in scenario.divided.items()
    }


@once
def _local(scenario: Scenario) -> int:
    return bit_set(u for u, unit in enumerate(scenario.units) if unit.locality)


def local_masks(scenario: Scenario, lots: Lots) -> list[int]:
    """For each lot the units that count as lying in their locality, as a bit set."""
    local = _local(scenario)
    wholes = [bit_set(parts) for parts in scenario.divided.values()]
    masks = []
    for lot in range(len(lots)):
        held = bit_set(lots[lot])
        inside = held & local
        for whole in wholes:
            if whole & ~held == 0:
                inside &= ~whole
        masks.append(inside)
    return masks


@once
def touching_masks(scenario: Scenario) -> list[int]:
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


def reaches_all(local: int, beside: Sequence[int]) -> bool:
    """Whether the units of a bit set connect by `beside`."""
    reached = frontier = local & -local
    while frontier:
        low = frontier & -frontier
        fresh = beside[low.bit_length() - 1] & local & ~reached
        reached |= fresh
        frontier = (frontier ^ low) | fresh
    return reached == local


def connected(scenario: Scenario, lots: Lots) -> Flags:
    """Whether each lot's local units connect by touching."""
    beside = touching_masks(scenario)
    found = [reaches_all(local, beside) for local in local_masks(scenario, lots)]
    return np.array(found, dtype=np.bool_)


def in_one_place(scenario: Scenario, lots: Lots) -> Flags:
    """Whether each lot stays in one locality, the whole authority being a place of its own."""
    homes: dict[str, int] = {}
    for u, unit in enumerate(scenario.units):
        homes[unit.locality] = homes.get(unit.locality, 0) | 1 << u
    found = []
    for lot, local in enumerate(local_masks(scenario, lots)):
        if local:
            first = scenario.units[(local & -local).bit_length() - 1].locality
            found.append(local & ~homes[first] == 0 and local == bit_set(lots[lot]))
        else:
            found.append(True)
    return np.array(found, dtype=np.bool_)


def travel(scenario: Scenario, lots: Lots) -> Ints:
    """Metres from each lot's local units to the one from which that total is least."""
    units = scenario.units
    placed = [u for u, unit in enumerate(units) if unit.locality and unit.position is not None]
    least = np.full(len(lots), np.iinfo(np.int64).max)
    for middle in placed:
        metres = np.zeros(len(units), dtype=np.int64)
        metres[placed] = [_metres(scenario, middle, u) for u in placed]
        holds_it = lots.holds([middle], len(units)) > 0
        least = np.where(holds_it, np.minimum(least, lots.sums(metres)), least)
    return np.where(least == np.iinfo(np.int64).max, 0, least)


def _metres(scenario: Scenario, a: int, b: int) -> int:
    here, there = scenario.units[a].position, scenario.units[b].position
    assert here is not None
    assert there is not None
    return metres_between(here, there)


def border(scenario: Scenario, lots: Lots) -> Ints:
    """For each lot the touching pairs with one end inside, seen from the inside.

    Every pair that a design cuts is seen once from either side, so half the sum counts it.
    Ends that count as authority-wide see nothing, and take back what the other side sees.
    """
    beside = touching_masks(scenario)
    local = bit_set(u for u, unit in enumerate(scenario.units) if unit.locality)
    seen = []
    for lot, inside in enumerate(local_masks(scenario, lots)):
        held = bit_set(lots[lot])
        count = 0
        for u in lots[lot]:
            across = (beside[u] & local & ~held).bit_count()
            count += across if inside >> u & 1 else -across
        seen.append(count)
    return np.array(seen, dtype=np.int64)
