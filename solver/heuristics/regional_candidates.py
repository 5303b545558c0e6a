"""Candidates of a region, on demand: all lots, or where they are many, cuts of random trees.

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
from solver.candidates.adjacency import Adjacency, build_vicinity
from solver.candidates.growing import BlockGraph, grow_from, grow_unit_sets
from solver.candidates.pruning import GrowthPruning, build_pruning_test, merge_blocks
from solver.candidates.table import CandidateTable
from solver.heuristics.incumbent_lots import IncumbentLot, flag_inside

MAX_LISTED_LOTS = 4_000
"""Up to so many lots of a region are listed; where there are more, some are drawn."""
RANDOM_TREES = 24
"""Random trees that lots are cut from where they cannot be listed."""


@dataclass(frozen=True)
class RegionalCandidates:
    """Lots of a region, listed or drawn when they are asked for."""

    scenario: Scenario
    random: Random

    def list_candidates(
        self,
        region: frozenset[int],
        own: Sequence[IncumbentLot],
        kept: Sequence[IncumbentLot],
        local: bool,
    ) -> CandidateTable:
        """Candidates inside a region, those of `own` among them, and the `kept` lots outside it.

        Kept lots come with their own winner only. With `local`, where nothing but capacities
        connects lots, they are left out unless their winner could win inside the region too.
        """
        lots = {each.lot for each in own}
        for route, pruning in self._pruning_by_route.items() if region else ():
            lots |= {Lot(units, route) for units in self._iterate_unit_sets(pruning, region)}
        candidates = self._tabulate(lots)
        if local:
            kept = _keep_rivals(kept, candidates.winners)
        if not kept:
            return candidates
        candidates = self._tabulate(lots | {each.lot for each in kept})
        if candidates.winners is None:
            return candidates
        winners = {each.lot.units: each.winner for each in kept}
        flags = flag_inside(candidates, region)
        for i in np.flatnonzero(~flags).tolist():
            flags[i] = winners[candidates.lots[i]] == candidates.winners[i]
        return candidates.filter(flags)

    def _tabulate(self, lots: Iterable[Lot]) -> CandidateTable:
        return tabulate_lots(self.scenario, [(lot.units, lot.route) for lot in lots])

    @cached_property
    def _pruning_by_route(self) -> dict[Route, GrowthPruning]:
        offered = self.scenario.routes.offered
        return {route: prune_route_growth(self.scenario, route) for route in offered}

    def _iterate_unit_sets(
        self, pruning: GrowthPruning, region: frozenset[int]
    ) -> Iterator[tuple[int, ...]]:
        listed = list(islice(grow_unit_sets(self.scenario, pruning, region), MAX_LISTED_LOTS + 1))
        if len(listed) <= MAX_LISTED_LOTS:
            yield from listed
        else:
            yield from cut_random_trees(self.scenario, pruning, region, self.random)


def _keep_rivals(kept: Sequence[IncumbentLot], winners: Ints | None) -> list[IncumbentLot]:
    """The lots whose winner is among these winners."""
    if winners is None:
        return []
    present = set(winners.tolist())
    return [each for each in kept if each.winner in present]


def cut_random_trees(
    scenario: Scenario, pruning: GrowthPruning, region: frozenset[int], random: Random
) -> Iterator[tuple[int, ...]]:
    """The units of lots in a region that pass the pruning test, each once, cut from random trees.

    Units without a locality are taken to touch everything; so are all where lots need not connect.
    """
    merged = merge_blocks(pruning.blocks, len(scenario.units))
    blocks = [block for block in merged if block <= region]
    adjacency = _build_block_adjacency(scenario, blocks, pruning.connected)
    test = build_pruning_test(scenario, pruning, blocks)
    no_growth = BlockGraph([0] * len(blocks), [0] * len(blocks))
    seen: set[int] = set()
    for _ in range(RANDOM_TREES):
        for part in _iterate_tree_parts(adjacency, random):
            if part and part not in seen:
                seen.add(part)
                if next(grow_from(part, no_growth, 0, test), None):
                    yield tuple(sorted(u for b in iterate_bits(part) for u in blocks[b]))


def _build_block_adjacency(
    scenario: Scenario, blocks: Sequence[frozenset[int]], connected: bool
) -> Adjacency:
    """Which blocks touch."""
    units = build_vicinity(scenario)
    masks = [pack_bits(block) for block in blocks]
    around = []
    for block, mask in zip(blocks, masks, strict=True):
        is_anywhere = not connected or any(not scenario.units[u].locality for u in block)
        around.append(-1 if is_anywhere else units.find_neighbours(mask))
    every = range(len(blocks))
    return Adjacency(
        [
            pack_bits(c for c in every if c != b and (around[b] & masks[c] or around[c] & masks[b]))
            for b in every
        ]
    )


def _iterate_tree_parts(adjacency: Adjacency, random: Random) -> Iterator[int]:
    """The parts (bit sets) left by one or two cuts of a random spanning tree, by component."""
    left = adjacency.everything
    while left:
        tree = adjacency.draw_spanning_tree(left, random)
        below = {item: 1 << item for item, _ in tree}
        for item, parent in reversed(tree[1:]):
            below[parent] |= below[item]
        (root, _), *others = tree
        whole = below[root]
        left &= ~whole
        yield whole
        for i, (b, _) in enumerate(others, start=1):
            yield below[b]
            yield whole & ~below[b]
            for c, _ in others[i:]:
                if below[c] & below[b]:
                    yield below[b] & ~below[c]
                else:
                    yield whole & ~below[b] & ~below[c]
