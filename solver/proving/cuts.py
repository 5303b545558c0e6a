"""Rows that every design keeps and a solution of the relaxation breaks.

Subset rows of three (Jepsen, Petersen, Spoorendonk and Pisinger, Operations Research 56, 2008): of
the candidates that hold two of three units, or one unit and a provider that can win only one lot
as large, at most one is chosen. Rounded rows (Chvátal 1973): of lots of which only n fit into a
provider's capacity, at most n are chosen.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from solver.engines.columns import Floats
from solver.facts.lots import Flags, Ints
from solver.proving.packing import Knapsack
from solver.selection.linear import Linear
from solver.selection.model import Row

BROKEN = 0.02
"""A row is added when it is broken by this much."""
FITS = 5
"""Rounded rows are looked for up to this many lots that fit."""
AT_ONCE, SHARED = 40, 4
"""How many rows of a kind join at a time, and how many of them may share a set."""
MOST = 260
"""With more sets than this no triples are looked through."""


@dataclass(frozen=True)
class SubsetRow(Row):
    """At most one candidate is in two of three `sets`, given by their positions."""

    sets: tuple[int, ...] = ()


@dataclass
class Cuts:
    """Finds rows that a point breaks; no triple is found twice."""

    packings: Sequence[Ints]
    limited: Sequence[Knapsack]
    known: set[tuple[int, ...]] = field(default_factory=set)

    def broken(self, shares: Floats) -> list[Row]:
        """The most broken rows of either kind."""
        return [*self._rounded(shares), *self._subsets(shares)]

    @cached_property
    def _rows(self) -> list[Row]:
        return [each.rounded(fits) for each in self.limited for fits in range(1, FITS + 1)]

    def _rounded(self, shares: Floats) -> list[Row]:
        found = []
        for row in self._rows:
            assert row.high is not None
            held = shares[row.form.variables] @ row.form.coefficients.astype(float)
            if held > row.high + BROKEN:
                found.append((held - row.high, row))
        found.sort(key=lambda pair: -pair[0])
        return [row for _, row in found[:AT_ONCE]]

    def _subsets(self, shares: Floats) -> list[Row]:
        used = np.zeros(len(self.packings), dtype=np.int64)
        rows: list[Row] = []
        for triple in self._triples(shares):
            if triple in self.known or used[list(triple)].max() >= SHARED:
                continue
            used[list(triple)] += 1
            self.known.add(triple)
            rows.append(subset_row(self.packings, triple))
            if len(rows) == AT_ONCE:
                break
        return rows

    def _triples(self, shares: Floats) -> Iterator[tuple[int, ...]]:
        """Triples of sets, the most broken first."""
        if len(self.packings) > MOST:
            return
        chosen = np.flatnonzero((shares > 1e-6) & (shares < 1 - 1e-6))
        weights = shares[chosen]
        held = np.column_stack([np.isin(chosen, each) for each in self.packings])
        found = []
        for a, b, c, excess in _broken(held, weights):
            found.append((-excess, (a, b, c)))
        yield from (triple for _, triple in sorted(found))


def subset_row(sets: Sequence[Ints], triple: tuple[int, ...]) -> SubsetRow:
    """At most one candidate in two of three sets."""
    together = np.concatenate([sets[each] for each in triple])
    variables, times = np.unique(together, return_counts=True)
    two = variables[times >= 2]
    form = Linear(two, np.ones(len(two), dtype=np.int64))
    return SubsetRow("one of three", form, None, 1, sets=triple)


def _broken(held: Flags, weights: Floats) -> Iterator[tuple[int, int, int, float]]:
    """Triples of columns of `held` that weights of more than 1 hold two of."""
    marks = held.astype(np.float32)
    weighted = marks * weights[:, None].astype(np.float32)
    both = marks.T @ weighted
    for a in range(held.shape[1]):
        here = held[:, a]
        near = np.flatnonzero(both[a] > 0)
        near = near[near > a]
        if len(near) < 2:
            continue
        inside = marks[here][:, near]
        three = inside.T @ weighted[here][:, near]
        pair = both[a, near]
        sums = pair[:, None] + pair[None, :] + both[np.ix_(near, near)] - 2 * three
        for b, c in zip(*np.nonzero(np.triu(sums, 1) > 1 + BROKEN), strict=True):
            yield a, int(near[b]), int(near[c]), float(sums[b, c]) - 1
