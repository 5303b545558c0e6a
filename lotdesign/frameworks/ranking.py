"""Ranks the offers in a category: minimum standards, points for price and quality, ties."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from lotdesign.frameworks.document import EVERY_ID, OfferRow
from lotdesign.frameworks.framework import Framework
from lotdesign.scenario.values import write_exact_decimal
from lotdesign.weighted_points import (
    FULL_POINTS,
    PointsLine,
    RankedPlace,
    RankingKey,
    average_points,
    group_equal,
    rank_by_key,
)


@dataclass(frozen=True, slots=True)
class OfferPoints:
    """The points of an offer out of 100, for price and for quality."""

    price: Fraction
    quality: Fraction

    @property
    def line(self) -> PointsLine:
        """The points as a line in the weight of price."""
        return PointsLine(self.price, self.quality)

    def weigh(self, weight: Fraction) -> Fraction:
        """Return the weighted points where price has this share, 0 to 1, of the weight."""
        return self.line.evaluate(weight)


def score_quality(framework: Framework, offer: OfferRow) -> Fraction:
    """Return the weighted mean of the marks as a part of the top mark, out of 100."""
    marks = (
        (framework.find_mark(offer.provider, offer.category, each) or Fraction(0), each.weight)
        for each in framework.document.criterion
    )
    return FULL_POINTS * average_points(marks) / framework.document.ranking.top_mark


def score_prices(framework: Framework, offers: Sequence[OfferRow]) -> tuple[Fraction, ...]:
    """Return the points for price, out of 100, of offers that are ranked together, in order."""
    prices = [offer.price for offer in offers]
    if framework.document.ranking.price_points == "lowest":
        return tuple(Fraction(FULL_POINTS * min(prices), price) for price in prices)
    low, high = min(prices), max(prices)
    if low == high:
        return tuple(Fraction(FULL_POINTS) for _ in prices)
    return tuple(Fraction(FULL_POINTS * (high - price), high - low) for price in prices)


def find_unmet_standards(framework: Framework, offer: OfferRow) -> Iterator[str]:
    """Yield each minimum standard that the offer does not meet, in words."""
    lot = framework.categories[offer.category].lot
    held = framework.providers[offer.provider].standards
    for standard in framework.document.standard:
        asked = EVERY_ID in standard.lots or lot in standard.lots
        if asked and EVERY_ID not in held and standard.id not in held:
            yield f"has not shown {standard.name or standard.id}"
    for criterion in framework.document.criterion:
        mark = framework.find_mark(offer.provider, offer.category, criterion) or Fraction(0)
        if mark < criterion.least_mark:
            yield (
                f"{criterion.name or criterion.id}: mark {write_exact_decimal(mark)}, "
                f"at least {write_exact_decimal(criterion.least_mark)} needed"
            )
    quality, least = score_quality(framework, offer), framework.document.ranking.least_quality
    if quality < FULL_POINTS * least:
        needed = write_exact_decimal(FULL_POINTS * least)
        yield f"quality {float(quality):.2f} points, at least {needed} needed"


@dataclass(frozen=True, slots=True)
class ScoredOffer:
    """An offer that meets the minimum standards, with its points."""

    offer: OfferRow
    points: OfferPoints

    @property
    def provider(self) -> str:
        """The id of the provider."""
        return self.offer.provider


OfferPlace = RankedPlace[ScoredOffer]


@dataclass(frozen=True, slots=True)
class CategoryRanking:
    """A category after an opening: who is ranked, who is kept out and why.

    `unsettled` are groups of offers with equal points that no rule tells apart.
    """

    category: str
    opening: int
    places: tuple[OfferPlace, ...]
    kept_out: tuple[tuple[OfferRow, tuple[str, ...]], ...]
    unsettled: tuple[tuple[OfferRow, ...], ...] = ()


def rank_category(
    framework: Framework, category: str, opening: int, weight: Fraction | None = None
) -> CategoryRanking:
    """Rank the offers of a category; price has the share `weight`, or what the file says."""
    share = framework.price_weight if weight is None else weight
    offers = framework.select_offers(category, opening)
    unmet = {offer: tuple(find_unmet_standards(framework, offer)) for offer in offers}
    scored = score_offers(framework, [offer for offer in offers if not unmet[offer]])

    def build_key(scored: ScoredOffer) -> RankingKey:
        return _build_key(framework, scored, share)

    places = rank_by_key(scored, build_key, framework.document.ranking.ties)
    return CategoryRanking(
        category,
        opening,
        places,
        tuple((offer, why) for offer, why in unmet.items() if why),
        tuple(_find_ties(framework, places, build_key)),
    )


def score_offers(framework: Framework, offers: Sequence[OfferRow]) -> list[ScoredOffer]:
    """Give points to offers that are ranked together."""
    if not offers:
        return []
    return [
        ScoredOffer(offer, OfferPoints(price, score_quality(framework, offer)))
        for offer, price in zip(offers, score_prices(framework, offers), strict=True)
    ]


def _build_key(framework: Framework, scored: ScoredOffer, weight: Fraction) -> RankingKey:
    offer, points = scored.offer, scored.points
    figures: dict[str, Fraction | int] = {
        "quality": -points.quality,
        "price": offer.price,
        "earlier": framework.find_first_opening(offer.provider, offer.category),
        "drawn": offer.drawn or 0,
    }
    return (-points.weigh(weight), *(figures[rule] for rule in framework.document.ranking.ties))


def _find_ties(
    framework: Framework,
    places: Sequence[OfferPlace],
    build_key: Callable[[ScoredOffer], RankingKey],
) -> Iterator[tuple[OfferRow, ...]]:
    """Yield offers with equal keys; where lots decide, those without a place of their own drawn."""
    if "drawn" not in framework.document.ranking.ties:
        for group in group_equal(places, build_key):
            yield tuple(place.entrant.offer for place in group)
        return
    for group in group_equal(places, lambda scored: build_key(scored)[:-1]):
        offers = tuple(place.entrant.offer for place in group)
        if len({offer.drawn for offer in offers} - {None}) < len(offers):
            yield offers
