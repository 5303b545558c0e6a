"""Ranks: whoever meets the minimum standards, by points, equal points by the stated rule."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby

from lotdesign.frameworks.framework import Framework
from lotdesign.frameworks.points import Points, price_points, quality_points
from lotdesign.frameworks.rows import OfferRow
from lotdesign.frameworks.standing import shortfalls


@dataclass(frozen=True, slots=True)
class Place:
    """A rank, 1 the first. `tie` is the rule that puts it behind an equal one, or ""."""

    rank: int
    offer: OfferRow
    points: Points
    total: Fraction
    tie: str = ""

    @property
    def provider(self) -> str:
        """Whose place it is."""
        return self.offer.provider


@dataclass(frozen=True, slots=True)
class Listing:
    """A category after an opening: who is ranked, who is kept out and why.

    `unsettled` are groups of offers with equal points that no rule tells apart.
    """

    category: str
    opening: int
    places: tuple[Place, ...]
    kept_out: tuple[tuple[OfferRow, tuple[str, ...]], ...]
    unsettled: tuple[tuple[OfferRow, ...], ...] = ()


Scored = tuple[OfferRow, Points]
Key = tuple[Fraction | int, ...]


def listing(
    framework: Framework, category: str, opening: int, weight: Fraction | None = None
) -> Listing:
    """The ranking of a category; price has the share `weight` of it, or what the file says."""
    share = framework.price_weight if weight is None else weight
    offers = framework.offers(category, opening)
    short = {offer: tuple(shortfalls(framework, offer)) for offer in offers}
    scored = scores(framework, [offer for offer in offers if not short[offer]])
    ordered = sorted(scored, key=lambda each: _key(framework, each, share))
    return Listing(
        category,
        opening,
        tuple(_places(framework, ordered, share)),
        tuple((offer, why) for offer, why in short.items() if why),
        tuple(_unsettled(framework, ordered, share)),
    )


def scores(framework: Framework, offers: Sequence[OfferRow]) -> list[Scored]:
    """The points of offers that are ranked together."""
    if not offers:
        return []
    pairs = zip(offers, price_points(framework, offers), strict=True)
    return [(offer, Points(price, quality_points(framework, offer))) for offer, price in pairs]


def _key(framework: Framework, scored: Scored, weight: Fraction) -> Key:
    """Most points first, then by the rules for ties in their order."""
    offer, points = scored
    by: dict[str, Fraction | int] = {
        "quality": -points.quality,
        "price": offer.price,
        "earlier": framework.first_opening(offer.provider, offer.category),
        "drawn": offer.drawn or 0,
    }
    return (-points.total(weight), *(by[rule] for rule in framework.document.ranking.ties))


def _places(framework: Framework, ordered: Sequence[Scored], weight: Fraction) -> Iterator[Place]:
    before: Key = ()
    for rank, (offer, points) in enumerate(ordered, 1):
        key = _key(framework, (offer, points), weight)
        tie = ""
        if before and before[0] == key[0]:
            pairs = zip(framework.document.ranking.ties, before[1:], key[1:], strict=True)
            tie = next((rule for rule, above, own in pairs if above != own), "")
        yield Place(rank, offer, points, points.total(weight), tie)
        before = key


def _unsettled(
    framework: Framework, ordered: Sequence[Scored], weight: Fraction
) -> Iterator[tuple[OfferRow, ...]]:
    """Offers with one key; where lots have to be drawn, also those without a place drawn."""
    draws = "drawn" in framework.document.ranking.ties

    def alike(scored: Scored) -> Key:
        key = _key(framework, scored, weight)
        return key[:-1] if draws else key

    for _, group in groupby(ordered, key=alike):
        offers = tuple(offer for offer, _ in group)
        drawn = {offer.drawn for offer in offers} - {None}
        if len(offers) > 1 and not (draws and len(drawn) == len(offers)):
            yield offers
