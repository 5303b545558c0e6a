"""Branching: on the number of lots first, then on Ryan–Foster pairs by strong branching.

A fixed cost of every lot leaves the relaxation between two numbers of lots, and most of the gap
lies there. Of the candidates that hold a unit exactly one is chosen, so a design either chooses one
that also holds another unit, or is won by a certain provider, or it does not (Ryan and Foster
1981).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice
from math import ceil, floor

import numpy as np

from solver.arrays import Flags, Floats, Ints
from solver.exact.branch_and_cut.cuts import INTEGRALITY_TOLERANCE
from solver.exact.branch_and_cut.node import NODE_MIP_SECONDS, BranchNode, NodeFactory
from solver.exact.branch_and_cut.primal_heuristics import improve_design

SETTLED_MARGIN = 0.05
"""A pair whose shares lie closer than this to 0 or 1 is not branched on."""
STRONG_BRANCHING_PAIRS, STRONG_BRANCHING_ITERATIONS = 8, 60
"""Pairs that are compared by strong branching, and the simplex iterations for each side."""
BRANCHINGS_PER_HEURISTIC = 6
"""After so many branchings the incumbent is improved once more."""


def branch_on_lot_count(factory: NodeFactory, node: BranchNode) -> Iterator[BranchNode]:
    """Fewer lots and more lots than the relaxation has, and just as many where that is whole.

    Raises as `NodeFactory.open_nodes`.
    """
    allowed = factory.get_allowed(node)
    are_lots = node.support < factory.candidates
    lots = float(node.support_shares[are_lots].sum())
    lots = min(max(lots, node.fewest_lots), node.most_lots)
    below, above = floor(lots + INTEGRALITY_TOLERANCE), ceil(lots - INTEGRALITY_TOLERANCE)
    if below == above:
        yield from factory.open_nodes(below, below, allowed, node)
        below, above = below - 1, above + 1
    below, above = min(below, node.most_lots - 1), max(above, node.fewest_lots + 1)
    if node.fewest_lots <= below:
        yield from factory.open_nodes(node.fewest_lots, below, allowed, node)
    if above <= node.most_lots:
        yield from factory.open_nodes(above, node.most_lots, allowed, node)


@dataclass
class PairBranching:
    """Branches on pairs of sets of candidates; `branchings` counts the nodes so far."""

    factory: NodeFactory
    branchings: int = 0

    @cached_property
    def _pairs(self) -> "RyanFosterPairs":
        units = self.factory.unit_sets
        knapsacks = [knapsack.variables for knapsack in self.factory.knapsacks]
        return RyanFosterPairs(units, [*units, *knapsacks])

    def branch(self, node: BranchNode) -> list[BranchNode]:
        """Two nodes: where a pair of sets meets, and where it does not.

        Of several pairs it takes the one that raises both bounds most, as a few iterations show.
        Without a fractional pair the node itself returns, for an engine with twice the time. Raises
        as `NodeFactory.open_nodes`.
        """
        factory, incumbent = self.factory, self.factory.incumbent
        allowed = factory.get_allowed(node)
        fractional = self._pairs.iterate_fractional(node.support, node.support_shares)
        pairs = list(islice(fractional, STRONG_BRANCHING_PAIRS))
        if not pairs:
            return [replace(node, mip_seconds=2 * node.mip_seconds or NODE_MIP_SECONDS)]
        solution = factory.solve_relaxation(node.fewest_lots, node.most_lots, allowed)
        base = factory.evaluate_solution(solution)

        def multiply_rises(sides: tuple[Flags, Flags]) -> float:
            rises = [
                max(1.0, factory.relaxation.probe(side, STRONG_BRANCHING_ITERATIONS) - base)
                for side in sides
            ]
            return rises[0] * rises[1]

        sides = max((self._pairs.split(pair, allowed) for pair in pairs), key=multiply_rises)
        if incumbent.solution is None or self.branchings % BRANCHINGS_PER_HEURISTIC == 0:
            improve_design(factory, node, solution)
        self.branchings += 1
        return [
            child
            for side in sides
            for child in factory.open_nodes(node.fewest_lots, node.most_lots, side, node)
        ]


@dataclass(frozen=True)
class RyanFosterPairs:
    """Pairs of a unit's candidates, of which exactly one is chosen, and another set of them.

    Sets are positions of candidates, each (n,). `others` begins with the `units`. Ryan and Foster
    (1981).
    """

    units: Sequence[Ints]
    others: Sequence[Ints]

    def iterate_fractional(self, support: Ints, shares: Floats) -> Iterator[tuple[int, int]]:
        """Pairs whose common candidates have fractional shares, the most fractional first.

        `support` are the candidates with a share, `shares` their values, both (n,). Pairs of units
        come before all others.
        """
        member = _tabulate_membership(self.units, support)
        common = member.T @ (_tabulate_membership(self.others, support) * shares[:, None])
        distance = np.abs(common - 0.5)
        distance[np.arange(len(self.units)), np.arange(len(self.units))] = 1
        # Winners are often as good as each other: to tell units apart raises bounds more.
        distance[:, len(self.units) :] += 1
        for flat in np.argsort(distance, axis=None, kind="stable").tolist():
            unit, other = divmod(flat, len(self.others))
            is_fractional = distance[unit, other] % 1 <= 0.5 - SETTLED_MARGIN
            if is_fractional and (other >= len(self.units) or unit < other):
                yield unit, other

    def split(self, pair: tuple[int, int], allowed: Flags) -> tuple[Flags, Flags]:
        """The allowed candidates where the two sets meet, and where they do not, all (N,)."""
        unit = _mark_members(self.units[pair[0]], len(allowed))
        other = _mark_members(self.others[pair[1]], len(allowed))
        together = allowed & ~(unit & ~other)
        if pair[1] < len(self.units):
            together &= ~(other & ~unit)
        return together, allowed & ~(unit & other)


def _tabulate_membership(sets: Sequence[Ints], support: Ints) -> Floats:
    return np.column_stack([np.isin(support, members) for members in sets]).astype(np.float64)


def _mark_members(variables: Ints, candidates: int) -> Flags:
    flags = np.zeros(candidates, dtype=np.bool_)
    flags[variables[variables < candidates]] = True
    return flags
