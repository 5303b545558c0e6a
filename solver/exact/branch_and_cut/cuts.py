"""Cut separation: subset-row cuts and rounded knapsack rows that a fractional solution violates.

Subset-row cuts of three sets (Jepsen, Petersen, Spoorendonk and Pisinger, Operations Research 56,
2008): of three sets of which at most one candidate each is chosen, at most one chosen candidate
lies in two. A set holds the candidates with one unit, or those of which a provider can win only
one. Rounded knapsack rows are Chvátal–Gomory cuts (1973) of providers' capacities: of lots of
which only n fit, at most n are chosen.
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
"""Amounts and capacities below this can be multiplied by a small factor without wrapping."""
LEAST_VIOLATION = 0.02
"""A row is a cut when it is violated by this much."""
LARGEST_ROUNDED_COUNT = 5
"""Knapsack rows are rounded for 1 up to this many lots that fit."""
CUTS_PER_ROUND, CUTS_PER_SET = 40, 4
"""Most cuts of either kind in one round, and most of them that may share a set."""
MOST_SETS_FOR_TRIPLES = 1_000
"""With more sets than this subset-row cuts are not separated."""
INTEGRALITY_TOLERANCE = 1e-6
"""Values closer than this to a whole number are whole."""


@dataclass(frozen=True)
class KnapsackRow:
    """Positive whole amounts, (n,), of binary variables whose sum is at most `capacity`."""

    variables: Ints
    amounts: Ints
    capacity: int

    def round_down(self, fits: int) -> LinearRow:
        """The row scaled so that its right-hand side is about `fits`, and rounded down.

        Multiplied by (fits + 1) / (capacity + 1), so that amounts of which only `fits` fit count as
        one each (a Chvátal–Gomory cut).
        """
        factor = fits + 1
        rounded = self.amounts * factor // (self.capacity + 1)
        kept = np.flatnonzero(rounded)
        high = self.capacity * factor // (self.capacity + 1)
        return LinearRow(
            "as many as fit", LinearExpression(self.variables[kept], rounded[kept]), None, high
        )


class KnapsackCapacities:
    """The capacities of knapsack rows, and which candidates fit beside others."""

    def __init__(self, knapsacks: Sequence[KnapsackRow]) -> None:
        nothing: Ints = np.zeros(0, dtype=np.int64)
        self._variables = np.concatenate([nothing, *(each.variables for each in knapsacks)])
        self._amounts = np.concatenate([nothing, *(each.amounts for each in knapsacks)])
        sizes = [len(each.variables) for each in knapsacks]
        self._rows = np.repeat(np.arange(len(knapsacks)), sizes)
        self._capacities = np.array([each.capacity for each in knapsacks], dtype=np.int64)

    def mark_fitting(self, chosen: Flags) -> Flags:
        """The candidates, (N,), of which each alone fits beside the `chosen` ones, (N,)."""
        taken, room = chosen[self._variables], self._capacities.copy()
        np.subtract.at(room, self._rows[taken], self._amounts[taken])
        fitting = np.ones(len(chosen), dtype=np.bool_)
        fitting[self._variables[self._amounts > room[self._rows]]] = False
        return fitting


def list_knapsack_rows(model: LinearModel, rows: Sequence[LinearRow]) -> list[KnapsackRow]:
    """The rows that are knapsacks over candidates alone, with positive coefficients."""
    knapsacks = []
    for row in rows:
        amounts = row.expression.coefficients
        if (
            row.high is None
            or not len(amounts)
            or row.expression.variables[-1] >= model.candidate_count
        ):
            continue
        capacity = row.high - row.expression.constant
        fits = 0 < capacity < LARGEST_AMOUNT and int(amounts.max()) < LARGEST_AMOUNT
        if fits and amounts.min() > 0:
            knapsacks.append(KnapsackRow(row.expression.variables, amounts, capacity))
    return knapsacks


def list_unit_sets(model: LinearModel, rows: Sequence[LinearRow]) -> list[Ints]:
    """For each unit row the candidates in it, (n,), of which exactly one is chosen."""
    sets = [row.expression.variables for row in rows if row.kind == "unit"]
    return [members for members in sets if members[-1] < model.candidate_count]


def list_packing_sets(unit_sets: Sequence[Ints], knapsacks: Sequence[KnapsackRow]) -> list[Ints]:
    """Sets of candidates, each (n,), of which at most one is chosen; the units' sets come first."""
    sets = [*unit_sets]
    seen = {members.tobytes() for members in sets}
    for knapsack in knapsacks:
        row = knapsack.round_down(1)
        members = row.expression.variables
        is_packing = row.high == 1 and (row.expression.coefficients == 1).all()
        if is_packing and len(members) > 1 and members.tobytes() not in seen:
            seen.add(members.tobytes())
            sets.append(members)
    return sets


@dataclass(frozen=True)
class SubsetRowCut(LinearRow):
    """At most one candidate lies in two of three packing `sets`, given by their positions."""

    sets: tuple[int, ...] = ()


@dataclass
class CutSeparator:
    """Separates cuts from fractional solutions; no subset row is returned twice.

    Each of the `packing_sets` is (n,), positions of candidates.
    """

    packing_sets: Sequence[Ints]
    knapsacks: Sequence[KnapsackRow]
    known_triples: set[tuple[int, ...]] = field(default_factory=set)

    def separate(self, shares: Floats) -> list[LinearRow]:
        """The most violated rows of either kind; `shares` are the candidates' values, (N,)."""
        return [*self._separate_rounded(shares), *self._separate_subset_rows(shares)]

    @cached_property
    def _rounded_rows(self) -> list[LinearRow]:
        return [
            knapsack.round_down(fits)
            for knapsack in self.knapsacks
            for fits in range(1, LARGEST_ROUNDED_COUNT + 1)
        ]

    def _separate_rounded(self, shares: Floats) -> list[LinearRow]:
        # Few candidates have a value: products over all of them would take most of the time.
        support = np.flatnonzero(shares)
        entries = collect_columns(self._rounded_rows, support)
        values = entries.values * np.repeat(shares[support], np.diff(entries.starts))
        used = np.bincount(entries.rows, values, minlength=len(self._rounded_rows))
        violated = [
            (used[i] - row.high, row)
            for i, row in enumerate(self._rounded_rows)
            if row.high is not None and used[i] > row.high + LEAST_VIOLATION
        ]
        violated.sort(key=lambda pair: -pair[0])
        return [row for _, row in violated[:CUTS_PER_ROUND]]

    def _separate_subset_rows(self, shares: Floats) -> list[LinearRow]:
        uses = np.zeros(len(self.packing_sets), dtype=np.int64)
        rows: list[LinearRow] = []
        for triple in self._list_violated_triples(shares):
            if triple in self.known_triples or uses[list(triple)].max() >= CUTS_PER_SET:
                continue
            uses[list(triple)] += 1
            self.known_triples.add(triple)
            rows.append(build_subset_row(self.packing_sets, triple))
            if len(rows) == CUTS_PER_ROUND:
                break
        return rows

    def _list_violated_triples(self, shares: Floats) -> list[tuple[int, ...]]:
        """The violated triples of packing sets, the most violated first."""
        if len(self.packing_sets) > MOST_SETS_FOR_TRIPLES:
            return []
        fractional = (shares > INTEGRALITY_TOLERANCE) & (shares < 1 - INTEGRALITY_TOLERANCE)
        support = np.flatnonzero(fractional)
        member = np.column_stack([np.isin(support, members) for members in self.packing_sets])
        ranked = [
            (-violation, (a, b, c))
            for a, b, c, violation in _iterate_violated_triples(member, shares[support])
        ]
        return [triple for _, triple in sorted(ranked)]


def build_subset_row(sets: Sequence[Ints], triple: tuple[int, ...]) -> SubsetRowCut:
    """At most one chosen candidate lies in two of the three sets, each (n,)."""
    together = np.concatenate([sets[position] for position in triple])
    variables, times = np.unique(together, return_counts=True)
    in_two = variables[times >= 2]
    expression = LinearExpression(in_two, np.ones(len(in_two), dtype=np.int64))
    return SubsetRowCut("one of three", expression, None, 1, sets=triple)


def _iterate_violated_triples(
    member: Flags, shares: Floats
) -> Iterator[tuple[int, int, int, float]]:
    """Triples of sets of which the candidates in two have shares above 1, and by how much.

    `member` is candidates x sets. With p(a, b) the shares in both sets and t those in all three,
    the candidates in two sets or three have p(a, b) + p(a, c) + p(b, c) - 2 t.
    """
    marks = member.astype(np.float32)
    weighted = marks * shares[:, None].astype(np.float32)
    both = marks.T @ weighted
    for a in range(member.shape[1]):
        here = member[:, a]
        others = np.flatnonzero(both[a] > 0)
        others = others[others > a]
        if len(others) < 2:
            continue
        inside = marks[here][:, others]
        all_three = inside.T @ weighted[here][:, others]
        pair = both[a, others]
        sums = pair[:, None] + pair[None, :] + both[np.ix_(others, others)] - 2 * all_three
        for b, c in zip(*np.nonzero(np.triu(sums, 1) > 1 + LEAST_VIOLATION), strict=True):
            yield a, int(others[b]), int(others[c]), float(sums[b, c]) - 1
