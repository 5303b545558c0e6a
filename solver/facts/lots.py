"""A list of candidate lots as flat arrays."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Lots:
    """N lots over U units: `units` holds every lot's units one after the other, ascending.

    Lot i holds units[starts[i]:starts[i + 1]]; `starts` has N + 1 entries.
    """

    units: Ints
    starts: Ints

    def __len__(self) -> int:
        return len(self.starts) - 1

    def __getitem__(self, lot: int) -> tuple[int, ...]:
        return tuple(self.units[self.starts[lot] : self.starts[lot + 1]].tolist())

    @property
    def sizes(self) -> Ints:
        """The number of units of each lot."""
        return np.diff(self.starts)

    @property
    def owners(self) -> Ints:
        """For every entry of `units` the lot that it belongs to."""
        return np.repeat(np.arange(len(self)), self.sizes)

    @property
    def repeats(self) -> Flags:
        """Whether each lot holds the same units as the one before it."""
        if not len(self):
            return np.zeros(0, dtype=np.bool_)
        sizes = self.sizes
        same = np.concatenate(([False], sizes[1:] == sizes[:-1]))
        before = np.arange(len(self.units)) - np.repeat(sizes, sizes)
        other = self.units != self.units[np.maximum(before, 0)]
        flags: Flags = same & (np.add.reduceat(other.astype(np.int64), self.starts[:-1]) == 0)
        return flags

    def sums(self, weights: Ints) -> Ints:
        """For each lot the sum of its units' weights; `weights` is U or U x K."""
        return np.add.reduceat(weights[self.units], self.starts[:-1], axis=0)

    def holds(self, marked: Iterable[int], units: int) -> Ints:
        """For each lot how many of the marked units it holds, out of `units` in all."""
        flags = np.zeros(units, dtype=np.int64)
        flags[list(marked)] = 1
        return self.sums(flags)

    def taken(self, order: Ints) -> "Lots":
        """The lots at these positions, in their order; a position may stand several times."""
        sizes = self.sizes[order]
        starts = _starts(sizes)
        shift = np.repeat(self.starts[order] - starts[:-1], sizes)
        return Lots(self.units[shift + np.arange(len(shift))], starts)


def lots_of(groups: Sequence[Sequence[int]]) -> Lots:
    """The lots with these units each, which must be ascending and not empty."""
    sizes = np.fromiter((len(group) for group in groups), dtype=np.int64, count=len(groups))
    flat = [unit for group in groups for unit in group]
    return Lots(np.array(flat, dtype=np.int64), _starts(sizes))


def distinct(numbers: Ints) -> Ints:
    """The different numbers, rising; np.unique loads masked arrays, most of numpy's own time."""
    ordered = np.sort(numbers)
    found: Ints = ordered[np.append(True, ordered[1:] != ordered[:-1])[: len(ordered)]]
    return found


def _starts(sizes: Ints) -> Ints:
    return np.concatenate(([0], np.cumsum(sizes))).astype(np.int64)


def grouped(numbers: Ints, count: int) -> list[Ints]:
    """Where each number from 0 to `count` - 1 stands, rising; others are left out."""
    order = np.argsort(numbers, kind="stable")
    ends = np.searchsorted(numbers[order], np.arange(count + 1))
    return [order[ends[k] : ends[k + 1]] for k in range(count)]
