"""Neighbourhoods of a few lots that lie side by side, drawn at random."""

from collections.abc import Sequence
from random import Random

from solver.bitsets import pack_bits
from solver.candidates.adjacency import Adjacency
from solver.heuristics.heuristic_state import IncumbentDesign
from solver.heuristics.incumbent_lots import IncumbentLot
from solver.heuristics.large_neighbourhood_search import RepairOutcome

LOTS_PER_NEIGHBOURHOOD = (2, 3, 4, 5, 6)
"""How many lots are freed at a time, in turn while nothing improves."""
TRIES_PER_LOT = 3
"""The search ends after about so many failures in a row for each lot and each size."""


def draw_adjacent_lots(
    lots: Sequence[IncumbentLot], units: int, count: int, adjacency: Adjacency, random: Random
) -> list[int]:
    """Positions of up to `count` lots around a bit set of units, grown lot by lot at random.

    Where nothing more touches, any lot is drawn.
    """
    masks = [pack_bits(each.lot.units) for each in lots]
    drawn: list[int] = []
    left = set(range(len(lots)))
    while left and len(drawn) < count:
        border = adjacency.find_neighbours(units)
        close = [i for i in sorted(left) if masks[i] & border] or sorted(left)
        chosen = random.choice(close)
        drawn.append(chosen)
        left.remove(chosen)
        units |= masks[chosen]
    return drawn


class AdjacentLots:
    """Selects two to six adjacent lots, until nothing has improved for long."""

    def __init__(self, adjacency: Adjacency, random: Random) -> None:
        self._adjacency, self._random = adjacency, random
        self._failures = 0

    def propose(self, incumbent: IncumbentDesign) -> list[IncumbentLot] | None:
        """The lots to free, starting from a random one."""
        lots, sizes = incumbent.lots, LOTS_PER_NEIGHBOURHOOD
        if self._failures >= TRIES_PER_LOT * (len(sizes) + len(lots)):
            return None
        count = sizes[self._failures % len(sizes)]
        start = self._random.randrange(len(lots))
        units = pack_bits(lots[start].lot.units)
        others = draw_adjacent_lots(lots, units, count, self._adjacency, self._random)
        return [lots[i] for i in [start, *(i for i in others if i != start)][:count]]

    def record(
        self,
        neighbourhood: list[IncumbentLot],
        outcome: RepairOutcome[IncumbentDesign],
        seconds: float,
    ) -> None:
        """Counts failures in a row."""
        self._failures = 0 if outcome.is_better else self._failures + 1
