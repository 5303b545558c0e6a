"""The adjacency of units, or of other items on a map, as bit sets.

Everything that asks what touches what, what is connected and what lies around goes through here.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random

from lotdesign.scenario.scenario import Scenario
from solver.bitsets import is_connected, iterate_bits
from solver.candidates.geography import compute_adjacency, compute_contiguity


@dataclass(frozen=True)
class Adjacency:
    """The adjacency of items as bit sets: bit j of touching[i] says that i touches j.

    The relation is symmetric.
    """

    touching: Sequence[int]

    @property
    def everything(self) -> int:
        """All items."""
        return (1 << len(self.touching)) - 1

    def find_neighbours(self, items: int) -> int:
        """What touches any of the items and is none of them."""
        around = 0
        for item in iterate_bits(items):
            around |= self.touching[item]
        return around & ~items

    def is_connected(self, items: int) -> bool:
        """Whether the items connect among themselves; so do none at all."""
        return is_connected(items, self.touching)

    def iterate_components(self, items: int) -> Iterator[int]:
        """The connected components of the items, by their first item."""
        while items:
            component = self._flood(items & -items, items)
            yield component
            items &= ~component

    def grow_region(self, items: int, free: int, size: int) -> int:
        """The items and free ones around them, layer by layer, until there are `size`."""
        while items.bit_count() < size and (layer := self.find_neighbours(items) & free):
            for item in iterate_bits(layer):
                items |= 1 << item
                if items.bit_count() >= size:
                    break
        return items

    def draw_spanning_tree(self, items: int, random: Random) -> list[tuple[int, int]]:
        """A random spanning tree of the component of a random item.

        Each of its items with its parent, which comes before it; the root has -1.
        """
        root = random.choice(list(iterate_bits(items)))
        tree, left = [(root, -1)], items & ~(1 << root)
        edges = [(root, item) for item in iterate_bits(self.touching[root] & left)]
        while edges:
            at = random.randrange(len(edges))
            edges[at], edges[-1] = edges[-1], edges[at]
            parent, item = edges.pop()
            if left >> item & 1:
                left &= ~(1 << item)
                tree.append((item, parent))
                edges += [(item, other) for other in iterate_bits(self.touching[item] & left)]
        return tree

    def _flood(self, reached: int, inside: int) -> int:
        """All that connects to the reached ones inside."""
        fresh = reached
        while fresh:
            fresh = self.find_neighbours(fresh) & inside & ~reached
            reached |= fresh
        return reached


def build_adjacency(scenario: Scenario) -> Adjacency:
    """Which units touch; units without a locality touch nothing."""
    return Adjacency(compute_adjacency(scenario))


def build_contiguity(scenario: Scenario) -> Adjacency:
    """Which units touch where lots must connect: empty localities are no gap."""
    return Adjacency(compute_contiguity(scenario))


def build_vicinity(scenario: Scenario) -> Adjacency:
    """Which units are close, for searches: by contiguity where a rule asks for it."""
    reads = any(rule.reads_input("neighbours") for rule in scenario.active_rules)
    return build_contiguity(scenario) if reads else build_adjacency(scenario)
