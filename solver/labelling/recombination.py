"""A first design by recombination: spanning trees cut in two, two lots redrawn at a time.

A random tree over connected units is cut where both sides can still be divided into whole lots
within their bands; two lots that touch are joined and cut again wherever that leaves fewer
touching pairs in different lots (DeFord, Duchin and Solomon, Harvard Data Science Review 3(1),
2021). It proves nothing, and may find nothing.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from random import Random

from lotdesign.scenario.scenario import Scenario
from solver.bitsets import is_connected, iterate_bits, pack_bits
from solver.candidates.geography import compute_adjacency
from solver.labelling.requirements import LabellingRequirements, LotBand
from solver.solve_context import SolveContext

MOST_TREES = 300
"""Trees that are cut before a set of units is given up."""
MOST_STARTS = 40
"""Divisions that are begun before none is expected any more."""
RECOMBINATION_ROUNDS = 2_000
"""Pairs of lots that are drawn again."""


def draw_first_lots(
    scenario: Scenario, terms: LabellingRequirements, lots: int, means: SolveContext
) -> list[int] | None:
    """So many lots as bit sets, ordered by their first unit, where they are easily drawn.

    Units that share a lot, or share none, are not looked at.
    """
    if not terms.connected or not all(unit.locality for unit in scenario.units):
        return None
    random = Random(means.settings.seed)
    return Recombination(
        compute_adjacency(scenario), terms.bands, random, lambda: means.is_late
    ).draw(lots)


@dataclass
class Recombination:
    """Draws lots of connected units until it is `late`; `beside` are those that each touches."""

    beside: Sequence[int]
    bands: Sequence[LotBand]
    random: Random
    late: Callable[[], bool] = lambda: False

    def draw(self, lots: int) -> list[int] | None:
        """So many lots as bit sets, ordered by their first unit; None where none was found."""
        everything = (1 << len(self.beside)) - 1
        if not is_connected(everything, self.beside):
            return None
        for _ in range(MOST_STARTS):
            if self.late():
                break
            found = self._divide(everything, lots)
            if found is not None:
                return sorted(self._improve(found), key=lambda lot: lot & -lot)
        return None

    def _divide(self, units: int, lots: int) -> list[int] | None:
        """These units as so many lots."""
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
        """The lots after many pairs of them have been drawn again, where that cuts no more."""
        for _ in range(RECOMBINATION_ROUNDS if len(lots) > 1 else 0):
            if self.late():
                break
            one = self.random.randrange(len(lots))
            around = self._gather_neighbours(lots[one]) & ~lots[one]
            near = [j for j, lot in enumerate(lots) if lot & around]
            other = self.random.choice(near)
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
        """Sides of one random tree, with how many of the lots each can hold."""
        held: dict[int, int] = {}
        sums: dict[int, list[int]] = {}
        whole = self._sum_weights(units)
        for unit, parent in reversed(self._draw_tree(units)):
            held[unit] = held.get(unit, 0) | 1 << unit
            own = sums.get(unit, [0] * len(self.bands))
            sums[unit] = [a + band.weights[unit] for a, band in zip(own, self.bands, strict=True)]
            if parent < 0:
                continue
            rest = [a - b for a, b in zip(whole, sums[unit], strict=True)]
            for share in range(1, lots):
                if self._fits(sums[unit], share) and self._fits(rest, lots - share):
                    yield held[unit], share
            held[parent] = held.get(parent, 0) | held[unit]
            below = sums.get(parent, [0] * len(self.bands))
            sums[parent] = [a + b for a, b in zip(below, sums[unit], strict=True)]

    def _draw_tree(self, units: int) -> list[tuple[int, int]]:
        """A random tree over connected units, each with its parent, from the root down."""
        root = self.random.choice(list(iterate_bits(units)))
        tree, reached = [(root, -1)], 1 << root
        waiting = [(root, b) for b in iterate_bits(self.beside[root] & units)]
        while waiting:
            at = self.random.randrange(len(waiting))
            waiting[at], waiting[-1] = waiting[-1], waiting[at]
            parent, unit = waiting.pop()
            if reached >> unit & 1:
                continue
            reached |= 1 << unit
            tree.append((unit, parent))
            waiting += [(unit, b) for b in iterate_bits(self.beside[unit] & units & ~reached)]
        return tree

    def _sum_weights(self, units: int) -> list[int]:
        return [sum(band.weights[u] for u in iterate_bits(units)) for band in self.bands]

    def _fits(self, sums: Sequence[int], lots: int) -> bool:
        """Whether sums lie where those of so many lots together may."""
        return all(
            (band.least is None or total >= band.least * lots)
            and (band.most is None or total <= band.most * lots)
            for total, band in zip(sums, self.bands, strict=True)
        )

    def _count_cut_pairs(self, one: int, other: int) -> int:
        """The touching pairs between two sets of units."""
        return sum((self.beside[u] & other).bit_count() for u in iterate_bits(one))

    def _gather_neighbours(self, units: int) -> int:
        return pack_bits(b for u in iterate_bits(units) for b in iterate_bits(self.beside[u]))
