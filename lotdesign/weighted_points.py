"""Rankings by weighted points: ties broken by stated rules, exact sensitivity to one weight.

As the share w of one criterion's weight goes from 0 to 1 the others share the rest, 1 - w, in the
proportions that they have. The points of an entrant are then a straight line in w, and ranks
change only where two lines meet.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations, groupby, pairwise
from typing import Generic, TypeVar

FULL_POINTS = 100
"""Points of the top score by a criterion."""

Entrant = TypeVar("Entrant")

RankingKey = tuple[Fraction | int, ...]
"""Minus the points of an entrant, then its figure by each tie rule in turn; smaller is better."""

RankingOrder = tuple[str, ...]
"""The ids of those who are ranked, the first first."""


@dataclass(frozen=True, slots=True)
class RankedPlace(Generic[Entrant]):
    """An entrant with its rank, 1 the first, and its points.

    `tie` is the rule that puts it behind one with equal points, "" where none is needed.
    """

    rank: int
    entrant: Entrant
    total: Fraction
    tie: str = ""


def rank_by_key(
    entrants: Iterable[Entrant], build_key: Callable[[Entrant], RankingKey], ties: Sequence[str]
) -> tuple[RankedPlace[Entrant], ...]:
    """Rank by ascending key; `ties` names the rule of each figure but the first.

    Entrants with equal keys stay in the order given.
    """
    keyed = [(build_key(each), each) for each in entrants]
    keyed.sort(key=lambda pair: pair[0])
    places: list[RankedPlace[Entrant]] = []
    for rank, (key, entrant) in enumerate(keyed, 1):
        tie = _find_deciding_rule(keyed[rank - 2][0], key, ties) if rank > 1 else ""
        places.append(RankedPlace(rank, entrant, Fraction(-key[0]), tie))
    return tuple(places)


def _find_deciding_rule(above: RankingKey, below: RankingKey, ties: Sequence[str]) -> str:
    """Return the rule that decides between two with equal points, "" where none does."""
    if above[0] != below[0]:
        return ""
    pairs = zip(ties, above[1:], below[1:], strict=True)
    return next((rule for rule, one, other in pairs if one != other), "")


def group_equal(
    places: Sequence[RankedPlace[Entrant]], build_key: Callable[[Entrant], RankingKey]
) -> Iterator[tuple[RankedPlace[Entrant], ...]]:
    """Yield each group of two or more neighbouring places with the same key."""
    for _, group in groupby(places, key=lambda each: build_key(each.entrant)):
        alike = tuple(group)
        if len(alike) > 1:
            yield alike


@dataclass(frozen=True, slots=True)
class PointsLine:
    """Points of an entrant as a straight line in the weight, 0 to 1, of one criterion.

    `alone` are its points by that criterion, `rest` the weighted mean of its points by all others.
    """

    alone: Fraction
    rest: Fraction

    def evaluate(self, weight: Fraction) -> Fraction:
        """Return the points where the criterion has this share of the weight."""
        return weight * self.alone + (1 - weight) * self.rest


@dataclass(frozen=True, slots=True)
class WeightSpan:
    """An open interval of weights in which the order is the same."""

    least: Fraction
    most: Fraction
    order: RankingOrder


@dataclass(frozen=True, slots=True)
class WeightSensitivity:
    """The orders at every share of one criterion's weight; `first` leads at the share in force.

    There are no spans where nobody is ranked or all other criteria weigh nothing.
    """

    share: Fraction
    first: str
    spans: tuple[WeightSpan, ...]

    @property
    def changes(self) -> tuple[Fraction, ...]:
        """Shares at which any rank changes, ascending."""
        return tuple(span.most for span in self.spans[:-1])

    @property
    def stays_first(self) -> tuple[Fraction, Fraction]:
        """The range of shares around the one in force in which the first stays first."""
        low = high = self.share
        for span in reversed(self.spans):
            if span.least < low and span.most >= low and span.order[0] == self.first:
                low = span.least
        for span in self.spans:
            if span.most > high and span.least <= high and span.order[0] == self.first:
                high = span.most
        return low, high

    @property
    def first_below(self) -> str:
        """Who is first right below that range, "" where it begins at 0."""
        low, _ = self.stays_first
        return next((each.order[0] for each in reversed(self.spans) if each.most <= low), "")

    @property
    def first_above(self) -> str:
        """Who is first right above that range, "" where it ends at 1."""
        _, high = self.stays_first
        return next((each.order[0] for each in self.spans if each.least >= high), "")


def average_points(weighed: Iterable[tuple[Fraction, Fraction]]) -> Fraction:
    """Return the weighted mean of pairs (points, weight), exact; 0 where all weights are 0."""
    pairs = list(weighed)
    total = sum((weight for _, weight in pairs), Fraction(0))
    if not total:
        return Fraction(0)
    return sum((points * weight for points, weight in pairs), Fraction(0)) / total


def find_crossings(lines: Sequence[PointsLine]) -> tuple[Fraction, ...]:
    """Return the weights strictly between 0 and 1 at which two lines meet, ascending and exact.

    Two straight lines cross once at most: at w = dr / (dr - da), their differences in `rest` and in
    `alone`.
    """
    crossings = set()
    for one, other in combinations(lines, 2):
        rest = one.rest - other.rest
        slope = rest - (one.alone - other.alone)
        if slope and 0 < rest / slope < 1:
            crossings.add(rest / slope)
    return tuple(sorted(crossings))


def split_into_spans(
    lines: Sequence[PointsLine], order: Callable[[Fraction], RankingOrder]
) -> tuple[WeightSpan, ...]:
    """Split the weights from 0 to 1 where lines meet; `order` ranks at a weight."""
    ends = [Fraction(0), *find_crossings(lines), Fraction(1)]
    return tuple(WeightSpan(low, high, order((low + high) / 2)) for low, high in pairwise(ends))
