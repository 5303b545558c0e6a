"""Who can bid for a lot (section 4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.brute.case import Case, Provider

if TYPE_CHECKING:
    from tests.brute.lot import Lot


def eligible(case: Case, lot: Lot) -> list[int]:
    """Numbers of the eligible providers and consortia, in provider order."""
    providers = case.providers or ()
    return [i for i, provider in enumerate(providers) if is_eligible(case, provider, lot)]


def singles(case: Case, numbers: list[int]) -> list[int]:
    """Those that are no consortium: a firm counts once among the bidders."""
    providers = case.providers or ()
    return [i for i in numbers if not providers[i].members]


def is_eligible(case: Case, provider: Provider, lot: Lot) -> bool:
    """Footprint and every limit that is filled in."""
    return (
        (provider.services is None or lot.services <= provider.services)
        and _covers(case, provider, lot)
        and (provider.turnover is None or case.multiple * lot.value <= provider.turnover)
        and (provider.capacity is None or lot.value <= provider.capacity)
        and (provider.tupe_limit is None or lot.tupe <= provider.tupe_limit)
        and (provider.min_value is None or lot.value >= provider.min_value)
    )


def _covers(case: Case, provider: Provider, lot: Lot) -> bool:
    """An authority-wide unit needs `*` or every locality listed."""
    if provider.localities is None:
        return True
    needed = set(case.localities) if lot.wide else lot.places
    return needed <= provider.localities
