"""Cut separation: subset-row cuts and rounded knapsack rows that a fractional solution violates.

Subset rows of three (Jepsen, Petersen, Spoorendonk and Pisinger, Operations Research 56, 2008):
of
the candidates that hold two of three units, or one unit and a provider that can win only one lot
as large, at most one is chosen. Rounded knapsack rows (Chvátal 1973): of lots of which only n fit
into a provider's capacity, at most n are chosen.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from solver.arrays import Flags, Floats, Ints
from solver.model.column_matrix import collect_columns
from solver.model.expressions import LinearExpression
from solver.model.linear_model import LinearModel, LinearRow

LARGEST_AMOUNT = 2**56
"""Amounts and rooms below this are multiplied without a thought."""


@dataclass(frozen=True)
class KnapsackRow:
    """Whole amounts above 0 of binary variables, of which at most `room` fits."""

    variables: Ints
    amounts: Ints
    capacity: int

    def round_down(self, fits: int) -> LinearRow:
        """The row divided so that `fits` is left of its room, and rounded down.

        A Chvátal-Gomory cut: of amounts that only fit `fits` times no more are chosen.
        """
        factor = fits + 1
        held = self.amounts * factor // (self.capacity + 1)
        some = np.flatnonzero(held)
        high = self.capacity * factor // (self.capacity + 1)
        return LinearRow(
            "as many as fit", LinearExpression(self.variables[some], held[some]), None, high
        )


def list_knapsack_rows(model: LinearModel, rows: Sequence[LinearRow]) -> list[KnapsackRow]:
    """The rows that limit amounts of candidates; those that fit in whole are left out."""
    found = []
    for row in rows:
        amounts = row.expression.coefficients
        if row.high is None or not len(amounts) or row.expression.variables[-1] >= model.candidates:
            continue
        room = row.high - row.expression.constant
        if amounts.min() > 0 and 0 < room < LARGEST_AMOUNT and int(amounts.max()) < LARGEST_AMOUNT:
            found.append(KnapsackRow(row.expression.variables, amounts, room))
    return found


def list_unit_sets(model: LinearModel, rows: Sequence[LinearRow]) -> list[Ints]:
    """For each unit the candidates that hold it; just one of them is chosen."""
    sets = [row.expression.variables for row in rows if is_unit_row(row)]
    return [each for each in sets if each[-1] < model.candidates]


def list_packing_sets(units: Sequence[Ints], limited: Sequence[KnapsackRow]) -> list[Ints]:
    """Sets of variables of which at most one is chosen, those of the units first."""
    sets = [*units]
    seen = {each.tobytes() for each in sets}
    for each in limited:
        row = each.round_down(1)
        alone = row.high == 1 and (row.expression.coefficients == 1).all()
        if (
            alone
            and len(row.expression.variables) > 1
            and row.expression.variables.tobytes() not in seen
        ):
            seen.add(row.expression.variables.tobytes())
            sets.append(row.expression.variables)
    return sets


def is_unit_row(row: LinearRow) -> bool:
    """Whether just one of the row's variables is chosen."""
    one = row.low == row.high == 1 and not row.expression.constant and row.indicator is None
    return one and bool((row.expression.coefficients == 1).all())


LEAST_VIOLATION = 0.02
"""A row is added when it is broken by this much."""
LARGEST_ROUNDED_COUNT = 5
"""Rounded rows are looked for up to this many lots that fit."""
CUTS_PER_ROUND, CUTS_PER_SET = 40, 4
"""How many rows of a kind join at a time, and how many of them may share a set."""
MOST_SETS_FOR_TRIPLES = 260
"""With more sets than this no triples are looked through."""


@dataclass(frozen=True)
class SubsetRowCut(LinearRow):
    """At most one candidate is in two of three `sets`, given by their positions."""

    sets: tuple[int, ...] = ()


@dataclass
class CutSeparator:
    """Finds rows that a point breaks; no triple is found twice."""

    packing_sets: Sequence[Ints]
    knapsack_rows: Sequence[KnapsackRow]
    known: set[tuple[int, ...]] = field(default_factory=set)

    def separate(self, shares: Floats) -> list[LinearRow]:
        """The most broken rows of either kind."""
        return [*self._separate_rounded(shares), *self._separate_subset_rows(shares)]

    @cached_property
    def _rows(self) -> list[LinearRow]:
        return [
            each.round_down(fits)
            for each in self.knapsack_rows
            for fits in range(1, LARGEST_ROUNDED_COUNT + 1)
        ]

    def _separate_rounded(self, shares: Floats) -> list[LinearRow]:
        support = np.flatnonzero(shares)
        entries = collect_columns(self._rows, support)
        weights = np.repeat(shares[support], np.diff(entries.starts))
        used = np.bincount(entries.rows, entries.values * weights, minlength=len(self._rows))
        found = [
            (used[i] - row.high, row)
            for i, row in enumerate(self._rows)
            if row.high is not None and used[i] > row.high + LEAST_VIOLATION
        ]
        found.sort(key=lambda pair: -pair[0])
        return [row for _, row in found[:CUTS_PER_ROUND]]

    def _separate_subset_rows(self, shares: Floats) -> list[LinearRow]:
        used = np.zeros(len(self.packing_sets), dtype=np.int64)
        rows: list[LinearRow] = []
        for triple in self._iterate_triples(shares):
            if triple in self.known or used[list(triple)].max() >= CUTS_PER_SET:
                continue
            used[list(triple)] += 1
            self.known.add(triple)
            rows.append(build_subset_row(self.packing_sets, triple))
            if len(rows) == CUTS_PER_ROUND:
                break
        return rows

    def _iterate_triples(self, shares: Floats) -> Iterator[tuple[int, ...]]:
        """Triples of sets, the most broken first."""
        if len(self.packing_sets) > MOST_SETS_FOR_TRIPLES:
            return
        chosen = np.flatnonzero((shares > 1e-6) & (shares < 1 - 1e-6))
        weights = shares[chosen]
        held = np.column_stack([np.isin(chosen, each) for each in self.packing_sets])
        found = []
        for a, b, c, excess in _find_violated_triples(held, weights):
            found.append((-excess, (a, b, c)))
        yield from (triple for _, triple in sorted(found))


def build_subset_row(sets: Sequence[Ints], triple: tuple[int, ...]) -> SubsetRowCut:
    """At most one candidate in two of three sets."""
    together = np.concatenate([sets[each] for each in triple])
    variables, times = np.unique(together, return_counts=True)
    two = variables[times >= 2]
    form = LinearExpression(two, np.ones(len(two), dtype=np.int64))
    return SubsetRowCut("one of three", form, None, 1, sets=triple)


def _find_violated_triples(held: Flags, weights: Floats) -> Iterator[tuple[int, int, int, float]]:
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
        for b, c in zip(*np.nonzero(np.triu(sums, 1) > 1 + LEAST_VIOLATION), strict=True):
            yield a, int(near[b]), int(near[c]), float(sums[b, c]) - 1
