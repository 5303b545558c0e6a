"""Candidates of a region, on demand: all lots, or where they are many cuts of random trees.

Cutting one edge of a spanning tree leaves two lots, cutting two leaves three, so parts of one
tree fit together (recombination; DeFord, Duchin and Solomon, Harvard Data Science Review 3,
2021).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from random import Random

import numpy as np

from lotdesign.design import Lot, Route
from lotdesign.scenario.scenario import Scenario
from solver.arrays import Ints
from solver.bitsets import iterate_bits, pack_bits
from solver.candidate_listing import prune_route_growth, tabulate_lots
from solver.candidates.geography import compute_adjacency
from solver.candidates.growing import BlockGraph, grow_from, grow_unit_sets
from solver.candidates.pruning import GrowthPruning, build_pruning_test, merge_blocks
from solver.candidates.table import CandidateTable
from solver.heuristics.incumbent_lots import IncumbentLot, flag_inside


def cut_random_trees(
    scenario: Scenario, shape: GrowthPruning, region: frozenset[int], trees: int, draw: Random
) -> Iterator[tuple[int, ...]]:
    """The units of lots out of a region that pass the shape's test, each once.

    Units without a place are taken to touch everything; so is each where lots need not connect.
    """
    blocks = [block for block in merge_blocks(shape.blocks, len(scenario.units)) if block <= region]
    beside = _list_adjacent_blocks(scenario, blocks, shape.connected)
    test = build_pruning_test(scenario, shape, blocks)
    alone = BlockGraph([0] * len(blocks), [0] * len(blocks))
    seen: set[int] = set()
    for _ in range(trees):
        for part in _iterate_tree_parts(beside, draw):
            if part and part not in seen:
                seen.add(part)
                if next(grow_from(part, alone, 0, test), None):
                    yield tuple(sorted(u for b in iterate_bits(part) for u in blocks[b]))


def _list_adjacent_blocks(
    scenario: Scenario, blocks: Sequence[frozenset[int]], connected: bool
) -> list[list[int]]:
    """For each block those that it touches."""
    touching, every = compute_adjacency(scenario), range(len(blocks))
    held = [pack_bits(block) for block in blocks]
    around = []
    for block in blocks:
        mask, wide = 0, not connected
        for u in block:
            mask |= touching[u]
            wide = wide or not scenario.units[u].locality
        around.append(-1 if wide else mask)
    return [
        [c for c in every if c != b and (around[b] & held[c] or around[c] & held[b])] for b in every
    ]


def _iterate_tree_parts(beside: Sequence[Sequence[int]], draw: Random) -> Iterator[int]:
    """What one or two cuts leave of a random spanning tree of each connected piece."""
    for order, parent in _draw_spanning_trees(beside, draw):
        below = {b: 1 << b for b in order}
        for b in reversed(order[1:]):
            below[parent[b]] |= below[b]
        whole = below[order[0]]
        yield whole
        for i, b in enumerate(order[1:], start=1):
            yield below[b]
            yield whole & ~below[b]
            for c in order[i + 1 :]:
                if below[c] & below[b]:
                    yield below[b] & ~below[c]
                else:
                    yield whole & ~below[b] & ~below[c]


def _draw_spanning_trees(
    beside: Sequence[Sequence[int]], draw: Random
) -> Iterator[tuple[list[int], dict[int, int]]]:
    """For each connected piece its blocks, parents first, and the parent of each but the first."""
    left = set(range(len(beside)))
    while left:
        first = draw.choice(sorted(left))
        left.remove(first)
        order, parent = [first], {}
        edges = [(first, c) for c in beside[first]]
        while edges:
            place = draw.randrange(len(edges))
            edges[place], edges[-1] = edges[-1], edges[place]
            b, c = edges.pop()
            if c in left:
                left.remove(c)
                order.append(c)
                parent[c] = b
                edges += [(c, d) for d in beside[c] if d in left]
        yield order, parent


MAX_LISTED_LOTS = 4_000
"""So many lots of a few units are listed; where there are more, some are drawn."""
RANDOM_TREES = 24
"""Random trees that lots are cut from where they cannot be listed."""


@dataclass(frozen=True)
class RegionalCandidates:
    """Lots that are grown, or drawn at random, where they are asked for."""

    scenario: Scenario
    random: Random

    def list_candidates(
        self,
        region: frozenset[int],
        own: Sequence[IncumbentLot],
        kept: Sequence[IncumbentLot],
        local: bool,
    ) -> CandidateTable:
        """Candidates out of the units of a region, those of `own` at least, and the kept ones.

        `kept` are lots outside the region, each with its own winner; where nothing but what a
        provider can carry is looked at (`local`), those whose winners could win here too.
        """
        lots = {piece.lot for piece in own}
        for route, shape in self._shape_by_route.items() if region else ():
            lots |= {Lot(units, route) for units in self._iterate_unit_sets(shape, region)}
        facts = self._compute_attributes(lots)
        if local:
            kept = _keep_rivals(kept, facts.winners)
        if not kept:
            return facts
        facts = self._compute_attributes(lots | {piece.lot for piece in kept})
        if facts.winners is None:
            return facts
        winners = {piece.lot.units: piece.winner for piece in kept}
        flags = flag_inside(facts, region)
        for i in np.flatnonzero(~flags).tolist():
            flags[i] = winners[facts.lots[i]] == facts.winners[i]
        return facts.filter(flags)

    def _compute_attributes(self, lots: Iterable[Lot]) -> CandidateTable:
        return tabulate_lots(self.scenario, [(lot.units, lot.route) for lot in lots])

    @cached_property
    def _shape_by_route(self) -> dict[Route, GrowthPruning]:
        return {
            route: prune_route_growth(self.scenario, route)
            for route in self.scenario.routes.offered
        }

    def _iterate_unit_sets(
        self, shape: GrowthPruning, region: frozenset[int]
    ) -> Iterator[tuple[int, ...]]:
        found = list(islice(grow_unit_sets(self.scenario, shape, region), MAX_LISTED_LOTS + 1))
        if len(found) <= MAX_LISTED_LOTS:
            yield from found
        else:
            yield from cut_random_trees(self.scenario, shape, region, RANDOM_TREES, self.random)


def _keep_rivals(kept: Sequence[IncumbentLot], winners: Ints | None) -> list[IncumbentLot]:
    """The pieces that weigh on somebody who could win something else."""
    if winners is None:
        return []
    here = set(winners.tolist())
    return [piece for piece in kept if piece.winner in here]
