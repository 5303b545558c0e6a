"""How ranks depend on what price weighs against quality: every weight at which they change."""

from dataclasses import dataclass
from fractions import Fraction

from lotdesign.frameworks.framework import Framework
from lotdesign.frameworks.ranking import Listing, listing
from lotdesign.weighing import Span, spans, stays_first


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """The spans of a category from weight 0 to weight 1 of price, and the weight in force."""

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
        return stays_first(self.spans, self.weight, self.first)


def sensitivity(framework: Framework, found: Listing) -> Sensitivity:
    """The ranks of a category at every weight of price from 0 to 1."""

    def order(weight: Fraction) -> tuple[str, ...]:
        ranked = listing(framework, found.category, found.opening, weight)
        return tuple(place.provider for place in ranked.places)

    first = found.places[0].provider if found.places else ""
    return Sensitivity(
        found.category,
        found.opening,
        framework.price_weight,
        first,
        spans([place.points.line for place in found.places], order),
    )
