"""How far each weight can move before another option is first, exactly.

A weight is a share of all weight. As one criterion's share w goes from 0 to 1 the others share
the rest, 1 - w, in the proportions that they have: an option's points are then a straight line
in w, and ranks change only where two lines meet.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from lotdesign.appraisal.ranking import Entrant, Weights, ranked
from lotdesign.weighing import Line, Order, Span, mean, spans, stays_first


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """The orders at every share of one criterion's weight, and the share in force.

    There are no spans where all others weigh nothing, as they have no proportions to keep.
    """

    criterion: str
    share: Fraction
    first: str
    spans: tuple[Span, ...]

    @property
    def stays_first(self) -> tuple[Fraction, Fraction]:
        """From which to which share, around the one in force, the same option is first."""
        return stays_first(self.spans, self.share, self.first)

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


def sensitivities(
    entrants: Sequence[Entrant], weights: Weights, ties: Sequence[str]
) -> Iterator[Sensitivity]:
    """How the first place hangs on the weight of each criterion."""
    first = ranked(entrants, weights, ties)[0].entrant.id
    total = sum(weights.values(), Fraction(0))
    for criterion, weight in weights.items():
        found = _spans(entrants, weights, ties, criterion) if weight < total else ()
        yield Sensitivity(criterion, weight / total, first, found)


def at_share(weights: Weights, criterion: str, share: Fraction) -> Weights:
    """The weights, 1 together, where a criterion has this share and the others keep proportions."""
    rest = sum((weight for name, weight in weights.items() if name != criterion), Fraction(0))
    return {
        name: share if name == criterion else (1 - share) * weight / rest
        for name, weight in weights.items()
    }


def _spans(
    entrants: Sequence[Entrant], weights: Weights, ties: Sequence[str], criterion: str
) -> tuple[Span, ...]:
    def order(share: Fraction) -> Order:
        places = ranked(entrants, at_share(weights, criterion, share), ties)
        return tuple(place.entrant.id for place in places)

    others = {name: weight for name, weight in weights.items() if name != criterion}
    lines = [
        Line(each.points[criterion], mean((each.points[name], w) for name, w in others.items()))
        for each in entrants
    ]
    return spans(lines, order)
