"""What an offer scores, exactly: points out of 100 for price and for quality."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from lotdesign.frameworks.framework import Framework
from lotdesign.frameworks.rows import OfferRow
from lotdesign.weighing import Line, mean

FULL = 100


@dataclass(frozen=True, slots=True)
class Points:
    """Points out of 100 for price and for quality."""

    price: Fraction
    quality: Fraction

    @property
    def line(self) -> Line:
        """The points as a line in the weight of price."""
        return Line(self.price, self.quality)

    def total(self, weight: Fraction) -> Fraction:
        """All points where price has this share, 0 to 1, of the weight."""
        return self.line.at(weight)


def quality_points(framework: Framework, offer: OfferRow) -> Fraction:
    """The weighted mean of the marks as a part of the top mark, out of 100."""
    marks = (
        (framework.mark(offer.provider, offer.category, each) or Fraction(0), each.weight)
        for each in framework.document.criterion
    )
    return FULL * mean(marks) / framework.document.ranking.top_mark


def price_points(framework: Framework, offers: Sequence[OfferRow]) -> tuple[Fraction, ...]:
    """For each of the offers that are ranked together its points for price.

    By the lowest price, 100 * lowest / price; by the range, 100 * (highest - price) / (highest -
    lowest), and 100 for all where all ask the same.
    """
    prices = [offer.price for offer in offers]
    if framework.document.ranking.price_points == "lowest":
        return tuple(Fraction(FULL * min(prices), price) for price in prices)
    low, high = min(prices), max(prices)
    if low == high:
        return tuple(Fraction(FULL) for _ in prices)
    return tuple(Fraction(FULL * (high - price), high - low) for price in prices)
