"""A list of designs over a list of lots, as flat arrays."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from solver.facts.exact import SAFE, largest
from solver.facts.lots import Flags, Ints


@dataclass(frozen=True)
class Designs:
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
        found: Ints = self._each(np.add, narrowed(weights, int(self.counts.max(initial=1))))
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

    def find(self, lots: tuple[int, ...]) -> int | None:
        """The design with just these lots, which are a partition."""
        held = np.isin(self.members, lots).nonzero()[0]
        owners = np.searchsorted(self.starts, held, side="right") - 1
        found = np.flatnonzero(np.bincount(owners, minlength=1) == len(lots))
        return int(found[0]) if len(found) else None

    def taken(self, order: Ints) -> "Designs":
        """The designs at these positions, in their order."""
        counts = self.counts[order]
        starts = np.concatenate(([0], np.cumsum(counts)))
        shift = np.repeat(self.starts[order] - starts[:-1], counts)
        return Designs(self.members[shift + np.arange(len(shift))], starts)

    def _each(self, ufunc: np.ufunc, figures: Any) -> Any:
        if not len(self):
            return np.zeros(0, dtype=figures.dtype)
        return ufunc.reduceat(figures.take(self.members), self.starts[:-1])


def narrowed(weights: Ints, times: int) -> Ints:
    """The weights as 64-bit numbers if so many of them add up within those, else as Python's."""
    fits = largest(weights) * times < SAFE
    return weights.astype(np.int64 if fits else object, copy=False)
