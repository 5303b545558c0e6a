"""Enumerated designs with the attributes of their lots, and a cache of their figures."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Generic, TypeVar

from solver.arrays import Ints
from solver.candidates.table import CandidateTable
from solver.enumeration.design_list import DesignList, narrow_weights

Cached = TypeVar("Cached")


class RecentCache(Generic[Cached]):
    """The latest `most` things, by what they depend on."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._found: dict[Hashable, Cached] = {}

    def get(self, key: Hashable, work_out: Callable[[], Cached]) -> Cached:
        """What is known by this key, worked out if need be."""
        found = self._found.pop(key) if key in self._found else work_out()
        self._found[key] = found  # a dict keeps the order of insertion, so the oldest come first
        while len(self._found) > self._most:
            del self._found[next(iter(self._found))]
        return found


CACHE_BYTES = 300_000_000
CACHE_AT_LEAST = 48
"""About how much is kept of what may be asked for again, and how many things in any case."""

Computed = TypeVar("Computed")


@dataclass(frozen=True)
class MeasuredDesigns:
    """D designs and the facts of the N lots in them, for one state of money and market."""

    facts: CandidateTable
    designs: DesignList

    def __len__(self) -> int:
        return len(self.designs)

    def sums(self, weights: Ints) -> Ints:
        """For each design the exact sum of its lots' weights (N).

        A changed threshold asks for the same sums again, so they are kept by their weights.
        """
        narrow = narrow_weights(weights, len(self.facts.scenario.units))
        if narrow.dtype == object:
            return self.designs.sums(narrow)
        return self.compute_once(("sums", narrow.tobytes()), lambda: self.designs.sums(narrow))

    def compute_once(self, key: Hashable, work_out: Callable[[], Computed]) -> Computed:
        """What this key stands for, worked out unless it is still known."""
        found: Computed = self._kept.get(key, work_out)
        return found

    @cached_property
    def _kept(self) -> RecentCache[Any]:
        return RecentCache(max(CACHE_AT_LEAST, CACHE_BYTES // (8 * len(self) + 1)))
