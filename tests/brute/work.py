"""What every firm has to do, its part of its consortia's lots included (section 4)."""

import math
from collections.abc import Sequence
from typing import TypeAlias

from tests.brute.case import Case, Provider
from tests.brute.exact import Exact
from tests.brute.lot import Lot

Limit: TypeAlias = Exact | float  # a float only where it is infinite


class Work:
    """Sums for each firm, in whole numbers: everything is `scale` times as much."""

    def __init__(self, case: Case, lots: Sequence[Lot]) -> None:
        """Nothing is done yet."""
        providers = case.providers or ()
        self.firms = [case.firms(provider) for provider in range(len(providers))]
        shares = math.lcm(*(share.denominator for found in self.firms for _, share in found))
        sizes = [size for lot in lots for size in (lot.value, lot.tupe)]
        scale = shares * math.lcm(*(size.denominator for size in sizes))
        self.parts = [[_parts(lot, found, scale) for found in self.firms] for lot in lots]
        self.limits = [_limits(provider, scale) for provider in providers]
        self.value = [0] * len(providers)
        self.staff = [0] * len(providers)
        self.count = [0] * len(providers)

    def place(self, provider: int, at: int, sign: int) -> None:
        """Give a lot to a provider, or take it back."""
        for firm, value, staff in self.parts[at][provider]:
            self.value[firm] += sign * value
            self.staff[firm] += sign * staff
            self.count[firm] += sign

    def is_possible(self, provider: int) -> bool:
        """Whether the provider, or every member of the consortium, can do what it has."""
        for firm, _ in self.firms[provider]:
            value, staff, count = self.limits[firm]
            if self.value[firm] > value or self.staff[firm] > staff or self.count[firm] > count:
                return False
        return True

    def most_lots(self, provider: int) -> int:
        """The most lots that it, or a member of the consortium, has a part in."""
        return max(self.count[firm] for firm, _ in self.firms[provider])


def _parts(lot: Lot, firms: Sequence[tuple[int, Exact]], scale: int) -> list[tuple[int, int, int]]:
    """Firm, value and staff."""
    return [(f, int(s * lot.value * scale), int(s * lot.tupe * scale)) for f, s in firms]


def _limits(provider: Provider, scale: int) -> tuple[Limit, Limit, Limit]:
    """The most value, staff and lots; infinite where nothing is said."""
    value, staff, lots = provider.capacity, provider.tupe_limit, provider.max_lots
    return (
        math.inf if value is None else value * scale,
        math.inf if staff is None else staff * scale,
        math.inf if lots is None else lots,
    )
