"""The designs of an atlas with the facts of their lots."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar

from solver.atlas.designs import Designs, narrowed
from solver.atlas.kept import Kept
from solver.facts.lots import Ints
from solver.facts.table import Facts

KEPT_BYTES = 300_000_000
KEPT_AT_LEAST = 48
"""About how much is kept of what may be asked for again, and how many things in any case."""

Found = TypeVar("Found")


@dataclass(frozen=True)
class Measured:
    """D designs and the facts of the N lots in them, for one state of money and market."""

    facts: Facts
    designs: Designs

    def __len__(self) -> int:
        return len(self.designs)

    def sums(self, weights: Ints) -> Ints:
        """For each design the exact sum of its lots' weights (N).

        A changed threshold asks for the same sums again, so they are kept by their weights.
        """
        narrow = narrowed(weights, len(self.facts.scenario.units))
        if narrow.dtype == object:
            return self.designs.sums(narrow)
        return self.once(("sums", narrow.tobytes()), lambda: self.designs.sums(narrow))

    def once(self, key: Hashable, work_out: Callable[[], Found]) -> Found:
        """What this key stands for, worked out unless it is still known."""
        found: Found = self._kept.get(key, work_out)
        return found

    @cached_property
    def _kept(self) -> Kept[Any]:
        return Kept(max(KEPT_AT_LEAST, KEPT_BYTES // (8 * len(self) + 1)))
