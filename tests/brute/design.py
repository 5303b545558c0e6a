"""A partition with its lots, and what the brute force says about it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from tests.brute.award import Certificate, certify
from tests.brute.case import Case
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


@dataclass(frozen=True)
class Assessed:
    """One design, judged.

    `certified` is None when no certificate is required. A required one that does not exist
    makes the design inadmissible even where no rule is named in `broken`.
    """

    labels: Labels
    lots: list[list[str]]
    admissible: bool
    broken: list[str]
    certified: bool | None
    award: list[str] | None
    measures: dict[str, Exact]
    figures: list[LotFigures]


class Design:
    """A partition whose market facts are worked out when first asked for."""

    def __init__(self, case: Case, labels: Labels, lots: Sequence[Lot]) -> None:
        """Take the lots in label order."""
        self.case = case
        self.labels = labels
        self.lots = lots

    @cached_property
    def total_value(self) -> Exact:
        """Σ V."""
        return sum(lot.value for lot in self.lots)

    @cached_property
    def bidders(self) -> list[list[int]]:
        """Eligible providers of each lot."""
        return [lot.eligible for lot in self.lots]

    @cached_property
    def small_bidders(self) -> list[list[int]]:
        """Eligible small providers of each lot."""
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
        """The certificate that would be reported."""
        return certify(self.case, self.lots, self.bidders)
