"""How ranks depend on what price weighs against quality: every weight at which they change."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations, pairwise

from lotdesign.frameworks.framework import Framework
from lotdesign.frameworks.points import Points
from lotdesign.frameworks.ranking import Listing, listing


@dataclass(frozen=True, slots=True)
class Span:
    """Weights of price, strictly between two, at which the ranks are the same."""

    least: Fraction
    most: Fraction
    order: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """The spans of a category from weight 0 to weight 1, and the weight in force.

    Where two spans meet some offers have equal points, and the rule for ties decides.
    """

    category: str
    opening: int
    weight: Fraction
    first: str
    spans: tuple[Span, ...]

    @property
    def changes(self) -> tuple[Fraction, ...]:
        """The weights at which any rank changes."""
        return tuple(span.most for span in self.spans[:-1])

    @property
    def stays_first(self) -> tuple[Fraction, Fraction]:
        """From which to which weight, around the one in force, the same provider is first."""
        low = high = self.weight
        for span in reversed(self.spans):
            if span.least < low and span.most >= low and span.order[0] == self.first:
                low = span.least
        for span in self.spans:
            if span.most > high and span.least <= high and span.order[0] == self.first:
                high = span.most
        return low, high


def sensitivity(framework: Framework, found: Listing) -> Sensitivity:
    """The ranks of a category at every weight of price from 0 to 1."""
    cuts = crossings([place.points for place in found.places])
    ends = [Fraction(0), *cuts, Fraction(1)]
    spans = tuple(
        Span(least, most, _order(framework, found, (least + most) / 2))
        for least, most in pairwise(ends)
    )
    first = found.places[0].provider if found.places else ""
    return Sensitivity(found.category, found.opening, framework.price_weight, first, spans)


def crossings(points: Sequence[Points]) -> tuple[Fraction, ...]:
    """The weights strictly between 0 and 1 at which two of these have equal points, ascending.

    Totals are straight lines in the weight w, w * price + (1 - w) * quality, so that two cross
    once at most: at w = dq / (dq - dp), their differences in quality and in price.
    """
    found = set()
    for one, other in combinations(points, 2):
        quality = one.quality - other.quality
        apart = quality - (one.price - other.price)
        if apart and 0 < quality / apart < 1:
            found.add(quality / apart)
    return tuple(sorted(found))


def _order(framework: Framework, found: Listing, weight: Fraction) -> tuple[str, ...]:
    ranked = listing(framework, found.category, found.opening, weight)
    return tuple(place.provider for place in ranked.places)
