"""A list of designs as flat arrays over lots, sorted by label vectors, which break ties."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from solver.arrays import SAFE_INT64, Flags, Ints, find_max_abs
from solver.candidates.lots import LotArray


@dataclass(frozen=True)
class DesignList:
    """D designs over N lots: `members` holds every design's lots one after the other.

    Design i has the lots members[starts[i]:starts[i + 1]], by first unit; `starts` has D + 1
    entries.
    """

    members: Ints
    starts: Ints

    def __len__(self) -> int:
        return len(self.starts) - 1

    def __getitem__(self, design: int) -> tuple[int, ...]:
        return tuple(self.members[self.starts[design] : self.starts[design + 1]].tolist())

    @property
    def counts(self) -> Ints:
        """The number of lots of each design."""
        return np.diff(self.starts)

    def sums(self, weights: Ints) -> Ints:
        """For each design the exact sum of its lots' weights (N)."""
        found: Ints = self._each(np.add, narrow_weights(weights, int(self.counts.max(initial=1))))
        return found

    def greatest(self, figures: Ints) -> Ints:
        """For each design the greatest of its lots' figures (N)."""
        found: Ints = self._each(np.maximum, figures)
        return found

    def least(self, figures: Ints) -> Ints:
        """For each design the least of its lots' figures (N)."""
        found: Ints = self._each(np.minimum, figures)
        return found

    def within(self, allowed: Flags) -> Flags:
        """Whether all lots of each design are allowed (N flags)."""
        if allowed.all():
            return np.ones(len(self), dtype=np.bool_)
        flags: Flags = self._each(np.logical_and, allowed)
        return flags

    def find_design(self, lots: tuple[int, ...]) -> int | None:
        """The design with just these lots, which are a partition."""
        held = np.isin(self.members, lots).nonzero()[0]
        owners = np.searchsorted(self.starts, held, side="right") - 1
        found = np.flatnonzero(np.bincount(owners, minlength=1) == len(lots))
        return int(found[0]) if len(found) else None

    def take(self, order: Ints) -> "DesignList":
        """The designs at these positions, in their order."""
        counts = self.counts[order]
        starts = np.concatenate(([0], np.cumsum(counts)))
        shift = np.repeat(self.starts[order] - starts[:-1], counts)
        return DesignList(self.members[shift + np.arange(len(shift))], starts)

    def _each(self, ufunc: np.ufunc, figures: Any) -> Any:
        if not len(self):
            return np.zeros(0, dtype=figures.dtype)
        return ufunc.reduceat(figures.take(self.members), self.starts[:-1])


def narrow_weights(weights: Ints, times: int) -> Ints:
    """The weights as 64-bit numbers if so many of them add up within those, else as Python's."""
    fits = find_max_abs(weights) * times < SAFE_INT64
    return weights.astype(np.int64 if fits else object, copy=False)


LABEL_BITS = 62
"""Bits of a label vector that are packed into one number."""


def sort_by_labels(lots: LotArray, designs: DesignList, units: Sequence[int]) -> DesignList:
    """The designs sorted; `units` rise and are all that tells designs apart.

    The label of a unit is the place of its lot in the design, lots by first unit.
    """
    if not len(designs):
        return designs
    width = len(units).bit_length()
    each = LABEL_BITS // width
    words = [
        _pack_labels(lots, designs, units[start : start + each], width)
        for start in range(0, len(units), each)
    ]
    return designs.take(np.lexsort(words[::-1]))


def _pack_labels(lots: LotArray, designs: DesignList, units: Sequence[int], width: int) -> Ints:
    """For each design the labels of some units as one number, the first as its highest bits.

    Each unit is in just one lot of a design, so the sum over lots picks the label.
    """
    weights = np.zeros(int(lots.units.max()) + 1, dtype=np.int64)
    weights[list(units)] = 1 << (width * np.arange(len(units) - 1, -1, -1, dtype=np.int64))
    places = np.arange(len(designs.members)) - np.repeat(designs.starts[:-1], designs.counts)
    packed: Ints = np.add.reduceat(
        lots.sum_weights(weights)[designs.members] * places, designs.starts[:-1]
    )
    return packed
