"""Ranks of the offers in a category: minimum standards, points for price and quality, ties."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby

from lotdesign.frameworks.document import EVERY_ID, OfferRow
from lotdesign.frameworks.framework import Framework
from lotdesign.scenario.values import write_exact_decimal
from lotdesign.weighted_points import PointsLine, average_points

FULL_POINTS = 100


@dataclass(frozen=True, slots=True)
class OfferPoints:
    """Points out of 100 for price and for quality."""

    price: Fraction
    quality: Fraction

    @property
    def line(self) -> PointsLine:
        """The points as a line in the weight of price."""
        return PointsLine(self.price, self.quality)

    def weigh(self, weight: Fraction) -> Fraction:
        """All points where price has this share, 0 to 1, of the weight."""
        return self.line.evaluate(weight)


def score_quality(framework: Framework, offer: OfferRow) -> Fraction:
    """The weighted mean of the marks as a part of the top mark, out of 100."""
    marks = (
        (framework.find_mark(offer.provider, offer.category, each) or Fraction(0), each.weight)
        for each in framework.document.criterion
    )
    return FULL_POINTS * average_points(marks) / framework.document.ranking.top_mark


def score_prices(framework: Framework, offers: Sequence[OfferRow]) -> tuple[Fraction, ...]:
    """For each of the offers that are ranked together its points for price.

    By the lowest price, 100 * lowest / price; by the range, 100 * (highest - price) / (highest -
    lowest), and 100 for all where all ask the same.
    """
    prices = [offer.price for offer in offers]
    if framework.document.ranking.price_points == "lowest":
        return tuple(Fraction(FULL_POINTS * min(prices), price) for price in prices)
    low, high = min(prices), max(prices)
    if low == high:
        return tuple(Fraction(FULL_POINTS) for _ in prices)
    return tuple(Fraction(FULL_POINTS * (high - price), high - low) for price in prices)


def find_unmet_standards(framework: Framework, offer: OfferRow) -> Iterator[str]:
    """Each minimum standard that the offer does not meet, in words."""
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
        yield f"quality {float(quality):.2f} points, at least {write_exact_decimal(FULL_POINTS * least)} needed"


@dataclass(frozen=True, slots=True)
class RankedOffer:
    """A rank, 1 the first. `tie` is the rule that puts it behind an equal one, or ""."""

    rank: int
    offer: OfferRow
    points: OfferPoints
    total: Fraction
    tie: str = ""

    @property
    def provider(self) -> str:
        """Whose place it is."""
        return self.offer.provider


@dataclass(frozen=True, slots=True)
class CategoryRanking:
    """A category after an opening: who is ranked, who is kept out and why.

    `unsettled` are groups of offers with equal points that no rule tells apart.
    """

    category: str
    opening: int
    places: tuple[RankedOffer, ...]
    kept_out: tuple[tuple[OfferRow, tuple[str, ...]], ...]
    unsettled: tuple[tuple[OfferRow, ...], ...] = ()


ScoredOffer = tuple[OfferRow, OfferPoints]
OfferKey = tuple[Fraction | int, ...]


def rank_category(
    framework: Framework, category: str, opening: int, weight: Fraction | None = None
) -> CategoryRanking:
    """The ranking of a category; price has the share `weight` of it, or what the file says."""
    share = framework.price_weight if weight is None else weight
    offers = framework.select_offers(category, opening)
    short = {offer: tuple(find_unmet_standards(framework, offer)) for offer in offers}
    scored = score_offers(framework, [offer for offer in offers if not short[offer]])
    ordered = sorted(scored, key=lambda each: _build_key(framework, each, share))
    return CategoryRanking(
        category,
        opening,
        tuple(_place_offers(framework, ordered, share)),
        tuple((offer, why) for offer, why in short.items() if why),
        tuple(_find_ties(framework, ordered, share)),
    )


def score_offers(framework: Framework, offers: Sequence[OfferRow]) -> list[ScoredOffer]:
    """The points of offers that are ranked together."""
    if not offers:
        return []
    pairs = zip(offers, score_prices(framework, offers), strict=True)
    return [(offer, OfferPoints(price, score_quality(framework, offer))) for offer, price in pairs]


def _build_key(framework: Framework, scored: ScoredOffer, weight: Fraction) -> OfferKey:
    """Most points first, then by the rules for ties in their order."""
    offer, points = scored
    by: dict[str, Fraction | int] = {
        "quality": -points.quality,
        "price": offer.price,
        "earlier": framework.find_first_opening(offer.provider, offer.category),
        "drawn": offer.drawn or 0,
    }
    return (-points.weigh(weight), *(by[rule] for rule in framework.document.ranking.ties))


def _place_offers(
    framework: Framework, ordered: Sequence[ScoredOffer], weight: Fraction
) -> Iterator[RankedOffer]:
    before: OfferKey = ()
    for rank, (offer, points) in enumerate(ordered, 1):
        key = _build_key(framework, (offer, points), weight)
        tie = ""
        if before and before[0] == key[0]:
            pairs = zip(framework.document.ranking.ties, before[1:], key[1:], strict=True)
            tie = next((rule for rule, above, own in pairs if above != own), "")
        yield RankedOffer(rank, offer, points, points.weigh(weight), tie)
        before = key


def _find_ties(
    framework: Framework, ordered: Sequence[ScoredOffer], weight: Fraction
) -> Iterator[tuple[OfferRow, ...]]:
    """Offers with one key; where lots have to be drawn, also those without a place drawn."""
    draws = "drawn" in framework.document.ranking.ties

    def alike(scored: ScoredOffer) -> OfferKey:
        key = _build_key(framework, scored, weight)
        return key[:-1] if draws else key

    for _, group in groupby(ordered, key=alike):
        offers = tuple(offer for offer, _ in group)
        drawn = {offer.drawn for offer in offers} - {None}
        if len(offers) > 1 and not (draws and len(drawn) == len(offers)):
            yield offers
