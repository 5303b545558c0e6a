"""Ranks: most points first, equal points by the stated rule."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby

from lotdesign.measures.registry import MEASURES
from lotdesign.weighing import mean

FULL = 100
"""The points of the top score."""

Weights = Mapping[str, Fraction]
"""What each criterion weighs; only proportions count."""

Key = tuple[Fraction, ...]


@dataclass(frozen=True, slots=True)
class Entrant:
    """An option with its points out of 100 by each criterion, and its measures."""

    id: str
    points: Mapping[str, Fraction]
    measures: Mapping[str, Fraction]

    def total(self, weights: Weights) -> Fraction:
        """The weighted mean of its points."""
        return mean((self.points[name], weight) for name, weight in weights.items())


@dataclass(frozen=True, slots=True)
class Place:
    """A rank, 1 the first. `tie` is the rule that puts it behind an equal one, or ""."""

    rank: int
    entrant: Entrant
    total: Fraction
    tie: str = ""


def ranked(entrants: Sequence[Entrant], weights: Weights, ties: Sequence[str]) -> tuple[Place, ...]:
    """Everybody's place; what no rule parts stays in the order given."""
    keys = {each.id: _key(each, weights, ties) for each in entrants}
    ordered = sorted(entrants, key=lambda each: keys[each.id])
    places: list[Place] = []
    for rank, each in enumerate(ordered, 1):
        tie = ""
        if places:
            tie = _parted_by(keys[places[-1].entrant.id], keys[each.id], ties)
        places.append(Place(rank, each, each.total(weights), tie))
    return tuple(places)


def unsettled(
    entrants: Sequence[Entrant], weights: Weights, ties: Sequence[str]
) -> Iterator[tuple[Place, ...]]:
    """Groups with equal points that no rule tells apart."""
    places = ranked(entrants, weights, ties)
    for _, group in groupby(places, key=lambda each: _key(each.entrant, weights, ties)):
        alike = tuple(group)
        if len(alike) > 1:
            yield alike


def _key(entrant: Entrant, weights: Weights, ties: Sequence[str]) -> Key:
    """Smaller is better: most points, then by each rule the better."""
    return (-entrant.total(weights), *(_figure(entrant, rule) for rule in ties))


def _figure(entrant: Entrant, rule: str) -> Fraction:
    """Points of a criterion or value of a measure, smaller the better."""
    if rule in entrant.points:
        return -entrant.points[rule]
    return MEASURES[rule].sign * entrant.measures[rule]


def _parted_by(above: Key, below: Key, ties: Sequence[str]) -> str:
    """The rule that decides between two with equal points."""
    if above[0] != below[0]:
        return ""
    pairs = zip(ties, above[1:], below[1:], strict=True)
    return next((rule for rule, one, other in pairs if one != other), "")
