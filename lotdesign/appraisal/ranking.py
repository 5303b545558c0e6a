"""Options ranked by weighted scores, and how far the weight of each criterion may move."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from lotdesign.measures.registry import MEASURES
from lotdesign.weighted_points import (
    PointsLine,
    RankedPlace,
    RankingKey,
    RankingOrder,
    WeightSensitivity,
    WeightSpan,
    average_points,
    group_equal,
    rank_by_key,
    split_into_spans,
)

WeightByCriterion = Mapping[str, Fraction]
"""Criterion -> weight; only the proportions count."""


@dataclass(frozen=True, slots=True)
class ScoredOption:
    """An option with its points out of 100 by each criterion, and its measures."""

    id: str
    points: Mapping[str, Fraction]
    measures: Mapping[str, Fraction]

    def weigh_points(self, weights: WeightByCriterion) -> Fraction:
        """Return the weighted mean of its points."""
        return average_points((self.points[name], weight) for name, weight in weights.items())


OptionPlace = RankedPlace[ScoredOption]


@dataclass(frozen=True, slots=True)
class CriterionSensitivity(WeightSensitivity):
    """How the order of the options depends on the weight of one criterion."""

    criterion: str = ""


def rank_options(
    options: Sequence[ScoredOption], weights: WeightByCriterion, ties: Sequence[str]
) -> tuple[OptionPlace, ...]:
    """Rank the options; those that no rule tells apart stay in the order given."""
    return rank_by_key(options, lambda each: _build_key(each, weights, ties), ties)


def find_ties(
    options: Sequence[ScoredOption], weights: WeightByCriterion, ties: Sequence[str]
) -> Iterator[tuple[OptionPlace, ...]]:
    """Yield groups with equal points that no rule tells apart."""
    places = rank_options(options, weights, ties)
    return group_equal(places, lambda each: _build_key(each, weights, ties))


def _build_key(option: ScoredOption, weights: WeightByCriterion, ties: Sequence[str]) -> RankingKey:
    return (-option.weigh_points(weights), *(_read_tie_figure(option, rule) for rule in ties))


def _read_tie_figure(option: ScoredOption, rule: str) -> Fraction:
    """Return the points by a criterion or the value of a measure, smaller the better."""
    if rule in option.points:
        return -option.points[rule]
    return MEASURES[rule].sign * option.measures[rule]


def analyse_weights(
    options: Sequence[ScoredOption], weights: WeightByCriterion, ties: Sequence[str]
) -> Iterator[CriterionSensitivity]:
    """Yield how the order depends on the weight of each criterion."""
    first = rank_options(options, weights, ties)[0].entrant.id
    total = sum(weights.values(), Fraction(0))
    for criterion, weight in weights.items():
        spans = _find_spans(options, weights, ties, criterion) if weight < total else ()
        yield CriterionSensitivity(weight / total, first, spans, criterion)


def _find_spans(
    options: Sequence[ScoredOption],
    weights: WeightByCriterion,
    ties: Sequence[str],
    criterion: str,
) -> tuple[WeightSpan, ...]:
    def order(share: Fraction) -> RankingOrder:
        places = rank_options(options, set_weight_share(weights, criterion, share), ties)
        return tuple(place.entrant.id for place in places)

    others = {name: weight for name, weight in weights.items() if name != criterion}
    lines = [PointsLine(each.points[criterion], each.weigh_points(others)) for each in options]
    return split_into_spans(lines, order)


def set_weight_share(
    weights: WeightByCriterion, criterion: str, share: Fraction
) -> WeightByCriterion:
    """Return weights with sum 1 where one criterion has this share, the others in proportion."""
    rest = sum((weight for name, weight in weights.items() if name != criterion), Fraction(0))
    return {
        name: share if name == criterion else (1 - share) * weight / rest
        for name, weight in weights.items()
    }
