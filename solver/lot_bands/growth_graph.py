"""What vectorised growth reads of a scenario: blocks, their neighbours, limits and parties."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, reduce
from operator import and_

import numpy as np

from lotdesign.scenario.scenario import Scenario
from solver.arrays import Ints
from solver.bitsets import pack_bits
from solver.candidate_listing import prune_route_growth
from solver.candidates.eligibility import build_provider_reach, compute_value_limit
from solver.candidates.growing import index_adjacent_blocks, index_conflicts
from solver.candidates.lot_values import value_terms
from solver.candidates.pruning import EligibilityFloor, merge_blocks
from solver.lot_bands.bands import LotBands
from solver.lot_bands.masks import Masks, UnionTable, WeightTable, pack_masks

NO_LIMIT = 2**62
"""V that no lot reaches."""
MOST_WIDE_BLOCKS = 8
"""With more authority-wide blocks than this their unions are too many to begin from."""


@dataclass(frozen=True)
class PartyLimits:
    """Who can serve each block, and up to which value, as sets of parties.

    `serving` is words x B, `able_above` words x (limits + 1): who can take more than each limit.
    A lot needs so many of each of `groups`. `values` has the terms of V; `largest` (P,) the largest
    V of each party.
    """

    serving: Masks
    limits: Ints
    able_above: Masks
    groups: tuple[tuple[Masks, int], ...]
    values: tuple[WeightTable[np.int64], ...]
    largest: Ints


@dataclass(frozen=True)
class GrowthGraph:
    """B blocks of units and what growth may do with them; sets of blocks are Python integers.

    `adjacent` and `conflicting` have the neighbours of each block, and those that may not share a
    lot with it. `wide` blocks belong to no locality and may join any lot. A lot keeps all `bands`:
    weights, the least and the most they add up to. A design has `count` lots. `connected`: every
    lot's local units are one area.
    """

    blocks: tuple[frozenset[int], ...]
    adjacent: UnionTable
    conflicting: UnionTable
    wide: tuple[int, ...]
    allowed: int
    bands: tuple[tuple[WeightTable[np.int64], int, int], ...]
    parties: PartyLimits | None
    count: int
    connected: bool

    @cached_property
    def units_of_block(self) -> UnionTable:
        """The units of each block."""
        units = sum(len(block) for block in self.blocks)
        return UnionTable(pack_masks([pack_bits(block) for block in self.blocks], units))

    @property
    def local(self) -> int:
        """All blocks but the authority-wide ones."""
        return ((1 << len(self.blocks)) - 1) & ~pack_bits(self.wide)


def build_growth_graph(scenario: Scenario, bands: LotBands) -> GrowthGraph | None:
    """The graph of external lots inside the bands; None where they need the general listing.

    That is where a connected lot may hold a divided unit whole, whose parts then connect nothing,
    or where there are too many authority-wide blocks.
    """
    pruning = prune_route_growth(scenario, "external")
    units = frozenset(range(len(scenario.units)))
    blocks = merge_blocks(pruning.blocks, len(units))
    wide: tuple[int, ...] = ()
    if pruning.connected:
        local = {u for u in units if scenario.units[u].locality}
        wide = tuple(b for b, block in enumerate(blocks) if not block & local)
        if scenario.divided or len(wide) > MOST_WIDE_BLOCKS:
            return None
        adjacent = index_adjacent_blocks(scenario, blocks, frozenset(local))
    else:
        adjacent = [pack_bits(range(len(blocks)))] * len(blocks)
    conflicting, allowed = index_conflicts(pruning, blocks)

    def weigh(weights: Sequence[int]) -> WeightTable[np.int64]:
        sums = [sum(weights[u] for u in block) for block in blocks]
        return WeightTable(np.array(sums, dtype=np.int64))

    return GrowthGraph(
        blocks=blocks,
        adjacent=UnionTable(pack_masks(adjacent, len(blocks))),
        conflicting=UnionTable(pack_masks(conflicting, len(blocks))),
        wide=wide,
        allowed=allowed,
        bands=tuple((weigh(each.weights), each.least, each.most) for each in bands.bands),
        parties=_limit_parties(scenario, blocks, pruning.eligibility_floors),
        count=bands.count,
        connected=pruning.connected,
    )


def _limit_parties(
    scenario: Scenario,
    blocks: Sequence[frozenset[int]],
    eligibility_floors: Sequence[EligibilityFloor],
) -> PartyLimits | None:
    if not eligibility_floors:
        return None
    count = len(scenario.parties)
    limits = [compute_value_limit(scenario, party) for party in scenario.parties]
    serves, reach = scenario.parties_serving_unit, build_provider_reach(scenario)
    serving = [reduce(and_, (serves[u] for u in block)) for block in blocks]
    terms = [[sum(term[u] for u in block) for block in blocks] for term in value_terms(scenario)]
    return PartyLimits(
        serving=pack_masks(serving, count),
        limits=np.array(reach.limits, dtype=np.int64),
        able_above=pack_masks(reach.able_above, count),
        groups=tuple(
            (pack_masks([pack_bits(floor.providers)], count), floor.needed)
            for floor in dict.fromkeys(eligibility_floors)
        ),
        values=tuple(WeightTable(np.array(term, dtype=np.int64)) for term in terms),
        largest=np.array([NO_LIMIT if limit is None else limit for limit in limits]),
    )
