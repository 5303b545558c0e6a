"""Bands on the sums of lots, and sums in parts so coarse that few are told apart."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from solver.labelling.terms import Band

TRIED, SPREAD = 20, 0.05
"""So many sizes of a part are tried, up to so much above the least that will do."""


@dataclass(frozen=True)
class Range:
    """Every lot's sum of weights, one a unit, lies between two bounds."""

    weights: tuple[int, ...]
    least: int
    most: int

    @property
    def width(self) -> float:
        """How far the bounds are apart, in parts of the upper one."""
        return (self.most - self.least) / max(1, self.most)


def narrowed(band: Band, counts: range) -> Range:
    """What a band leaves one of so many lots: the others take at least and at most their own."""
    total = sum(band.weights)
    least, most = band.least or 0, total if band.most is None else band.most
    lows = [max(least, total - (count - 1) * most) for count in counts]
    highs = [min(most, total - (count - 1) * least) for count in counts]
    return Range(tuple(band.weights), min(lows), max(highs))


@dataclass(frozen=True)
class Coarse:
    """Whole parts of units: those of every lot within its range add up to `least` to `most`."""

    parts: tuple[int, ...]
    least: int
    most: int


def coarse(band: Range, parts: int) -> Coarse:
    """The range in about so many parts, of the size that rounds best."""
    smallest = max(1, ceil(band.most / parts))
    sizes = sorted({smallest + round(smallest * SPREAD * i / TRIED) for i in range(TRIED)})
    found = [_rounded(band, size) for size in sizes]
    return min(found, key=lambda each: (each[0], each[1].most))[1]


def _rounded(band: Range, size: int) -> tuple[float, Coarse]:
    """The parts of this size, and how far apart the rounding puts the bounds."""
    parts = tuple((2 * weight + size) // (2 * size) for weight in band.weights)
    over = [weight - size * part for weight, part in zip(band.weights, parts, strict=True)]
    above = _largest(over, band)
    below = _largest([-each for each in over], band)
    least = max(0, -((above - band.least) // size))
    most = max(0, (band.most + below) // size)
    return (above + below) / size, Coarse(parts, least, most)


def _largest(gains: Sequence[int], band: Range) -> int:
    """At least what units gain together whose weights keep to the range (a fractional knapsack)."""
    pairs = [(gain, weight) for gain, weight in zip(gains, band.weights, strict=True) if gain > 0]
    pairs.sort(key=lambda pair: pair[0] / pair[1] if pair[1] else float("inf"), reverse=True)
    total, room = 0, band.most
    for gain, weight in pairs:
        if weight > room:
            return total - gain * room // -weight
        total, room = total + gain, room - weight
    return total
