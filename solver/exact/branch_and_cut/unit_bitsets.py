"""The distinct unit sets among candidates as bitsets, along an order in which lots stay short."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from solver.arrays import Ints

Bits = npt.NDArray[np.uint64]

WORD_BITS = 63
"""A set of units is one machine word: no lot may reach further along the order."""


@dataclass(frozen=True)
class UnitBitsets:
    """Each shape by its `first` unit along the order, and `bits` of its units from there on.

    `place` is where each unit stands in the order, `of` which shape each candidate has.
    """

    place_of_unit: Ints
    bitset_of_candidate: Ints
    first_place: Ints
    bits: Bits

    @property
    def units(self) -> int:
        """How many units there are."""
        return len(self.place_of_unit)

    @cached_property
    def sizes(self) -> Ints:
        """How many units each shape holds."""
        return np.bitwise_count(self.bits).astype(np.int64)

    def __len__(self) -> int:
        return len(self.first_place)


def build_unit_bitsets(units: Sequence[Ints], candidates: int) -> UnitBitsets | None:
    """The shapes of candidates, given the candidates that hold each unit.

    None where a candidate holds none, or where no order was found that keeps lots short.
    """
    if not candidates or not units:
        return None
    sizes = [len(each) for each in units]
    holder = np.concatenate([np.zeros(0, dtype=np.int64), *units])
    unit = np.repeat(np.arange(len(units)), sizes)
    by_candidate = np.argsort(holder, kind="stable")
    holder, unit = holder[by_candidate], unit[by_candidate]
    starts = np.searchsorted(holder, np.arange(candidates))
    if np.bincount(holder, minlength=candidates).min() == 0:
        return None
    place = np.argsort(_order_units(unit, starts, len(units)))
    first = np.minimum.reduceat(place[unit], starts)
    span = place[unit] - first[holder]
    if span.max() >= WORD_BITS:
        return None
    bits = np.bitwise_or.reduceat(np.uint64(1) << span.astype(np.uint64), starts)
    order = np.lexsort((bits, first))
    new = np.append(True, (np.diff(first[order]) != 0) | (bits[order][1:] != bits[order][:-1]))
    of = np.empty(candidates, dtype=np.int64)
    of[order] = np.cumsum(new) - 1
    return UnitBitsets(place, of, first[order][new], bits[order][new])


def _order_units(unit: Ints, starts: Ints, units: int) -> Ints:
    """The units in breadth-first order from one at the edge (Cuthill and McKee 1969)."""
    near = _list_adjacent_units(unit, starts, units)
    order = list(range(units))
    for _ in range(3):
        order = _traverse_breadth_first(near, order[-1])
    return np.array(order)


def _list_adjacent_units(unit: Ints, starts: Ints, units: int) -> list[list[int]]:
    """For each unit those that share a lot of the least size above 1 with it."""
    ends = np.append(starts[1:], len(unit))
    sizes = ends - starts
    several = sizes[sizes > 1]
    near: list[set[int]] = [set() for _ in range(units)]
    for lot in np.flatnonzero(sizes == several.min(initial=units + 1)).tolist():
        held = unit[starts[lot] : ends[lot]].tolist()
        for each in held:
            near[each].update(held)
    return [sorted(each, key=lambda u: (len(near[u]), u)) for each in near]


def _traverse_breadth_first(near: Sequence[Sequence[int]], start: int) -> list[int]:
    order, seen = [start], {start}
    for first in (start, *range(len(near))):
        if first not in seen:
            seen.add(first)
            order.append(first)
        reached = order.index(first)
        while reached < len(order):
            fresh = [each for each in near[order[reached]] if each not in seen]
            seen.update(fresh)
            order += fresh
            reached += 1
    return order
