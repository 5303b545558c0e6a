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
    """What is known of the pairs of so many units; a claim about all designs is proved.

    `every` and `some` say of each pair whether it shares a lot in every, in any of the designs
    that were seen.
    """

    units: int
    seen: int = 0

    def __post_init__(self) -> None:
        self.every = np.ones((self.units, self.units), dtype=np.bool_)
        self.some = np.zeros((self.units, self.units), dtype=np.bool_)
        self.proved: dict[tuple[int, int], PairSharing] = {}

    def add_design(self, design: Design) -> None:
        """Takes in one more design near the best."""
        together = flag_pairs_together(design.labels)
        self.every &= together
        self.some |= together
        self.seen += 1

    def complete(self) -> None:
        """There are no other designs than those that were seen."""
        for pair in self._pairs():
            if self.sharing_of(*pair) == "not settled":
                self.proved[pair] = "all" if self.every[pair] else "none"

    def settle(self, source: NearOptimalSource) -> Iterator[tuple[int, int]]:
        """Asks the source about every pair that is open; tells which one it asks about next.

        A pair whose question takes too long stays open.
        """
        for pair in self._pairs():
            if self.sharing_of(*pair) != "not settled":
                continue
            yield pair
            joined = bool(self.every[pair])
            try:
                witness = source.find_with_pair(*pair, together=not joined)
            except OutOfTime:
                continue
            if witness is None:
                self.proved[pair] = "all" if joined else "none"
            else:
                self.add_design(witness)

    def sharing_of(self, one: int, other: int) -> PairSharing:
        """What is known of a pair, the smaller position first."""
        if not self.seen:
            return "not settled"
        if self.some[one, other] and not self.every[one, other]:
            return "some"
        return self.proved.get((one, other), "not settled")

    def _pairs(self) -> Sequence[tuple[int, int]]:
        return tuple(combinations(range(self.units), 2))
