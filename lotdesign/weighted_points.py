"""Weighted points, and for which weights a ranking stays: exact sensitivity analysis."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations, pairwise

RankingOrder = tuple[str, ...]
"""Who is ranked, the first first."""


@dataclass(frozen=True, slots=True)
class PointsLine:
    """Points as a straight line in the weight, 0 to 1, of one of the things that are weighed.

    `alone` are the points for that thing, `rest` the weighted mean of all others, which keep
    their proportions.
    """

    alone: Fraction
    rest: Fraction

    def evaluate(self, weight: Fraction) -> Fraction:
        """All points where the one thing has this share of the weight."""
        return weight * self.alone + (1 - weight) * self.rest


@dataclass(frozen=True, slots=True)
class WeightSpan:
    """Weights strictly between two at which the order is the same."""

    least: Fraction
    most: Fraction
    order: RankingOrder


def average_points(weighed: Iterable[tuple[Fraction, Fraction]]) -> Fraction:
    """The mean of (points, weight), 0 where nothing weighs anything."""
    pairs = list(weighed)
    total = sum((weight for _, weight in pairs), Fraction(0))
    if not total:
        return Fraction(0)
    return sum((points * weight for points, weight in pairs), Fraction(0)) / total


def find_crossings(lines: Sequence[PointsLine]) -> tuple[Fraction, ...]:
    """The weights strictly between 0 and 1 at which two of these have equal points, ascending.

    Two straight lines cross once at most: at w = dr / (dr - da), their differences in `rest` and
    in `alone`.
    """
    found = set()
    for one, other in combinations(lines, 2):
        rest = one.rest - other.rest
        apart = rest - (one.alone - other.alone)
        if apart and 0 < rest / apart < 1:
            found.add(rest / apart)
    return tuple(sorted(found))


def split_into_spans(
    lines: Sequence[PointsLine], order: Callable[[Fraction], RankingOrder]
) -> tuple[WeightSpan, ...]:
    """The spans from weight 0 to weight 1; `order` ranks at a weight.

    Where two spans meet some have equal points, and the rule for ties decides.
    """
    ends = [Fraction(0), *find_crossings(lines), Fraction(1)]
    return tuple(WeightSpan(low, high, order((low + high) / 2)) for low, high in pairwise(ends))


def find_range_of_first(
    found: Sequence[WeightSpan], weight: Fraction, first: str
) -> tuple[Fraction, Fraction]:
    """From which to which weight, around the one in force, the same one is first."""
    low = high = weight
    for span in reversed(found):
        if span.least < low and span.most >= low and span.order[0] == first:
            low = span.least
    for span in found:
        if span.most > high and span.least <= high and span.order[0] == first:
            high = span.most
    return low, high
