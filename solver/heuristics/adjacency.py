"""Adjacency of units and lots: growing regions and drawing neighbouring lots."""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from lotdesign.scenario.scenario import Scenario
from solver.bitsets import iterate_bits, pack_bits
from solver.candidates.geography import compute_adjacency
from solver.heuristics.incumbent_lots import IncumbentLot


@dataclass(frozen=True)
class Adjacency:
    """For each unit those that it touches, as a bit set."""

    touching: Sequence[int]

    @classmethod
    def build(cls, scenario: Scenario) -> "Adjacency":
        """That of a scenario."""
        return cls(compute_adjacency(scenario))

    def find_neighbours(self, units: int) -> int:
        """What touches any of the units and is none of them, as bits."""
        mask = 0
        for u in iterate_bits(units):
            mask |= self.touching[u]
        return mask & ~units

    def grow_region(self, units: int, free: int, size: int) -> int:
        """The units and free ones around them, until there are so many."""
        while units.bit_count() < size and self.find_neighbours(units) & free:
            for v in iterate_bits(self.find_neighbours(units) & free):
                units |= 1 << v
                if units.bit_count() >= size:
                    break
        return units

    def draw_neighbouring_lots(
        self, pieces: Sequence[IncumbentLot], units: int, many: int, draw: Random
    ) -> list[int]:
        """Positions of up to so many lots around units, grown lot by lot at random.

        Where nothing more touches, any lot will do.
        """
        masks = [pack_bits(piece.lot.units) for piece in pieces]
        found: list[int] = []
        left = set(range(len(pieces)))
        while left and len(found) < many:
            border = self.find_neighbours(units)
            close = [i for i in sorted(left) if masks[i] & border] or sorted(left)
            chosen = draw.choice(close)
            found.append(chosen)
            left.remove(chosen)
            units |= masks[chosen]
        return found
