"""Designs in the order of their label vectors, which breaks ties."""

from collections.abc import Sequence

import numpy as np

from solver.atlas.designs import Designs
from solver.facts.lots import Ints, Lots

BITS = 62
"""Bits of a label vector that are packed into one number."""


def by_labels(lots: Lots, designs: Designs, units: Sequence[int]) -> Designs:
    """The designs sorted; `units` rise and are all that tells designs apart.

    The label of a unit is the place of its lot in the design, lots by first unit.
    """
    if not len(designs):
        return designs
    width = len(units).bit_length()
    each = BITS // width
    words = [
        _packed(lots, designs, units[start : start + each], width)
        for start in range(0, len(units), each)
    ]
    return designs.taken(np.lexsort(words[::-1]))


def _packed(lots: Lots, designs: Designs, units: Sequence[int], width: int) -> Ints:
    """For each design the labels of some units as one number, the first as its highest bits.

    Each unit is in just one lot of a design, so the sum over lots picks the label.
    """
    weights = np.zeros(int(lots.units.max()) + 1, dtype=np.int64)
    weights[list(units)] = 1 << (width * np.arange(len(units) - 1, -1, -1, dtype=np.int64))
    places = np.arange(len(designs.members)) - np.repeat(designs.starts[:-1], designs.counts)
    packed: Ints = np.add.reduceat(
        lots.sums(weights)[designs.members] * places, designs.starts[:-1]
    )
    return packed
