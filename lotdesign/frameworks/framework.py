"""A valid framework, with lookups in its tables."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from lotdesign.frameworks.document import (
    EVERY_ID,
    MONTHS_A_YEAR,
    CategoryRow,
    FrameworkDocument,
    OfferRow,
    QualityCriterion,
    SupplierRow,
)


@dataclass(frozen=True)
class Framework:
    """A framework as its files state it. Tables keep their order.

    `remarks` are sentences on what of the files was left out.
    """

    name: str
    file: str
    sha256: str
    document: FrameworkDocument
    remarks: tuple[str, ...] = ()

    @property
    def years(self) -> int:
        """Years that it runs; opening n begins year n."""
        return self.document.term.years

    @property
    def months(self) -> int:
        """Months that it runs."""
        return MONTHS_A_YEAR * self.years

    @property
    def price_weight(self) -> Fraction:
        """The weight of price as a share of all weight."""
        ranking = self.document.ranking
        return ranking.price_weight / (ranking.price_weight + ranking.quality_weight)

    @cached_property
    def providers(self) -> Mapping[str, SupplierRow]:
        """The providers by id."""
        return {row.id: row for row in self.document.providers}

    @cached_property
    def categories(self) -> Mapping[str, CategoryRow]:
        """The categories by id."""
        return {row.id: row for row in self.document.categories}

    @cached_property
    def _marks(self) -> Mapping[tuple[str, str, str], Fraction]:
        rows = self.document.marks
        return {(row.provider, row.category, row.criterion): row.mark for row in rows}

    def find_mark(
        self, provider: str, category: str, criterion: QualityCriterion
    ) -> Fraction | None:
        """Return the mark in a category, or the one for all; None where there is neither."""
        own = self._marks.get((provider, category, criterion.id))
        return own if own is not None else self._marks.get((provider, EVERY_ID, criterion.id))

    def select_offers(self, category: str, opening: int) -> tuple[OfferRow, ...]:
        """Return the valid offer of each provider after an opening, in order of the providers."""
        latest: dict[str, OfferRow] = {}
        for offer in self.document.offers:
            if offer.category == category and offer.opening <= opening:
                before = latest.get(offer.provider)
                if before is None or before.opening < offer.opening:
                    latest[offer.provider] = offer
        offers = (latest[each] for each in self.providers if each in latest)
        return tuple(each for each in offers if each.until is None or each.until >= opening)

    def find_first_opening(self, provider: str, category: str) -> int:
        """Return the opening at which the provider first made an offer in the category."""
        return min(
            offer.opening
            for offer in self.document.offers
            if (offer.provider, offer.category) == (provider, category)
        )
