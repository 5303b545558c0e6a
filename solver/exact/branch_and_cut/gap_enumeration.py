"""Gap enumeration: every solution in a node that raises its bound by no more than a gap.

The partitions come from the dynamic program; each is then awarded by branch and bound.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from solver.arrays import SAFE_INT64, Flags, Ints
from solver.exact.branch_and_cut.award_branch_and_bound import (
    AwardBranchAndBound,
    AwardOption,
    ChoiceListener,
    PricedRow,
    list_priced_rows,
    measure_usage,
)
from solver.exact.branch_and_cut.partition_dynamic_program import (
    UNREACHABLE_COST,
    PartitionDynamicProgram,
    PricedTriple,
    TooManyPartitions,
)
from solver.exact.branch_and_cut.unit_bitsets import UnitBitsets
from solver.exact.reduced_cost_fixing import ReducedCostWindow
from solver.model.expressions import LinearExpression
from solver.model.linear_model import LinearRow


@dataclass(frozen=True)
class GapEnumeration:
    """`count` lots out of the allowed candidates, and the `view` of `form` that `rows` give.

    `besides` is the least that the form comes to without candidates; `triples` are the subset rows
    of three units that the view counts on.
    """

    shapes: UnitBitsets
    form: LinearExpression
    rows: tuple[LinearRow, ...]
    view: ReducedCostWindow
    allowed: Flags
    count: int
    least_without_candidates: int
    triples: Sequence[PricedTriple] = ()

    def build_dynamic_program(self, gap: int, beam: int | None = None) -> PartitionDynamicProgram:
        """The ways of dividing the units, by what they raise the bound at least."""
        if (gap + 2) * self.view.parts >= SAFE_INT64 // 4 or gap >= UNREACHABLE_COST // 4:
            raise TooManyPartitions
        return PartitionDynamicProgram(
            self.shapes, self._find_least_costs(gap), gap, self.count, self.triples, beam
        )

    def mark_candidates(self, way: Ints) -> Flags:
        """The allowed candidates for the lots of a way."""
        flags: Flags = self.allowed & np.isin(self.shapes.bitset_of_candidate, way)
        return flags

    def enumerate(
        self, gap: int, most: int, found: ChoiceListener, hard: Callable[[Flags], int]
    ) -> None:
        """Tells `found` of every choice of candidates that costs at most `most` within the gap.

        `hard` is told of candidates among which there may be more; both answer what is the most
        from then on. Raises TooMany.
        """
        _, ways = self.build_dynamic_program(gap).list_partitions()
        if not len(ways):
            return
        live, bound, parts = self._list_live(gap), self.view.bound, self.view.parts
        rows = list_priced_rows(self.rows, self.view, len(self.allowed))
        settled, free = measure_usage(rows, self.shapes.bitset_of_candidate, live, self.count)
        kept, costs = settled.raise_costs(
            self._find_least_costs(gap)[ways].sum(axis=1), ways, gap, parts
        )
        ways = ways[kept]
        kept, least = free.raise_costs(costs, ways, gap, parts)
        ways, costs = ways[kept], costs[kept]
        options = self._list_options(live, np.unique(ways), free.rows)
        most = min(most, bound + gap)
        awarding = AwardBranchAndBound(
            free, options, parts, bound, self.least_without_candidates, most, found
        )
        for i in np.argsort(least, kind="stable").tolist():
            if least[i] > awarding.most - bound:
                return
            if not awarding.enumerate_awards(ways[i], int(costs[i])):
                awarding.most = hard(self.mark_candidates(ways[i]))

    def _find_least_costs(self, gap: int) -> Ints:
        """What the candidates of each shape add to the bound at least."""
        live, least = self._list_live(gap), np.full(len(self.shapes), UNREACHABLE_COST)
        np.minimum.at(least, self.shapes.bitset_of_candidate[live], self.view.reduced_costs[live])
        return least

    def _list_live(self, gap: int) -> Ints:
        return np.flatnonzero(self.allowed & (self.view.reduced_costs <= gap))

    def _list_options(
        self, live: Ints, shapes: Ints, limits: Sequence[PricedRow]
    ) -> dict[int, list[AwardOption]]:
        """The candidates of each of the shapes, the one that adds least first."""
        live = live[np.isin(self.shapes.bitset_of_candidate[live], shapes)]
        live = live[np.argsort(self.view.reduced_costs[live], kind="stable")]
        own = np.zeros(len(self.allowed), dtype=np.int64)
        inside = self.form.variables < len(own)
        own[self.form.variables[inside]] = self.form.coefficients[inside]
        takes: dict[int, list[tuple[int, int]]] = {each: [] for each in live.tolist()}
        for i, limit in enumerate(limits):
            some = np.isin(limit.variables, live)
            pairs = zip(limit.variables[some].tolist(), limit.amounts[some].tolist(), strict=True)
            for candidate, amount in pairs:
                takes[candidate].append((i, amount))
        options: dict[int, list[AwardOption]] = {}
        for each in live.tolist():
            adds, cost = int(self.view.reduced_costs[each]), int(own[each])
            option = AwardOption(adds, cost, each, tuple(takes[each]))
            options.setdefault(int(self.shapes.bitset_of_candidate[each]), []).append(option)
        return options
