"""Geography of many lots at once, where the units of all fit into one machine word.

A lot is a bit set of its units, a whole number. Shapes are (N,) throughout.
"""

from collections.abc import Sequence

import numpy as np

from solver.arrays import Flags, Ints
from solver.candidates.lots import LotArray

MOST_UNITS = 62
"""So many units fit into a signed word."""
FEWEST_LOTS = 500
"""Of fewer lots one after the other takes less time."""


def pays_by_words(lots: LotArray, units: int) -> bool:
    """Whether lots over so many units can be looked at by words, and are enough for that."""
    return units <= MOST_UNITS and len(lots) >= FEWEST_LOTS


def pack_words(lots: LotArray, units: int) -> Ints:
    """The units of each lot as a bit set."""
    return lots.sum_weights(np.int64(1) << np.arange(units))


def drop_wholes(held: Ints, local: int, wholes: Sequence[int]) -> Ints:
    """The units of each lot among `local`, less those of a divided unit that it holds whole."""
    inside = held & local
    for whole in wholes:
        inside = np.where(whole & ~held, inside, inside & ~whole)
    return inside


def flag_connected_words(inside: Ints, touching: Sequence[int]) -> Flags:
    """Whether each set is connected; `touching` has the neighbours of each of U units."""
    reached = inside & -inside
    before = np.zeros_like(reached)
    while (reached != before).any():
        before = reached
        for u, near in enumerate(touching):
            reached = reached | (inside & np.where(reached >> u & 1, near, 0))
    flags: Flags = reached == inside
    return flags


def count_border_words(held: Ints, inside: Ints, local: int, touching: Sequence[int]) -> Ints:
    """For each lot the local pairs across its border.

    Those of a held unit that is not `inside` count -1.
    """
    counts = np.zeros(len(held), dtype=np.int64)
    for u, near in enumerate(touching):
        across = np.bitwise_count(near & local & ~held).astype(np.int64)
        signed = np.where(inside >> u & 1, across, -across)
        counts += np.where(held >> u & 1, signed, 0)
    return counts
