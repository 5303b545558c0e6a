"""Ranges for a lot's sums of weights: tightened by the other lots, coarsened for the states.

Also the test that the complement of a lot can be divided into lots within their ranges.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from solver.bitsets import iterate_bits
from solver.candidates.adjacency import Adjacency
from solver.column_generation.requirements import LotBand

PART_SIZES_TRIED, PART_SIZE_SPREAD = 20, 0.05
"""The sizes of a coarse part that are tried, and how far above the least that will do."""


@dataclass(frozen=True)
class SumRange:
    """The sum of every lot's weights, one a unit, is from `least` to `most`."""

    weights: tuple[int, ...]
    least: int
    most: int

    @property
    def width(self) -> float:
        """The distance of the bounds, as a fraction of the upper one."""
        return (self.most - self.least) / max(1, self.most)


def tighten_band(band: LotBand, counts: range) -> SumRange:
    """The range that a band leaves one of so many lots, given what the others must or can hold."""
    total = sum(band.weights)
    least, most = band.least or 0, total if band.most is None else band.most
    lows = [max(least, total - (count - 1) * most) for count in counts]
    highs = [min(most, total - (count - 1) * least) for count in counts]
    return SumRange(tuple(band.weights), min(lows), max(highs))


@dataclass(frozen=True)
class CoarseRange:
    """Weights in whole coarse parts: those of lots within a range sum to `least` to `most`."""

    parts: tuple[int, ...]
    least: int
    most: int


def coarsen_range(sum_range: SumRange, parts: int) -> CoarseRange:
    """The range in about so many coarse parts, of the size that loosens it least."""
    smallest = max(1, ceil(sum_range.most / parts))
    sizes = sorted(
        {
            smallest + round(smallest * PART_SIZE_SPREAD * i / PART_SIZES_TRIED)
            for i in range(PART_SIZES_TRIED)
        }
    )
    rounded = [_round_to_parts(sum_range, size) for size in sizes]
    return min(rounded, key=lambda each: (each[0], each[1].most))[1]


def _round_to_parts(sum_range: SumRange, size: int) -> tuple[float, CoarseRange]:
    """How many parts rounding loosens the bounds by, and the range in parts of this size."""
    parts = tuple((2 * weight + size) // (2 * size) for weight in sum_range.weights)
    errors = [w - size * part for w, part in zip(sum_range.weights, parts, strict=True)]
    above = _bound_rounding_gain(errors, sum_range)
    below = _bound_rounding_gain([-error for error in errors], sum_range)
    least = max(0, -((above - sum_range.least) // size))
    most = max(0, (sum_range.most + below) // size)
    return (above + below) / size, CoarseRange(parts, least, most)


def _bound_rounding_gain(gains: Sequence[int], sum_range: SumRange) -> int:
    """An upper bound on the gain of any lot within the range: a fractional knapsack."""
    pairs = [(g, weight) for g, weight in zip(gains, sum_range.weights, strict=True) if g > 0]
    pairs.sort(key=lambda pair: pair[0] / pair[1] if pair[1] else float("inf"), reverse=True)
    total, left = 0, sum_range.most
    for gain, weight in pairs:
        if weight > left:
            return total - gain * left // -weight
        total, left = total + gain, left - weight
    return total


def has_divisible_complement(
    lot: int, adjacency: Adjacency, ranges: Sequence[SumRange], others: int
) -> bool:
    """Whether the sums of every component beside a lot fit some number of the other lots.

    `lot` is a bit set of units; every lot must be connected, and there are `others` besides.
    """
    rest = adjacency.everything & ~lot
    return all(_is_divisible(part, ranges, others) for part in adjacency.iterate_components(rest))


def _is_divisible(component: int, ranges: Sequence[SumRange], others: int) -> bool:
    units = list(iterate_bits(component))
    sums = [sum(each.weights[u] for u in units) for each in ranges]
    return any(
        all(
            each.least * lots <= total <= each.most * lots
            for each, total in zip(ranges, sums, strict=True)
        )
        for lots in range(1, others + 1)
    )
