"""Pairs of units in the same lot, and in how many pairs two designs differ."""

from collections.abc import Hashable, Sequence

import numpy as np

from solver.arrays import Flags, Ints
from solver.candidates.lots import LotArray


def flag_pairs_together(groups: Sequence[Hashable]) -> Flags:
    """U x U: whether two units are in the same group; `groups` names one a unit."""
    numbers = {group: i for i, group in enumerate(dict.fromkeys(groups))}
    labels = np.array([numbers[group] for group in groups])
    flags: Flags = labels[:, None] == labels
    return flags


def count_differing_pairs(one: Sequence[Hashable], other: Sequence[Hashable]) -> int:
    """In how many pairs two groupings of the same units differ."""
    return int((flag_pairs_together(one) ^ flag_pairs_together(other)).sum()) // 2


def weigh_differing_pairs(lots: LotArray, groups: Sequence[Hashable]) -> tuple[Ints, int]:
    """(weights, constant): in how many pairs a design of these N lots differs from the groups.

    The constant, which is the pairs within groups, and the weights of the design's lots add up
    to the number of pairs that are together in one and not in the other.
    """
    names = list(dict.fromkeys(groups))
    marks = np.array([[group == name for name in names] for group in groups], dtype=np.int64)
    inside = _count_pairs(lots.sizes[:, None])
    return inside - 2 * _count_pairs(lots.sum_weights(marks)), int(
        _count_pairs(marks.sum(axis=0)[None])[0]
    )


def _count_pairs(counts: Ints) -> Ints:
    """For each row the pairs within its groups."""
    pairs: Ints = (counts * (counts - 1) // 2).sum(axis=1)
    return pairs
