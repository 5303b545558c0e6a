"""The backbone: pairs of units together in every near-optimal design, in none, or in some."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

import numpy as np

from lotdesign.design import Design
from solver.alternatives.near_optimal import NearOptimalSource
from solver.candidates.unit_pairs import flag_pairs_together
from solver.study import OutOfTime

PairSharing = Literal["all", "none", "some", "not settled"]


@dataclass
class PairBackbone:
    """What is known of the pairs of units: whether they share a lot in all designs, none or some.

    `in_every` and `in_some` flag the pairs (U x U) that share a lot in every, and in any, of the
    `seen` designs. `proved` holds what is proved of all designs.
    """

    unit_count: int
    seen: int = 0

    def __post_init__(self) -> None:
        self.in_every = np.ones((self.unit_count, self.unit_count), dtype=np.bool_)
        self.in_some = np.zeros((self.unit_count, self.unit_count), dtype=np.bool_)
        self.proved: dict[tuple[int, int], PairSharing] = {}

    def add_design(self, design: Design) -> None:
        """Adds a near-optimal design to those seen."""
        together = flag_pairs_together(design.labels)
        self.in_every &= together
        self.in_some |= together
        self.seen += 1

    def complete(self) -> None:
        """Settles all pairs: there are no other designs than those seen."""
        for pair in self._pairs():
            if self.sharing_of(*pair) == "not settled":
                self.proved[pair] = "all" if self.in_every[pair] else "none"

    def settle(self, source: NearOptimalSource) -> Iterator[tuple[int, int]]:
        """Asks the source for a counterexample to each pair that is open; yields it beforehand.

        A pair whose question takes too long stays open. Raises OutOfTime at the deadline.
        """
        for pair in self._pairs():
            if self.sharing_of(*pair) != "not settled":
                continue
            yield pair
            shared = bool(self.in_every[pair])
            try:
                witness = source.find_with_pair(*pair, together=not shared)
            except OutOfTime:
                continue
            if witness is None:
                self.proved[pair] = "all" if shared else "none"
            else:
                self.add_design(witness)

    def count_open(self) -> int:
        """How many pairs are not settled."""
        if not self.seen:
            return len(self._pairs())
        differing = np.triu(self.in_some & ~self.in_every, 1)
        return len(self._pairs()) - int(differing.sum()) - len(self.proved)

    def sharing_of(self, one: int, other: int) -> PairSharing:
        """What is known of a pair, the smaller position first."""
        if not self.seen:
            return "not settled"
        if self.in_some[one, other] and not self.in_every[one, other]:
            return "some"
        return self.proved.get((one, other), "not settled")

    def _pairs(self) -> Sequence[tuple[int, int]]:
        return tuple(combinations(range(self.unit_count), 2))
