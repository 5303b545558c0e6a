"""Which units and lots lie side by side, for regions to be drawn again."""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from lotdesign.scenario.scenario import Scenario
from solver.candidates.grow import bits
from solver.facts.places import bit_set, touching_masks
from solver.generating.pieces import Piece


@dataclass(frozen=True)
class Terrain:
    """For each unit those that it touches, as a bit set."""

    touching: Sequence[int]

    @classmethod
    def of(cls, scenario: Scenario) -> "Terrain":
        """That of a scenario."""
        return cls(touching_masks(scenario))

    def around(self, units: int) -> int:
        """What touches any of the units and is none of them, as bits."""
        mask = 0
        for u in bits(units):
            mask |= self.touching[u]
        return mask & ~units

    def grown(self, units: int, free: int, size: int) -> int:
        """The units and free ones around them, until there are so many."""
        while units.bit_count() < size and self.around(units) & free:
            for v in bits(self.around(units) & free):
                units |= 1 << v
                if units.bit_count() >= size:
                    break
        return units

    def beside(self, pieces: Sequence[Piece], units: int, many: int, draw: Random) -> list[int]:
        """Positions of up to so many lots around units, grown lot by lot at random.

        Where nothing more touches, any lot will do.
        """
        masks = [bit_set(piece.lot.units) for piece in pieces]
        found: list[int] = []
        left = set(range(len(pieces)))
        while left and len(found) < many:
            border = self.around(units)
            close = [i for i in sorted(left) if masks[i] & border] or sorted(left)
            chosen = draw.choice(close)
            found.append(chosen)
            left.remove(chosen)
            units |= masks[chosen]
        return found
