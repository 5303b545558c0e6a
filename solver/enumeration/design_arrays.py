"""Enumerated designs: flat arrays over their lots, and the attributes that they are measured by.

Designs are sorted by their label vectors, which break ties; a design goes by its position.
"""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Generic, TypeVar

import numpy as np

from lotdesign.design import Design, build_external_design
from solver.arrays import SAFE_INT64, Flags, Ints, find_max_abs
from solver.candidates.lots import LotArray
from solver.candidates.table import CandidateTable

LABEL_BITS = 62
"""Bits of a label vector that are packed into one int64."""
CACHE_BYTES = 300_000_000
"""About how much of what was computed is kept."""
CACHE_AT_LEAST = 48
"""How many things are kept whatever their size."""

Cached = TypeVar("Cached")


@dataclass(frozen=True)
class DesignList:
    """D designs over N lots: `members` holds every design's lots one after the other.

    Design i has the lots members[starts[i]:starts[i + 1]], ordered by first unit; `starts` is (D +
    1,).
    """

    members: Ints
    starts: Ints

    def __len__(self) -> int:
        return len(self.starts) - 1

    def __getitem__(self, design: int) -> tuple[int, ...]:
        return tuple(self.members[self.starts[design] : self.starts[design + 1]].tolist())

    @property
    def counts(self) -> Ints:
        """The number of lots of each design, (D,)."""
        return np.diff(self.starts)

    def sums(self, weights: Ints) -> Ints:
        """For each design the exact sum of its lots' weights, (D,); `weights` is (N,).

        dtype object (Python's integers) where int64 could wrap.
        """
        sums: Ints = self._reduce(np.add, narrow_weights(weights, int(self.counts.max(initial=1))))
        return sums

    def greatest(self, figures: Ints) -> Ints:
        """For each design the greatest of its lots' figures, (D,); `figures` is (N,)."""
        greatest: Ints = self._reduce(np.maximum, figures)
        return greatest

    def least(self, figures: Ints) -> Ints:
        """For each design the least of its lots' figures, (D,); `figures` is (N,)."""
        least: Ints = self._reduce(np.minimum, figures)
        return least

    def within(self, allowed: Flags) -> Flags:
        """Whether all lots of each design are allowed, (D,); `allowed` is (N,)."""
        if allowed.all():
            return np.ones(len(self), dtype=np.bool_)
        flags: Flags = self._reduce(np.logical_and, allowed)
        return flags

    def find_design(self, lots: tuple[int, ...]) -> int | None:
        """The design with just these lots, which are a partition; None if it is not listed."""
        held = np.isin(self.members, lots).nonzero()[0]
        owners = np.searchsorted(self.starts, held, side="right") - 1
        found = np.flatnonzero(np.bincount(owners, minlength=1) == len(lots))
        return int(found[0]) if len(found) else None

    def take(self, order: Ints) -> "DesignList":
        """The designs at these positions, (n,), in their order."""
        counts = self.counts[order]
        starts = np.concatenate(([0], np.cumsum(counts)))
        shift = np.repeat(self.starts[order] - starts[:-1], counts)
        return DesignList(self.members[shift + np.arange(len(shift))], starts)

    def _reduce(self, ufunc: np.ufunc, figures: Any) -> Any:
        if not len(self):
            return np.zeros(0, dtype=figures.dtype)
        return ufunc.reduceat(figures.take(self.members), self.starts[:-1])


def narrow_weights(weights: Ints, times: int) -> Ints:
    """The weights, in their shape, as int64 where `times` of them add up without wrapping.

    Otherwise as Python's integers.
    """
    fits = find_max_abs(weights) * times < SAFE_INT64
    return weights.astype(np.int64 if fits else object, copy=False)


def sort_by_labels(lots: LotArray, designs: DesignList, units: Sequence[int]) -> DesignList:
    """The designs sorted by label vector: the label of a unit is the place of its lot.

    `units` rise; no two designs have the same labels on them.
    """
    if not len(designs):
        return designs
    width = len(units).bit_length()
    per_word = LABEL_BITS // width
    words = [
        _pack_labels(lots, designs, units[start : start + per_word], width)
        for start in range(0, len(units), per_word)
    ]
    return designs.take(np.lexsort(words[::-1]))


def _pack_labels(lots: LotArray, designs: DesignList, units: Sequence[int], width: int) -> Ints:
    """For each design the labels of some units as one number, the first as its highest bits.

    Each unit is in just one lot of a design, so a sum over the lots picks its label.
    """
    weights = np.zeros(int(lots.units.max()) + 1, dtype=np.int64)
    weights[list(units)] = 1 << (width * np.arange(len(units) - 1, -1, -1, dtype=np.int64))
    places = np.arange(len(designs.members)) - np.repeat(designs.starts[:-1], designs.counts)
    packed: Ints = np.add.reduceat(
        lots.sum_weights(weights)[designs.members] * places, designs.starts[:-1]
    )
    return packed


class RecentCache(Generic[Cached]):
    """A cache that keeps the `most` latest entries."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._entries: dict[Hashable, Cached] = {}

    def get(self, key: Hashable, compute: Callable[[], Cached]) -> Cached:
        """The entry of this key, computed if it is not there."""
        entry = self._entries.pop(key) if key in self._entries else compute()
        self._entries[key] = entry  # a dict keeps the order of insertion: the oldest come first
        while len(self._entries) > self._most:
            del self._entries[next(iter(self._entries))]
        return entry


@dataclass(frozen=True)
class MeasuredDesigns:
    """D designs and the attributes of the N lots in them, for one state of money and market."""

    candidates: CandidateTable
    designs: DesignList

    def __len__(self) -> int:
        return len(self.designs)

    def build_design(self, position: int) -> Design:
        """The design at a position."""
        return build_external_design(self.candidates.lots[lot] for lot in self.designs[position])

    def sums(self, weights: Ints) -> Ints:
        """For each design the exact sum of its lots' weights, (D,); `weights` is (N,).

        A changed threshold asks for the same sums again, so they are cached by their weights.
        """
        narrow = narrow_weights(weights, len(self.candidates.scenario.units))
        if narrow.dtype == object:
            return self.designs.sums(narrow)
        return self.compute_once(("sums", narrow.tobytes()), lambda: self.designs.sums(narrow))

    def compute_once(self, key: Hashable, compute: Callable[[], Cached]) -> Cached:
        """What `compute` returns, from the cache where it has this key."""
        entry: Cached = self._cache.get(key, compute)
        return entry

    @cached_property
    def _cache(self) -> RecentCache[Any]:
        return RecentCache(max(CACHE_AT_LEAST, CACHE_BYTES // (8 * len(self) + 1)))
