"""Enumerates every unit set that the pruning allows, each once.

Sets of blocks grow one block at a time along an adjacency. A branch either takes the next block or
forbids it for good, so no set comes twice (binary partition, as in Avis and Fukuda's reverse
search, 1996). A set that breaks a monotone requirement is pruned with all its supersets.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from lotdesign.scenario.scenario import Scenario
from solver.bitsets import iterate_bits, pack_bits
from solver.candidates.geography import compute_contiguity
from solver.candidates.pruning import GrowthPruning, GrowthTest, build_pruning_test, merge_blocks


@dataclass(frozen=True, slots=True)
class BlockGraph:
    """For each block, as bit sets: the blocks adjacent to it, and those that conflict with it.

    Conflicting blocks may not share a lot.
    """

    adjacent: Sequence[int]
    conflicting: Sequence[int]


def grow_all(graph: BlockGraph, allowed: int, test: GrowthTest) -> Iterator[int]:
    """Every connected, non-empty set of allowed blocks that passes the test, as bit sets."""
    for block in iterate_bits(allowed):
        yield from grow_from(1 << block, graph, allowed, test)
        allowed ^= 1 << block


def grow_from(seed: int, graph: BlockGraph, allowed: int, test: GrowthTest) -> Iterator[int]:
    """`seed` and every set of it and allowed blocks connected to it that passes the test."""
    state, adjacent, conflicting = test.start(), 0, 0
    for block in iterate_bits(seed):
        if state is not None:
            state = None if conflicting >> block & 1 else test.add_block(state, block)
        adjacent |= graph.adjacent[block]
        conflicting |= graph.conflicting[block]
    if state is None:
        return
    closed = ~allowed | conflicting | seed
    stack = [(seed, state, adjacent & ~closed, closed)]
    while stack:
        held, state, frontier, closed = stack.pop()
        yield held
        while frontier:
            low = frontier & -frontier
            frontier ^= low
            closed |= low
            block = low.bit_length() - 1
            larger = test.add_block(state, block)
            if larger is not None:
                shut = closed | graph.conflicting[block]
                wider = (frontier | graph.adjacent[block]) & ~shut
                stack.append((held | low, larger, wider, shut))


def grow_unit_sets(
    scenario: Scenario, pruning: GrowthPruning, inside: frozenset[int] | None = None
) -> Iterator[tuple[int, ...]]:
    """The units (ascending) of every lot that the pruning allows, each once.

    Lots are of the units `inside` alone, or of all. Their order is not that of the units.
    """
    here = frozenset(range(len(scenario.units))) if inside is None else inside
    blocks = [block for block in merge_blocks(pruning.blocks, len(scenario.units)) if block <= here]
    members = [sorted(block) for block in blocks]
    conflicting, allowed = index_conflicts(pruning, blocks)
    test = build_pruning_test(scenario, pruning, blocks)
    if pruning.connected:
        masks = _grow_areas(scenario, blocks, conflicting, allowed, test)
    else:
        everything = [allowed] * len(blocks)
        masks = grow_all(BlockGraph(everything, conflicting), allowed, test)
    yield from _list_units(masks, members)


def _list_units(
    masks: Iterator[int], members: Sequence[Sequence[int]]
) -> Iterator[tuple[int, ...]]:
    """The units, ascending, of the blocks of each bit set; `members` are the units of each block.

    Eight blocks are looked up at once.
    """
    tables = [
        [
            tuple(sorted(u for b in iterate_bits(byte) for u in members[first + b]))
            for byte in range(1 << min(8, len(members) - first))
        ]
        for first in range(0, len(members), 8)
    ]
    rises = all(max(one[-1]) < min(other[-1]) for one, other in pairwise(tables))
    for mask in masks:
        units: tuple[int, ...] = ()
        for place, table in enumerate(tables):
            units += table[mask >> 8 * place & 255]
        yield units if rises else tuple(sorted(units))


def index_conflicts(
    pruning: GrowthPruning, blocks: Sequence[frozenset[int]]
) -> tuple[list[int], int]:
    """The blocks that conflict with each block, and the blocks without a conflict inside."""
    conflicting, allowed = [0] * len(blocks), (1 << len(blocks)) - 1
    for one, other in pruning.conflicts:
        left = pack_bits(b for b, block in enumerate(blocks) if block & one)
        right = pack_bits(b for b, block in enumerate(blocks) if block & other)
        allowed &= ~(left & right)
        for b in iterate_bits(left):
            conflicting[b] |= right
        for b in iterate_bits(right):
            conflicting[b] |= left
    return conflicting, allowed


def _grow_areas(
    scenario: Scenario,
    blocks: Sequence[frozenset[int]],
    conflicting: Sequence[int],
    allowed: int,
    test: GrowthTest,
) -> Iterator[int]:
    """Lots of authority-wide blocks, or none, and one connected area.

    The authority-wide blocks are chosen first: blocks without a locality, and divided units held
    whole, whose parts then connect nothing.
    """
    here = frozenset[int]().union(*blocks)
    divided = [parts for parts in scenario.divided.values() if parts <= here]
    wholes = [_find_blocks_meeting(blocks, parts) for parts in divided]
    local = frozenset(u for u, unit in enumerate(scenario.units) if unit.locality)
    placeless = [1 << b for b, block in enumerate(blocks) if not block & local]
    for wide in _list_unions([*placeless, *wholes], conflicting, allowed, test):
        whole = [parts for parts, mask in zip(divided, wholes, strict=True) if mask & ~wide == 0]
        area = local.difference(*whole)
        graph = BlockGraph(index_adjacent_blocks(scenario, blocks, area), conflicting)
        free = allowed & ~wide & _find_blocks_meeting(blocks, area)
        if wide and not any(blocks[b] & area for b in iterate_bits(wide)):
            yield from grow_from(wide, BlockGraph([0] * len(blocks), conflicting), 0, test)
        if any(blocks[b] & area for b in iterate_bits(wide)):
            masks = grow_from(wide, graph, free, test)
        else:
            masks = _grow_rooted(wide, graph, free, test)
        missing = [mask for mask in wholes if mask & ~wide]
        yield from _drop_holding(masks, missing) if missing else masks


def _drop_holding(lots: Iterator[int], wholes: Sequence[int]) -> Iterator[int]:
    """The lots that hold none of these wholly; a plain loop, since there are very many lots."""
    for lot in lots:
        for whole in wholes:
            if not whole & ~lot:
                break
        else:
            yield lot


def _grow_rooted(wide: int, graph: BlockGraph, free: int, test: GrowthTest) -> Iterator[int]:
    """`wide` together with every connected set of free blocks."""
    for block in iterate_bits(free):
        yield from grow_from(wide | 1 << block, graph, free, test)
        free ^= 1 << block


def _list_unions(
    parts: Sequence[int], conflicting: Sequence[int], allowed: int, test: GrowthTest
) -> Iterator[int]:
    """Every union of some of the parts that may share a lot, the empty one included."""
    unions = {0}
    graph = BlockGraph([0] * len(conflicting), conflicting)
    for part in parts:
        unions |= {
            union | part
            for union in unions
            if part & ~allowed == 0 and next(grow_from(union | part, graph, 0, test), None)
        }
    yield from sorted(unions)


def _find_blocks_meeting(blocks: Sequence[frozenset[int]], units: frozenset[int]) -> int:
    return pack_bits(b for b, block in enumerate(blocks) if block & units)


def index_adjacent_blocks(
    scenario: Scenario, blocks: Sequence[frozenset[int]], area: frozenset[int]
) -> list[int]:
    """The blocks that each block touches by units of the area."""
    touching = compute_contiguity(scenario)
    block_of = {u: b for b, block in enumerate(blocks) for u in block & area}
    adjacent = [0] * len(blocks)
    for u, b in block_of.items():
        adjacent[b] |= pack_bits(block_of[v] for v in iterate_bits(touching[u]) if v in block_of)
    return adjacent
