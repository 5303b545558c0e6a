"""Pairs of units in the same lot, and the number of pairs in which two designs differ."""

from collections.abc import Hashable, Sequence

import numpy as np

from solver.arrays import Flags, Ints
from solver.candidates.lots import LotArray


def flag_pairs_together(groups: Sequence[Hashable]) -> Flags:
    """Whether two units are in the same group, U x U; `groups` names the group of each unit."""
    numbers = {group: i for i, group in enumerate(dict.fromkeys(groups))}
    number = np.array([numbers[group] for group in groups])
    flags: Flags = number[:, None] == number
    return flags


def count_differing_pairs(one: Sequence[Hashable], other: Sequence[Hashable]) -> int:
    """The number of pairs that are together in one grouping of the U units and not in the other."""
    return int((flag_pairs_together(one) ^ flag_pairs_together(other)).sum()) // 2


def weigh_differing_pairs(lots: LotArray, groups: Sequence[Hashable]) -> tuple[Ints, int]:
    """The number of pairs in which a design of these lots differs from the groups, as a sum.

    Returns weights (N,) and a constant; the constant plus the weights of the design's lots is the
    number of pairs that are together in one and not in the other.
    """
    names = list(dict.fromkeys(groups))
    marks = np.array([[group == name for name in names] for group in groups], dtype=np.int64)
    inside = _count_pairs(lots.sizes[:, None])
    in_groups = int(_count_pairs(marks.sum(axis=0)[None])[0])
    return inside - 2 * _count_pairs(lots.sum_weights(marks)), in_groups


def _count_pairs(counts: Ints) -> Ints:
    """The pairs within groups of these sizes, summed over each row."""
    pairs: Ints = (counts * (counts - 1) // 2).sum(axis=1)
    return pairs
