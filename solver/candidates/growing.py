"""Enumerates every unit set that the pruning allows, each once.

Sets of blocks grow one block at a time along an adjacency; a branch either takes the next block
or
forbids it for good, so no set comes twice (binary partition, as in Avis and Fukuda's reverse
search,
1996). A set that breaks a monotone requirement is pruned with all that contain it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lotdesign.scenario.scenario import Scenario
from solver.bitsets import iterate_bits, pack_bits
from solver.candidates.geography import compute_adjacency
from solver.candidates.pruning import GrowthPruning, GrowthTest, build_pruning_test, merge_blocks


@dataclass(frozen=True, slots=True)
class BlockGraph:
    """What may grow where: bit sets over blocks.

    `beside[b]` are the blocks adjacent to block b, `barred[b]` those that may not share a
    lot with it.
    """

    adjacent: Sequence[int]
    conflicting: Sequence[int]


def grow_all(field: BlockGraph, allowed: int, test: GrowthTest) -> Iterator[int]:
    """Every connected set of allowed blocks that passes the test, as bit sets; none is empty."""
    for block in iterate_bits(allowed):
        yield from grow_from(1 << block, field, allowed, test)
        allowed ^= 1 << block


def grow_from(seed: int, field: BlockGraph, allowed: int, test: GrowthTest) -> Iterator[int]:
    """Every set that passes the test and adds to `seed` what connects to it, and `seed` itself."""
    load, beside, barred = test.start(), 0, 0
    for block in iterate_bits(seed):
        load = None if load is None or barred >> block & 1 else test.add_block(load, block)
        beside |= field.adjacent[block]
        barred |= field.conflicting[block]
    if load is None:
        return
    closed = ~allowed | barred | seed
    stack = [(seed, load, beside & ~closed, closed)]
    while stack:
        held, load, frontier, closed = stack.pop()
        yield held
        while frontier:
            low = frontier & -frontier
            frontier ^= low
            closed |= low
            block = low.bit_length() - 1
            fuller = test.add_block(load, block)
            if fuller is not None:
                shut = closed | field.conflicting[block]
                wider = (frontier | field.adjacent[block]) & ~shut
                stack.append((held | low, fuller, wider, shut))


def grow_unit_sets(
    scenario: Scenario, shape: GrowthPruning, inside: frozenset[int] | None = None
) -> Iterator[tuple[int, ...]]:
    """The units of every lot, of those `inside` alone, that passes the shape's tests, each once."""
    here = frozenset(range(len(scenario.units))) if inside is None else inside
    blocks = [block for block in merge_blocks(shape.blocks, len(scenario.units)) if block <= here]
    members = [sorted(block) for block in blocks]
    barred, allowed = _index_conflicts(shape, blocks)
    test = build_pruning_test(scenario, shape, blocks)
    if shape.connected:
        masks = _grow_areas(scenario, blocks, barred, allowed, test)
    else:
        everything = [allowed] * len(blocks)
        masks = grow_all(BlockGraph(everything, barred), allowed, test)
    for mask in masks:
        yield tuple(sorted(u for block in iterate_bits(mask) for u in members[block]))


def _index_conflicts(
    shape: GrowthPruning, blocks: Sequence[frozenset[int]]
) -> tuple[list[int], int]:
    """For each block those that it may not meet, and the blocks without a conflict inside."""
    barred, allowed = [0] * len(blocks), (1 << len(blocks)) - 1
    for one, other in shape.conflicts:
        left = pack_bits(b for b, block in enumerate(blocks) if block & one)
        right = pack_bits(b for b, block in enumerate(blocks) if block & other)
        allowed &= ~(left & right)
        for b in iterate_bits(left):
            barred[b] |= right
        for b in iterate_bits(right):
            barred[b] |= left
    return barred, allowed


def _grow_areas(
    scenario: Scenario,
    blocks: Sequence[frozenset[int]],
    barred: Sequence[int],
    allowed: int,
    test: GrowthTest,
) -> Iterator[int]:
    """Lots as something authority-wide, or nothing, and one connected area.

    What is authority-wide is chosen first: blocks without a place, and divided units held
    whole, whose parts then connect nothing.
    """
    here = frozenset[int]().union(*blocks)
    divided = [parts for parts in scenario.divided.values() if parts <= here]
    wholes = [_find_blocks_meeting(blocks, parts) for parts in divided]
    local = frozenset(u for u, unit in enumerate(scenario.units) if unit.locality)
    placeless = [1 << b for b, block in enumerate(blocks) if not block & local]
    for wide in _list_unions([*placeless, *wholes], barred, allowed, test):
        whole = [parts for parts, mask in zip(divided, wholes, strict=True) if mask & ~wide == 0]
        area = local.difference(*whole)
        field = BlockGraph(_index_adjacent_blocks(scenario, blocks, area), barred)
        free = allowed & ~wide & _find_blocks_meeting(blocks, area)
        if wide and not any(blocks[b] & area for b in iterate_bits(wide)):
            yield from grow_from(wide, BlockGraph([0] * len(blocks), barred), 0, test)
        if any(blocks[b] & area for b in iterate_bits(wide)):
            found = grow_from(wide, field, free, test)
        else:
            found = _grow_rooted(wide, field, free, test)
        missing = [mask for mask in wholes if mask & ~wide]
        yield from (lot for lot in found if all(mask & ~lot for mask in missing))


def _grow_rooted(wide: int, field: BlockGraph, free: int, test: GrowthTest) -> Iterator[int]:
    """`wide` with every connected set of free blocks."""
    for block in iterate_bits(free):
        yield from grow_from(wide | 1 << block, field, free, test)
        free ^= 1 << block


def _list_unions(
    things: Sequence[int], barred: Sequence[int], allowed: int, test: GrowthTest
) -> Iterator[int]:
    """Every union of some of the things that may share a lot, the empty one included."""
    found = {0}
    for thing in things:
        found |= {
            union | thing
            for union in found
            if thing & ~allowed == 0
            and next(grow_from(union | thing, BlockGraph([0] * len(barred), barred), 0, test), None)
        }
    yield from sorted(found)


def _find_blocks_meeting(blocks: Sequence[frozenset[int]], units: frozenset[int]) -> int:
    return pack_bits(b for b, block in enumerate(blocks) if block & units)


def _index_adjacent_blocks(
    scenario: Scenario, blocks: Sequence[frozenset[int]], area: frozenset[int]
) -> list[int]:
    """For each block those that it touches by units of the area."""
    touching = compute_adjacency(scenario)
    home = {u: b for b, block in enumerate(blocks) for u in block & area}
    reach = [0] * len(blocks)
    for u, b in home.items():
        reach[b] |= pack_bits(home[v] for v in iterate_bits(touching[u]) if v in home)
    return reach
