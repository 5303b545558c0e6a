"""Lots at random: parts of random spanning trees that one or two of their edges cut off.

Cutting one edge of a tree leaves two lots, cutting two leaves three, so that parts of one tree
fit together (recombination; DeFord, Duchin and Solomon, Harvard Data Science Review 3, 2021).
"""

from collections.abc import Iterator, Sequence
from random import Random

from lotdesign.scenario.scenario import Scenario
from solver.candidates.grow import Field, bits, grown_from
from solver.candidates.shape import Shape, merged
from solver.candidates.test import shape_test
from solver.facts.places import bit_set, touching_masks


def parts(
    scenario: Scenario, shape: Shape, region: frozenset[int], trees: int, draw: Random
) -> Iterator[tuple[int, ...]]:
    """The units of lots out of a region that pass the shape's test, each once.

    Units without a place are taken to touch everything; so is each where lots need not connect.
    """
    blocks = [block for block in merged(shape.blocks, len(scenario.units)) if block <= region]
    beside = _beside(scenario, blocks, shape.connected)
    test = shape_test(scenario, shape, blocks)
    alone = Field([0] * len(blocks), [0] * len(blocks))
    seen: set[int] = set()
    for _ in range(trees):
        for part in _cut(beside, draw):
            if part and part not in seen:
                seen.add(part)
                if next(grown_from(part, alone, 0, test), None):
                    yield tuple(sorted(u for b in bits(part) for u in blocks[b]))


def _beside(
    scenario: Scenario, blocks: Sequence[frozenset[int]], connected: bool
) -> list[list[int]]:
    """For each block those that it touches."""
    touching, every = touching_masks(scenario), range(len(blocks))
    held = [bit_set(block) for block in blocks]
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


def _cut(beside: Sequence[Sequence[int]], draw: Random) -> Iterator[int]:
    """What one or two cuts leave of a random spanning tree of each connected piece."""
    for order, parent in _trees(beside, draw):
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


def _trees(
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
