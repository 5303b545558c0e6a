"""A partition with its lots, perhaps awarded, and what the brute force says about it."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from tests.brute.award import Certificate, certificate, certify
from tests.brute.award_rules import Winners, is_certificate, largest_load
from tests.brute.case import Case
from tests.brute.charge import sum_years
from tests.brute.contract import Contract
from tests.brute.exact import Exact
from tests.brute.lot import Lot
from tests.brute.partitions import Labels


@dataclass(frozen=True)
class LotFigures:
    """One lot in pence; yearly figures in year order."""

    units: list[str]
    gross: tuple[int, ...]
    paid: tuple[int, ...]
    cost: tuple[int, ...]
    market_value: Exact
    eligible: list[str]
    eligible_small: list[str]
    eligible_consortia: list[str]


@dataclass(frozen=True)
class Assessed:
    """One design, judged.

    `award` has a name for each external lot. `certified` is None when no certificate is required.
    A required one that does not exist makes the design inadmissible even where no rule is named
    in `broken`.
    """

    labels: Labels
    lots: list[list[str]]
    routes: list[str]
    admissible: bool
    broken: list[str]
    certified: bool | None
    award: list[str] | None
    measures: dict[str, Exact]
    figures: list[LotFigures]


class Design:
    """A partition whose market facts are worked out when first asked for.

    With prices the award is part of the design; without one every lot is at a price of 100.
    """

    def __init__(
        self, case: Case, labels: Labels, lots: Sequence[Lot], winners: Winners | None = None
    ) -> None:
        """Take the lots, and who is awarded the external ones, in label order."""
        self.case = case
        self.labels = labels
        self.lots = lots
        self.winners = winners
        self.memo: dict[Hashable, Any] = {}  # what is the same whoever is awarded the lots

    def awarded(self, winners: Winners) -> Design:
        """The same partition with this award."""
        other = Design(self.case, self.labels, self.lots, winners)
        other.memo = self.memo
        return other

    @cached_property
    def contracts(self) -> list[Contract]:
        """The lots at the prices of those who are awarded them."""
        if self.winners is None:
            return [lot.at(1) for lot in self.lots]
        prices = [(self.case.providers or ())[winner].price for winner in self.winners]
        return [lot.at(prices.pop(0)) if lot.external else lot.at(1) for lot in self.lots]

    @cached_property
    def external(self) -> list[Lot]:
        """The lots that take part in the market."""
        return [lot for lot in self.lots if lot.external]

    @property
    def routes(self) -> tuple[str, ...]:
        """How each lot is delivered."""
        return tuple(lot.route for lot in self.lots)

    @property
    def cost(self) -> tuple[int, ...]:
        """C by year over all lots."""
        return sum_years(contract.cost for contract in self.contracts)

    @cached_property
    def total_value(self) -> Exact:
        """Σ V of the external lots."""
        return sum(lot.value for lot in self.external)

    @cached_property
    def bidders(self) -> list[list[int]]:
        """Eligible single providers of each lot."""
        return [lot.bidders for lot in self.lots]

    @cached_property
    def small_bidders(self) -> list[list[int]]:
        """Eligible small single providers of each lot."""
        providers = self.case.providers or ()
        return [[p for p in found if providers[p].small] for found in self.bidders]

    @cached_property
    def accessible(self) -> list[bool]:
        """Which lots have enough small bidders."""
        return [len(found) >= self.case.small_needed for found in self.small_bidders]

    @cached_property
    def accessible_value(self) -> Exact:
        """Σ V of the accessible lots."""
        return sum(x.value for x, ok in zip(self.lots, self.accessible, strict=True) if ok)

    @cached_property
    def certificate(self) -> Certificate | None:
        """The award, if everybody can do its part; without one, what would be reported."""
        if self.winners is None:
            return certify(self.case, self.external, [lot.eligible for lot in self.external])
        if not is_certificate(self.case, self.external, self.winners):
            return None
        return certificate(self.external, self.winners, largest_load(self.external, self.winners))
