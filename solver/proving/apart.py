"""What it costs that no lot holds two of three units.

A bound counts on one lot that does wherever a subset row has a price. Units are swept in an order,
so it is known when the last chance is gone: one of the three was held before, and the next lot
holds just one more.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from solver.facts.lots import Ints
from solver.proving.cuts import SubsetRow
from solver.proving.shapes import WIDE, Bits, Shapes
from solver.selection.model import Row
from solver.selection.window import Window


@dataclass(frozen=True)
class Triple:
    """Three units, and what it costs that no lot holds two of them."""

    units: tuple[int, ...]
    price: int


def worth(rows: Sequence[Row], view: Window, units: int) -> list[Triple]:
    """The subset rows of three units alone, with the prices that a view counts on."""
    return [
        Triple(row.sets, -price // view.parts)
        for row, price in zip(rows, view.prices.tolist(), strict=True)
        if isinstance(row, SubsetRow) and price < 0 and max(row.sets) < units
    ]


class Apart:
    """Charges steps of a sweep for triples that have come apart; prices above the gap are cut."""

    def __init__(self, shapes: Shapes, triples: Sequence[Triple], gap: int) -> None:
        self._places = [sorted(shapes.place[list(each.units)].tolist()) for each in triples]
        self._prices = [min(each.price, gap + 1) for each in triples]

    def charged(self, unit: int, bits: Bits, held: Bits, entry: Ints, lot: Ints) -> Ints:
        """For each step what is to be paid.

        A step goes from a set of units beyond `unit` to a lot from there on: `bits[entry]` and
        `held[lot]`.
        """
        paid = np.zeros(len(entry), dtype=np.int64)
        for places, price in zip(self._places, self._prices, strict=True):
            past = sum(place < unit for place in places)
            if past > 1 or places[1] - unit >= WIDE:
                continue
            ahead = np.uint64(sum(1 << p - unit for p in places if 0 <= p - unit < WIDE))
            one = np.bitwise_count(held & ahead) == 1
            if one.any():
                before = past + np.bitwise_count(bits & ahead) == 1
                paid[before[entry] & one[lot]] += price
        return paid
