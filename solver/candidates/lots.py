"""N lots over U units as two flat arrays (compressed sparse rows)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from solver.arrays import Flags, Ints


@dataclass(frozen=True)
class LotArray:
    """N lots over U units; lot i has units[starts[i]:starts[i + 1]], ascending.

    `starts` is (N + 1,), `units` (starts[N],). No lot is empty.
    """

    units: Ints
    starts: Ints

    def __len__(self) -> int:
        return len(self.starts) - 1

    def __getitem__(self, lot: int) -> tuple[int, ...]:
        return tuple(self.units[self.starts[lot] : self.starts[lot + 1]].tolist())

    @property
    def sizes(self) -> Ints:
        """The number of units of each lot, (N,)."""
        return np.diff(self.starts)

    @property
    def owners(self) -> Ints:
        """The lot of each entry of `units`, in its shape."""
        return np.repeat(np.arange(len(self)), self.sizes)

    @property
    def repeats_previous(self) -> Flags:
        """Whether each lot has the same units as the one before it, (N,)."""
        if not len(self):
            return np.zeros(0, dtype=np.bool_)
        sizes = self.sizes
        same = np.concatenate(([False], sizes[1:] == sizes[:-1]))
        before = np.arange(len(self.units)) - np.repeat(sizes, sizes)
        other = self.units != self.units[np.maximum(before, 0)]
        flags: Flags = same & (np.add.reduceat(other.astype(np.int64), self.starts[:-1]) == 0)
        return flags

    def sum_weights(self, weights: Ints) -> Ints:
        """The sum of each lot's weights, (N,) or N x K; `weights` is (U,) or U x K.

        Further axes are kept as they are.
        """
        return np.add.reduceat(weights[self.units], self.starts[:-1], axis=0)

    def count_held(self, marked: Iterable[int], units: int) -> Ints:
        """The number of marked units in each lot, (N,); `units` is U."""
        flags = np.zeros(units, dtype=np.int64)
        flags[list(marked)] = 1
        return self.sum_weights(flags)

    def take(self, order: Ints) -> "LotArray":
        """The lots at these positions, (n,), in that order; a position may come several times."""
        sizes = self.sizes[order]
        starts = _compute_starts(sizes)
        shift = np.repeat(self.starts[order] - starts[:-1], sizes)
        return LotArray(self.units[shift + np.arange(len(shift))], starts)


def pack_lots(groups: Sequence[Sequence[int]]) -> LotArray:
    """Build the lots with these units each, which must be ascending and not empty."""
    sizes = np.fromiter((len(group) for group in groups), dtype=np.int64, count=len(groups))
    flat = [unit for group in groups for unit in group]
    return LotArray(np.array(flat, dtype=np.int64), _compute_starts(sizes))


def _compute_starts(sizes: Ints) -> Ints:
    return np.concatenate(([0], np.cumsum(sizes))).astype(np.int64)
