"""Ranges for a lot's sums of weights: tightened by the other lots, coarsened for the states.

Also the test that the complement of a lot can be divided into lots within their ranges.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from solver.bitsets import iterate_bits
from solver.candidates.adjacency import Adjacency
from solver.labelling.requirements import LotBand

PART_SIZES_TRIED, PART_SIZE_SPREAD = 20, 0.05
"""So many sizes of a part are tried, up to so much above the least that will do."""


@dataclass(frozen=True)
class SumRange:
    """Every lot's sum of weights, one a unit, lies between two bounds."""

    weights: tuple[int, ...]
    least: int
    most: int

    @property
    def width(self) -> float:
        """How far the bounds are apart, in parts of the upper one."""
        return (self.most - self.least) / max(1, self.most)


def tighten_band(band: LotBand, counts: range) -> SumRange:
    """What a band leaves one of so many lots: the others take at least and at most their own."""
    total = sum(band.weights)
    least, most = band.least or 0, total if band.most is None else band.most
    lows = [max(least, total - (count - 1) * most) for count in counts]
    highs = [min(most, total - (count - 1) * least) for count in counts]
    return SumRange(tuple(band.weights), min(lows), max(highs))


@dataclass(frozen=True)
class CoarseRange:
    """Whole parts of units: those of every lot within its range add up to `least` to `most`."""

    parts: tuple[int, ...]
    least: int
    most: int


def coarsen_range(band: SumRange, parts: int) -> CoarseRange:
    """The range in about so many parts, of the size that rounds best."""
    smallest = max(1, ceil(band.most / parts))
    sizes = sorted(
        {
            smallest + round(smallest * PART_SIZE_SPREAD * i / PART_SIZES_TRIED)
            for i in range(PART_SIZES_TRIED)
        }
    )
    found = [_round_to_parts(band, size) for size in sizes]
    return min(found, key=lambda each: (each[0], each[1].most))[1]


def _round_to_parts(band: SumRange, size: int) -> tuple[float, CoarseRange]:
    """The parts of this size, and how far apart the rounding puts the bounds."""
    parts = tuple((2 * weight + size) // (2 * size) for weight in band.weights)
    over = [weight - size * part for weight, part in zip(band.weights, parts, strict=True)]
    above = _bound_rounding_gain(over, band)
    below = _bound_rounding_gain([-each for each in over], band)
    least = max(0, -((above - band.least) // size))
    most = max(0, (band.most + below) // size)
    return (above + below) / size, CoarseRange(parts, least, most)


def _bound_rounding_gain(gains: Sequence[int], band: SumRange) -> int:
    """At least what units gain together whose weights keep to the range (a fractional knapsack)."""
    pairs = [(gain, weight) for gain, weight in zip(gains, band.weights, strict=True) if gain > 0]
    pairs.sort(key=lambda pair: pair[0] / pair[1] if pair[1] else float("inf"), reverse=True)
    total, room = 0, band.most
    for gain, weight in pairs:
        if weight > room:
            return total - gain * room // -weight
        total, room = total + gain, room - weight
    return total


def has_divisible_complement(
    lot: int, beside: Sequence[int], ranges: Sequence[SumRange], others: int
) -> bool:
    """Whether each area beside a lot can be some of so many other lots, by its sums.

    `lot` is a bit set of units, `beside` those that each touches; every lot is one area.
    """
    adjacency = Adjacency(beside)
    return all(
        _is_divisible(area, ranges, others)
        for area in adjacency.iterate_components(adjacency.everything & ~lot)
    )


def _is_divisible(area: int, ranges: Sequence[SumRange], others: int) -> bool:
    units = list(iterate_bits(area))
    sums = [sum(each.weights[u] for u in units) for each in ranges]
    return any(
        all(
            each.least * lots <= total <= each.most * lots
            for each, total in zip(ranges, sums, strict=True)
        )
        for lots in range(1, others + 1)
    )
