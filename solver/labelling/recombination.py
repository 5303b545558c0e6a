"""A first design by recombination: spanning trees cut in two, two lots redrawn at a time.

A random tree over connected units is cut where both sides can still be divided into whole lots
within their bands; two lots that touch are joined and cut again wherever that leaves fewer touching
pairs in different lots (DeFord, Duchin and Solomon, Harvard Data Science Review 3(1), 2021). It
proves nothing, and may find nothing.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from random import Random

from lotdesign.scenario.scenario import Scenario
from solver.bitsets import iterate_bits
from solver.candidates.adjacency import Adjacency, build_adjacency, build_contiguity
from solver.labelling.requirements import LabellingRequirements, LotBand
from solver.solve_context import SolveContext

MOST_TREES = 300
"""Trees that are cut before a set of units is given up."""
MOST_STARTS = 40
"""Divisions that are begun before the heuristic gives up."""
RECOMBINATION_ROUNDS = 2_000
"""Pairs of lots that are drawn again."""


def draw_first_lots(
    scenario: Scenario, requirements: LabellingRequirements, lots: int, context: SolveContext
) -> list[int] | None:
    """So many connected lots as bit sets, ordered by first unit, or None.

    Rules about units that share a lot, or do not, are ignored.
    """
    if not requirements.connected or not all(unit.locality for unit in scenario.units):
        return None
    random = Random(context.settings.seed)
    touching = build_adjacency(scenario).touching
    return Recombination(
        build_contiguity(scenario), requirements.bands, random, lambda: context.is_late, touching
    ).draw(lots)


@dataclass
class Recombination:
    """Draws connected lots within bands, until it `is_late`.

    Lots connect by the `adjacency`; the pairs to cut are those `touching`, unless given the same.
    """

    adjacency: Adjacency
    bands: Sequence[LotBand]
    random: Random
    is_late: Callable[[], bool] = lambda: False
    touching: Sequence[int] | None = None

    def draw(self, lots: int) -> list[int] | None:
        """So many lots as bit sets, ordered by their first unit; None where none were found."""
        everything = self.adjacency.everything
        if not self.adjacency.is_connected(everything):
            return None
        for _ in range(MOST_STARTS):
            if self.is_late():
                break
            division = self._divide(everything, lots)
            if division is not None:
                return sorted(self._improve(division), key=lambda lot: lot & -lot)
        return None

    def _divide(self, units: int, lots: int) -> list[int] | None:
        """The units divided into so many lots."""
        if lots == 1:
            return [units] if self._fits(self._sum_weights(units), 1) else None
        for _ in range(MOST_TREES):
            cuts = list(self._list_tree_cuts(units, lots))
            if cuts:
                part, share = self.random.choice(cuts)
                one = self._divide(part, share)
                other = None if one is None else self._divide(units & ~part, lots - share)
                return None if one is None or other is None else one + other
        return None

    def _improve(self, lots: list[int]) -> list[int]:
        """Draws many pairs of touching lots again, where that cuts no more pairs of units."""
        for _ in range(RECOMBINATION_ROUNDS if len(lots) > 1 else 0):
            if self.is_late():
                break
            one = self.random.randrange(len(lots))
            around = self.adjacency.find_neighbours(lots[one])
            other = self.random.choice([j for j, lot in enumerate(lots) if lot & around])
            both = lots[one] | lots[other]
            cuts = [part for part, _ in self._list_tree_cuts(both, 2)]
            best = min(
                cuts, key=lambda part: self._count_cut_pairs(part, both & ~part), default=lots[one]
            )
            if self._count_cut_pairs(best, both & ~best) <= self._count_cut_pairs(
                lots[one], lots[other]
            ):
                lots[one], lots[other] = best, both & ~best
        return lots

    def _list_tree_cuts(self, units: int, lots: int) -> Iterator[tuple[int, int]]:
        """Sides of the edges of one random tree, with the number of lots that each can hold."""
        below: dict[int, int] = {}
        sums: dict[int, list[int]] = {}
        total = self._sum_weights(units)
        for unit, parent in reversed(self.adjacency.draw_spanning_tree(units, self.random)):
            below[unit] = below.get(unit, 0) | 1 << unit
            own = sums.get(unit, [0] * len(self.bands))
            sums[unit] = [a + band.weights[unit] for a, band in zip(own, self.bands, strict=True)]
            if parent < 0:
                continue
            rest = [a - b for a, b in zip(total, sums[unit], strict=True)]
            for share in range(1, lots):
                if self._fits(sums[unit], share) and self._fits(rest, lots - share):
                    yield below[unit], share
            below[parent] = below.get(parent, 0) | below[unit]
            before = sums.get(parent, [0] * len(self.bands))
            sums[parent] = [a + b for a, b in zip(before, sums[unit], strict=True)]

    def _sum_weights(self, units: int) -> list[int]:
        return [sum(band.weights[u] for u in iterate_bits(units)) for band in self.bands]

    def _fits(self, sums: Sequence[int], lots: int) -> bool:
        """Whether the sums lie within the bands of so many lots together."""
        return all(
            (band.least is None or total >= band.least * lots)
            and (band.most is None or total <= band.most * lots)
            for total, band in zip(sums, self.bands, strict=True)
        )

    def _count_cut_pairs(self, one: int, other: int) -> int:
        """The touching pairs between two sets of units."""
        touching = self.adjacency.touching if self.touching is None else self.touching
        return sum((touching[u] & other).bit_count() for u in iterate_bits(one))
