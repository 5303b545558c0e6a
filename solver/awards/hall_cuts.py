"""Hall cuts: lots that only some parties can win, and how many of them these can take at most.

Where more lots are chosen than their parties can take (Hall, Journal of the London Mathematical
Society 10, 1935), the same number bounds all lots that only these parties can win.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from solver.arrays import Flags, Ints
from solver.candidates.capacity_limits import list_capacity_limits
from solver.candidates.table import CandidateTable
from solver.model.expressions import LinearExpression
from solver.model.linear_model import LinearRow


@dataclass(frozen=True)
class HallCuts:
    """Separates Hall cuts over candidates that name no winners."""

    candidates: CandidateTable

    def separate(self, chosen: Sequence[int]) -> LinearRow | None:
        """A row that the chosen candidates violate, and no design that can be awarded.

        None where counts of lots do not show that they cannot.
        """
        lots = np.array([i for i in chosen if self.candidates.is_external[i]], dtype=np.int64)
        most = [self._count_most(p, lots, len(lots)) for p in self.candidates.all_parties]
        matching = _Matching(most, self._eligible[lots])
        short = matching.find_shortage(np.argsort(-self._values[lots], kind="stable").tolist())
        if short is None:
            return None
        crowd, takers = short
        others = np.ones(len(most), dtype=np.bool_)
        others[takers] = False
        captive = self.candidates.is_external & ~self._eligible[:, others].any(axis=1)
        large = captive & (self._values >= self._values[lots[crowd]].min())
        for among in (np.flatnonzero(captive), np.flatnonzero(large)):
            room = sum(self._count_most(p, among, len(lots)) for p in takers)
            if room < len(crowd):
                together = LinearExpression.count(among)
                return LinearRow("lots for which too few are eligible", together, None, room)
        return None

    @property
    def _values(self) -> Ints:
        return self.candidates.value

    @cached_property
    def _eligible(self) -> Flags:
        """(N, A): who can win each lot."""
        return self.candidates.eligible_parties

    def _count_most(self, party: int, among: Ints, lots: int) -> int:
        """The most of these candidates, (n,), that a party can win in a design of so many lots.

        By its number of lots, and by how often its capacity holds the smallest that it can win.
        """
        values = self._values[among[self._eligible[among, party]]]
        if not len(values):
            return 0
        most, least = lots, int(values.min())
        for provider, share in self.candidates.scenario.party_shares[party]:
            limit = list_capacity_limits(self.candidates.scenario)[provider]
            if share and limit.lots is not None:
                most = min(most, limit.lots)
            if share and limit.value is not None and least > 0:
                most = min(most, int(limit.value // (share * least)))
        return most


@dataclass(frozen=True)
class _Matching:
    """Lots to parties: `most` lots that each can win, `eligible`, (L, A), who can win which."""

    most: Sequence[int]
    eligible: Flags

    def find_shortage(self, order: Sequence[int]) -> tuple[list[int], list[int]] | None:
        """Lots, and all parties that can win any of them, too few for so many; None without any.

        By augmenting paths, one lot after the other.
        """
        won: list[list[int]] = [[] for _ in self.most]
        for lot in order:
            seen: set[int] = set()
            if not self._place(lot, won, seen):
                return [lot, *(other for p in sorted(seen) for other in won[p])], sorted(seen)
        return None

    def _place(self, lot: int, won: list[list[int]], seen: set[int]) -> bool:
        """Give the lot to a party, others moved on where need be; `seen` are those in its way."""
        for p in np.flatnonzero(self.eligible[lot]).tolist():
            if p in seen:
                continue
            seen.add(p)
            if len(won[p]) < self.most[p]:
                won[p].append(lot)
                return True
            for other in list(won[p]):
                if self._place(other, won, seen):
                    won[p].remove(other)
                    won[p].append(lot)
                    return True
        return False
