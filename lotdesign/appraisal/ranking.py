"""Ranks by weighted points, equal points by the stated rule, and how far each weight may move.

A weight is a share of all weight. As one criterion's share w goes from 0 to 1 the others share
the rest, 1 - w, in the proportions that they have: an option's points are then a straight line
in w, and ranks change only where two lines meet.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby

from lotdesign.measures.registry import MEASURES
from lotdesign.weighted_points import (
    PointsLine,
    RankingOrder,
    WeightSpan,
    average_points,
    find_range_of_first,
    split_into_spans,
)

FULL_POINTS = 100
"""The points of the top score."""

WeightByCriterion = Mapping[str, Fraction]
"""What each criterion weighs; only proportions count."""

OptionKey = tuple[Fraction, ...]


@dataclass(frozen=True, slots=True)
class ScoredOption:
    """An option with its points out of 100 by each criterion, and its measures."""

    id: str
    points: Mapping[str, Fraction]
    measures: Mapping[str, Fraction]

    def weigh_points(self, weights: WeightByCriterion) -> Fraction:
        """The weighted mean of its points."""
        return average_points((self.points[name], weight) for name, weight in weights.items())


@dataclass(frozen=True, slots=True)
class OptionPlace:
    """A rank, 1 the first. `tie` is the rule that puts it behind an equal one, or ""."""

    rank: int
    entrant: ScoredOption
    total: Fraction
    tie: str = ""


def rank_options(
    entrants: Sequence[ScoredOption], weights: WeightByCriterion, ties: Sequence[str]
) -> tuple[OptionPlace, ...]:
    """Everybody's place; what no rule parts stays in the order given."""
    keys = {each.id: _build_key(each, weights, ties) for each in entrants}
    ordered = sorted(entrants, key=lambda each: keys[each.id])
    places: list[OptionPlace] = []
    for rank, each in enumerate(ordered, 1):
        tie = ""
        if places:
            tie = _find_deciding_rule(keys[places[-1].entrant.id], keys[each.id], ties)
        places.append(OptionPlace(rank, each, each.weigh_points(weights), tie))
    return tuple(places)


def find_ties(
    entrants: Sequence[ScoredOption], weights: WeightByCriterion, ties: Sequence[str]
) -> Iterator[tuple[OptionPlace, ...]]:
    """Groups with equal points that no rule tells apart."""
    places = rank_options(entrants, weights, ties)
    for _, group in groupby(places, key=lambda each: _build_key(each.entrant, weights, ties)):
        alike = tuple(group)
        if len(alike) > 1:
            yield alike


def _build_key(entrant: ScoredOption, weights: WeightByCriterion, ties: Sequence[str]) -> OptionKey:
    """Smaller is better: most points, then by each rule the better."""
    return (-entrant.weigh_points(weights), *(_read_tie_figure(entrant, rule) for rule in ties))


def _read_tie_figure(entrant: ScoredOption, rule: str) -> Fraction:
    """Points of a criterion or value of a measure, smaller the better."""
    if rule in entrant.points:
        return -entrant.points[rule]
    return MEASURES[rule].sign * entrant.measures[rule]


def _find_deciding_rule(above: OptionKey, below: OptionKey, ties: Sequence[str]) -> str:
    """The rule that decides between two with equal points."""
    if above[0] != below[0]:
        return ""
    pairs = zip(ties, above[1:], below[1:], strict=True)
    return next((rule for rule, one, other in pairs if one != other), "")


@dataclass(frozen=True, slots=True)
class CriterionSensitivity:
    """The orders at every share of one criterion's weight, and the share in force.

    There are no spans where all others weigh nothing, as they have no proportions to keep.
    """

    criterion: str
    share: Fraction
    first: str
    spans: tuple[WeightSpan, ...]

    @property
    def stays_first(self) -> tuple[Fraction, Fraction]:
        """From which to which share, around the one in force, the same option is first."""
        return find_range_of_first(self.spans, self.share, self.first)

    @property
    def first_below(self) -> str:
        """Who is first below those shares, "" where nothing lies below."""
        low, _ = self.stays_first
        return next((each.order[0] for each in reversed(self.spans) if each.most <= low), "")

    @property
    def first_above(self) -> str:
        """Who is first above those shares, "" where nothing lies above."""
        _, high = self.stays_first
        return next((each.order[0] for each in self.spans if each.least >= high), "")


def analyse_weights(
    entrants: Sequence[ScoredOption], weights: WeightByCriterion, ties: Sequence[str]
) -> Iterator[CriterionSensitivity]:
    """How the first place hangs on the weight of each criterion."""
    first = rank_options(entrants, weights, ties)[0].entrant.id
    total = sum(weights.values(), Fraction(0))
    for criterion, weight in weights.items():
        found = _find_spans(entrants, weights, ties, criterion) if weight < total else ()
        yield CriterionSensitivity(criterion, weight / total, first, found)


def set_weight_share(
    weights: WeightByCriterion, criterion: str, share: Fraction
) -> WeightByCriterion:
    """The weights, 1 together, where a criterion has this share and the others keep proportions."""
    rest = sum((weight for name, weight in weights.items() if name != criterion), Fraction(0))
    return {
        name: share if name == criterion else (1 - share) * weight / rest
        for name, weight in weights.items()
    }


def _find_spans(
    entrants: Sequence[ScoredOption],
    weights: WeightByCriterion,
    ties: Sequence[str],
    criterion: str,
) -> tuple[WeightSpan, ...]:
    def order(share: Fraction) -> RankingOrder:
        places = rank_options(entrants, set_weight_share(weights, criterion, share), ties)
        return tuple(place.entrant.id for place in places)

    others = {name: weight for name, weight in weights.items() if name != criterion}
    lines = [
        PointsLine(
            each.points[criterion],
            average_points((each.points[name], w) for name, w in others.items()),
        )
        for each in entrants
    ]
    return split_into_spans(lines, order)
