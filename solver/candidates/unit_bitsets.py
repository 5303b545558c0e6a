"""The distinct unit sets of candidates as one-word bitsets, in an order that keeps lots short.

Units are numbered by their place in a breadth-first order (Cuthill and McKee 1969), so that the
units of a lot lie close together; a set is its first place and 63 bits from there on.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from solver.arrays import Ints

Bits = npt.NDArray[np.uint64]

WORD_BITS = 63
"""The units of a lot lie within so many places of the order."""


@dataclass(frozen=True)
class UnitBitsets:
    """The K distinct unit sets: the `first_place` of each, and `bits` of its units from there on.

    Both are (K,). `place_of_unit`, (U,), is where each unit stands in the order;
    `bitset_of_candidate`, (C,), is the number of each candidate's unit set.
    """

    place_of_unit: Ints
    bitset_of_candidate: Ints
    first_place: Ints
    bits: Bits

    @property
    def units(self) -> int:
        """The number of units."""
        return len(self.place_of_unit)

    @cached_property
    def sizes(self) -> Ints:
        """The number of units in each set, (K,)."""
        return np.bitwise_count(self.bits).astype(np.int64)

    def __len__(self) -> int:
        return len(self.first_place)


def build_unit_bitsets(unit_sets: Sequence[Ints], candidates: int) -> UnitBitsets | None:
    """Build the unit sets of so many candidates, given the candidates that hold each of U units.

    None where a candidate holds no unit, or where the order does not keep every lot within a word.
    """
    if not candidates or not unit_sets:
        return None
    sizes = [len(members) for members in unit_sets]
    candidate = np.concatenate([np.zeros(0, dtype=np.int64), *unit_sets])
    unit = np.repeat(np.arange(len(unit_sets)), sizes)
    by_candidate = np.argsort(candidate, kind="stable")
    candidate, unit = candidate[by_candidate], unit[by_candidate]
    starts = np.searchsorted(candidate, np.arange(candidates))
    if np.bincount(candidate, minlength=candidates).min() == 0:
        return None
    place = np.argsort(_order_units(unit, starts, len(unit_sets)))
    first = np.minimum.reduceat(place[unit], starts)
    offset = place[unit] - first[candidate]
    if offset.max() >= WORD_BITS:
        return None
    bits = np.bitwise_or.reduceat(np.uint64(1) << offset.astype(np.uint64), starts)
    order = np.lexsort((bits, first))
    is_new = np.append(True, (np.diff(first[order]) != 0) | (bits[order][1:] != bits[order][:-1]))
    bitset_of_candidate = np.empty(candidates, dtype=np.int64)
    bitset_of_candidate[order] = np.cumsum(is_new) - 1
    return UnitBitsets(place, bitset_of_candidate, first[order][is_new], bits[order][is_new])


def _order_units(unit: Ints, starts: Ints, units: int) -> Ints:
    """The units in breadth-first order from a peripheral one (Cuthill and McKee 1969)."""
    neighbours = _list_neighbours(unit, starts, units)
    order = list(range(units))
    for _ in range(3):
        order = _traverse_breadth_first(neighbours, order[-1])
    return np.array(order)


def _list_neighbours(unit: Ints, starts: Ints, units: int) -> list[list[int]]:
    """For each unit those that share one of the smallest lots of several units with it."""
    ends = np.append(starts[1:], len(unit))
    sizes = ends - starts
    smallest = sizes[sizes > 1].min(initial=units + 1)
    neighbours: list[set[int]] = [set() for _ in range(units)]
    for candidate in np.flatnonzero(sizes == smallest).tolist():
        members = unit[starts[candidate] : ends[candidate]].tolist()
        for member in members:
            neighbours[member].update(members)
    return [sorted(near, key=lambda u: (len(neighbours[u]), u)) for near in neighbours]


def _traverse_breadth_first(neighbours: Sequence[Sequence[int]], start: int) -> list[int]:
    order, seen = [start], {start}
    for first in (start, *range(len(neighbours))):
        if first not in seen:
            seen.add(first)
            order.append(first)
        reached = order.index(first)
        while reached < len(order):
            fresh = [unit for unit in neighbours[order[reached]] if unit not in seen]
            seen.update(fresh)
            order += fresh
            reached += 1
    return order
