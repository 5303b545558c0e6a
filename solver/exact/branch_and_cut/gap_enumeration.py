"""Gap enumeration: every solution in a node that raises its bound by at most a gap.

The partitions come from the dynamic program; each is then awarded by branch and bound.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from solver.arrays import SAFE_INT64, Flags, Ints
from solver.candidates.unit_bitsets import UnitBitsets
from solver.exact.branch_and_cut.award_branch_and_bound import (
    AwardBranchAndBound,
    AwardOption,
    ChoiceListener,
    PricedRow,
    list_priced_rows,
    measure_usage,
)
from solver.exact.branch_and_cut.node import BranchNode, NodeFactory, RelaxationUnsolved
from solver.exact.branch_and_cut.partition_dynamic_program import (
    UNREACHABLE_COST,
    PartitionDynamicProgram,
    PricedTriple,
    TooManyPartitions,
    price_subset_rows,
)
from solver.exact.lagrangian_bound import ReducedCostWindow, subtract_unit_duals
from solver.model.expressions import LinearExpression
from solver.model.linear_model import LinearRow

FIRST_GAP_FRACTION = 40_000
"""A node is first enumerated up to its bound divided by this above it; then half as far again."""
MOST_SEARCHED_PARTITIONS = 40
"""Partitions of one enumeration whose awards an engine chooses; with more the node is branched."""
PARTITION_MIP_SECONDS, MOST_REFUSED_CHOICES = 2.0, 100
"""Seconds of an engine for one partition, and most choices that it may find infeasible."""


@dataclass(frozen=True)
class GapEnumeration:
    """Solutions of `lots` of the allowed candidates, (N,), by the `window` that the `rows` give.

    `constant_cost` is the least value of the expression without candidates; `triples` are the
    subset-row cuts of three units whose duals the window counts on. Gaps and costs are in the
    expression's unit.
    """

    bitsets: UnitBitsets
    expression: LinearExpression
    rows: tuple[LinearRow, ...]
    window: ReducedCostWindow
    allowed: Flags
    lots: int
    constant_cost: int
    triples: Sequence[PricedTriple] = ()

    def build_dynamic_program(self, gap: int, beam: int | None = None) -> PartitionDynamicProgram:
        """The partitions that raise the bound by at most `gap`. Raises TooManyPartitions."""
        if (gap + 2) * self.window.parts >= SAFE_INT64 // 4 or gap >= UNREACHABLE_COST // 4:
            raise TooManyPartitions
        costs = self._find_least_costs(gap)
        return PartitionDynamicProgram(self.bitsets, costs, gap, self.lots, self.triples, beam)

    def mark_candidates(self, partition: Ints) -> Flags:
        """The allowed candidates for the lots of a partition, (L,) unit sets, as (N,) flags."""
        flags: Flags = self.allowed & np.isin(self.bitsets.bitset_of_candidate, partition)
        return flags

    def mark_cheapest(self, bitsets: Ints, most: int) -> Flags:
        """Up to `most` allowed candidates for some of the unit sets, the cheapest, as (N,) flags.

        Costs are reduced costs.
        """
        inside = np.flatnonzero(self.mark_candidates(bitsets))
        order = np.argsort(self.window.reduced_costs[inside], kind="stable")
        flags = np.zeros(len(self.allowed), dtype=np.bool_)
        flags[inside[order[:most]]] = True
        return flags

    def enumerate(
        self,
        gap: int,
        most: int,
        report_choice: ChoiceListener,
        search_candidates: Callable[[Flags], int],
    ) -> None:
        """Report every choice of candidates that costs at most `most` and lies within the gap.

        Where a partition has too many awards, `search_candidates` is called with its candidates,
        (N,) flags. Both return the largest cost of interest from then on. Raises TooManyPartitions,
        and what the two raise.
        """
        _, partitions = self.build_dynamic_program(gap).list_partitions()
        if not len(partitions):
            return
        live, bound, parts = self._list_live(gap), self.window.bound, self.window.parts
        rows = list_priced_rows(self.rows, self.window, len(self.allowed))
        fixed, free = measure_usage(rows, self.bitsets.bitset_of_candidate, live, self.lots)
        costs = self._find_least_costs(gap)[partitions].sum(axis=1)
        kept, costs = fixed.raise_costs(costs, partitions, gap, parts)
        partitions = partitions[kept]
        kept, least = free.raise_costs(costs, partitions, gap, parts)
        partitions, costs = partitions[kept], costs[kept]
        options = self._list_options(live, np.unique(partitions), free.rows)
        most = min(most, bound + gap)
        awards = AwardBranchAndBound(
            free, options, parts, bound, self.constant_cost, most, report_choice
        )
        for i in np.argsort(least, kind="stable").tolist():
            if least[i] > awards.most - bound:
                return
            if not awards.enumerate_awards(partitions[i], int(costs[i])):
                awards.most = search_candidates(self.mark_candidates(partitions[i]))

    def _find_least_costs(self, gap: int) -> Ints:
        """For each unit set the least reduced cost of its candidates."""
        live, least = self._list_live(gap), np.full(len(self.bitsets), UNREACHABLE_COST)
        reduced_costs = self.window.reduced_costs[live]
        np.minimum.at(least, self.bitsets.bitset_of_candidate[live], reduced_costs)
        return least

    def _list_live(self, gap: int) -> Ints:
        return np.flatnonzero(self.allowed & (self.window.reduced_costs <= gap))

    def _list_options(
        self, live: Ints, bitsets: Ints, rows: Sequence[PricedRow]
    ) -> dict[int, list[AwardOption]]:
        """The candidates of each of the unit sets, by rising reduced costs."""
        live = live[np.isin(self.bitsets.bitset_of_candidate[live], bitsets)]
        live = live[np.argsort(self.window.reduced_costs[live], kind="stable")]
        costs = np.zeros(len(self.allowed), dtype=np.int64)
        inside = self.expression.variables < len(costs)
        costs[self.expression.variables[inside]] = self.expression.coefficients[inside]
        usage: dict[int, list[tuple[int, int]]] = {candidate: [] for candidate in live.tolist()}
        for i, row in enumerate(rows):
            some = np.isin(row.variables, live)
            pairs = zip(row.variables[some].tolist(), row.amounts[some].tolist(), strict=True)
            for candidate, amount in pairs:
                usage[candidate].append((i, amount))
        options: dict[int, list[AwardOption]] = {}
        for candidate in live.tolist():
            reduced_cost = int(self.window.reduced_costs[candidate])
            option = AwardOption(
                reduced_cost, int(costs[candidate]), candidate, tuple(usage[candidate])
            )
            bitset = int(self.bitsets.bitset_of_candidate[candidate])
            options.setdefault(bitset, []).append(option)
        return options


def build_gap_enumeration(factory: NodeFactory, node: BranchNode) -> GapEnumeration | None:
    """The enumeration of a node by its duals; None where its numbers or lots do not fit."""
    allowed = factory.get_allowed(node)
    window = factory.compute_window(node.rows, node.duals, node.most_lots, allowed)
    if window is None or factory.unit_bitsets is None:
        return None
    return GapEnumeration(
        factory.unit_bitsets,
        factory.incumbent.expression,
        node.rows,
        window,
        allowed,
        node.most_lots,
        factory.constant_cost,
        price_subset_rows(node.rows, window, len(factory.unit_sets)),
    )


def enumerate_gap(factory: NodeFactory, node: BranchNode) -> BranchNode:
    """The node with a higher bound, or marked as beyond enumeration.

    Raises RelaxationUnsolved when time is up, KeyboardInterrupt on Ctrl-C where the settings ask
    for it.
    """
    enumeration = build_gap_enumeration(factory, node)
    if enumeration is None:
        return replace(node, is_beyond_enumeration=True)
    incumbent, bound = factory.incumbent, enumeration.window.bound
    first = incumbent.measure_size(bound) // FIRST_GAP_FRACTION
    gap = node.bound - bound + max(1, first, node.enumerated_gap // 2)
    if incumbent.value is not None:
        gap = min(gap, incumbent.value - bound)
    collector = _GapCollector(factory, node, bound + gap)
    try:
        enumeration.enumerate(
            gap, collector.most, collector.keep_choice, collector.search_candidates
        )
    except TooManyPartitions:
        return replace(node, is_beyond_enumeration=True)
    inside, most = collector.mark_candidates(), collector.most
    return replace(
        node,
        bound=max(node.bound, most if inside.any() else most + 1),
        enumerated_gap=gap,
        enumerated_value=most,
        packed_enumerated=np.packbits(inside),
    )


@dataclass
class _GapCollector:
    """Collects choices that cost at most `limit`, or the incumbent where that is lower."""

    factory: NodeFactory
    node: BranchNode
    limit: int
    refused: int = 0
    choices: list[tuple[int, list[int]]] = field(default_factory=list)
    searched: list[Flags] = field(default_factory=list)

    @property
    def most(self) -> int:
        """The largest cost of interest."""
        value = self.factory.incumbent.value
        return self.limit if value is None else min(self.limit, value)

    def keep_choice(self, cost: int, chosen: list[int]) -> int:
        """Keep a choice; one that is better than the incumbent is checked by an engine."""
        self.choices.append((cost, [*chosen]))
        if self._is_better(cost):
            flags = self._mark_none()
            flags[chosen] = True
            self._solve_mip(flags)
            self.refused += self._is_better(cost)
            if self.refused > MOST_REFUSED_CHOICES:
                raise TooManyPartitions
        return self.most

    def _is_better(self, cost: int) -> bool:
        value = self.factory.incumbent.value
        return value is None or cost < value

    def search_candidates(self, inside: Flags) -> int:
        """Leave the choice among these candidates to an engine; too often is too many."""
        if len(self.searched) >= MOST_SEARCHED_PARTITIONS:
            raise TooManyPartitions
        self._solve_mip(inside)
        self.searched.append(inside)
        return self.most

    def _mark_none(self) -> Flags:
        return np.zeros(self.factory.candidates, dtype=np.bool_)

    def mark_candidates(self) -> Flags:
        """The candidates of all choices that may cost at most `most`."""
        flags = self._mark_none()
        flags |= np.any(self.searched, axis=0) if self.searched else False
        for cost, chosen in self.choices:
            if cost <= self.most:
                flags[chosen] = True
        return flags

    def _solve_mip(self, inside: Flags) -> None:
        incumbent, node = self.factory.incumbent, self.node
        expression = subtract_unit_duals(
            self.factory.model, incumbent.expression, node.rows, node.duals
        )
        rows = self.factory.list_own_rows(node)
        trial = incumbent.build_trial(rows, PARTITION_MIP_SECONDS, is_window=True)
        if not incumbent.run_trial(trial, expression, inside):
            raise RelaxationUnsolved if incumbent.search.is_late else TooManyPartitions
