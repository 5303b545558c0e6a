"""Adjacency: neighbours, components, regions and random trees of small graphs."""

from random import Random

import pytest

from solver.bitsets import iterate_bits, pack_bits
from solver.candidates.adjacency import Adjacency

SIDE = 4
GRID = Adjacency(
    [
        pack_bits(
            v
            for v in range(SIDE * SIDE)
            if abs(u // SIDE - v // SIDE) + abs(u % SIDE - v % SIDE) == 1
        )
        for u in range(SIDE * SIDE)
    ]
)


@pytest.mark.parametrize("seed", range(20))
def test_components_are_connected_and_do_not_touch(seed: int) -> None:
    items = Random(seed).getrandbits(SIDE * SIDE)
    components = list(GRID.iterate_components(items))
    assert sum(components) == items
    for component in components:
        assert GRID.is_connected(component)
        assert not GRID.find_neighbours(component) & items
        assert not GRID.find_neighbours(component) & component


@pytest.mark.parametrize("seed", range(20))
def test_spanning_trees_join_touching_items_of_one_component(seed: int) -> None:
    """Parents come first, and every item of the component once."""
    random = Random(seed)
    items = random.getrandbits(SIDE * SIDE) | 1
    tree = GRID.draw_spanning_tree(items, random)
    component = pack_bits(item for item, _ in tree)
    assert component in list(GRID.iterate_components(items))
    assert component.bit_count() == len(tree)
    assert tree[0][1] == -1
    reached = 1 << tree[0][0]
    for item, parent in tree[1:]:
        assert reached >> parent & 1
        assert GRID.touching[parent] >> item & 1
        reached |= 1 << item


@pytest.mark.parametrize("size", [1, 3, 7, 16])
def test_regions_grow_to_their_size_through_free_items(size: int) -> None:
    free = GRID.everything & ~pack_bits([5, 6])
    region = GRID.grow_region(1, free, size)
    assert region.bit_count() == min(size, 14)
    assert GRID.is_connected(region)
    assert set(iterate_bits(region)) <= {0, *iterate_bits(free)}
