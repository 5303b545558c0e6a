"""What keeps an offer off the framework."""

from collections.abc import Iterator
from fractions import Fraction

from lotdesign.frameworks.framework import Framework
from lotdesign.frameworks.points import FULL, quality_points
from lotdesign.frameworks.rows import EVERY, OfferRow
from lotdesign.scenario.written import decimal


def shortfalls(framework: Framework, offer: OfferRow) -> Iterator[str]:
    """Each minimum standard that the offer does not meet, in words."""
    lot = framework.categories[offer.category].lot
    held = framework.providers[offer.provider].standards
    for standard in framework.document.standard:
        asked = EVERY in standard.lots or lot in standard.lots
        if asked and EVERY not in held and standard.id not in held:
            yield f"has not shown {standard.name or standard.id}"
    for criterion in framework.document.criterion:
        mark = framework.mark(offer.provider, offer.category, criterion) or Fraction(0)
        if mark < criterion.least_mark:
            yield (
                f"{criterion.name or criterion.id}: mark {decimal(mark)}, "
                f"at least {decimal(criterion.least_mark)} needed"
            )
    quality, least = quality_points(framework, offer), framework.document.ranking.least_quality
    if quality < FULL * least:
        yield f"quality {float(quality):.2f} points, at least {decimal(FULL * least)} needed"
