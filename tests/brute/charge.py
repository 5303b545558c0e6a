"""What a lot is paid (section 3): scale, integration, rent, fees and liabilities."""

from collections.abc import Iterable
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise

from tests.brute.case import Case, Money
from tests.brute.exact import Exact, round_half_away, slim


def members(mask: int) -> list[int]:
    """The unit numbers in a mask, ascending."""
    return [i for i in range(mask.bit_length()) if mask >> i & 1]


def market_value(case: Case, gross: tuple[int, ...]) -> Exact:
    """V, exact, by the scenario's value basis."""
    if case.value_basis == "peak":
        return max(gross)
    if case.value_basis == "first_year":
        return gross[0]
    return slim(Fraction(sum(gross), len(gross)))


def scale_saving(money: Money, value: Exact) -> Fraction:
    """e(V): piecewise linear, constant outside its points; none by default."""
    points = money.scale
    if not points:
        return Fraction(0)
    if value <= points[0][0]:
        return points[0][1]
    for (low, at_low), (high, at_high) in pairwise(points):
        if value <= high:
            return at_low + (at_high - at_low) * Fraction(value - low) / (high - low)
    return points[-1][1]


def integration(case: Case, mask: int) -> int:
    """The yearly amount for every locality where the lot holds all of an entry's services."""
    return sum(
        annual
        for services, annual in case.money.integration
        for locality in case.localities
        if _holds_all(case, mask, services, locality)
    )


def _holds_all(case: Case, mask: int, services: frozenset[str], locality: str) -> bool:
    here = [
        i
        for i, unit in enumerate(case.units)
        if unit.locality == locality and unit.service in services
    ]
    one_each = {case.units[i].service for i in here} == services
    return one_each and all(mask >> i & 1 for i in here)


def rent(case: Case, mask: int) -> int:
    """The yearly rent of the lot's buildings."""
    return sum(case.units[i].rent for i in members(mask))


def paid(case: Case, mask: int, gross: tuple[int, ...], price: Exact = 1) -> tuple[int, ...]:
    """Paid by year to an external lot; the scale's saving is taken of G, not of the price."""
    saving = scale_saving(case.money, market_value(case, gross))
    fixed = rent(case, mask) - integration(case, mask)
    return tuple(round_half_away(price * g) - round_half_away(saving * g) + fixed for g in gross)


def in_house(case: Case, mask: int, gross: tuple[int, ...]) -> tuple[int, ...]:
    """Paid by year where the council runs the lot."""
    beside = (case.routes.in_house or 0) - integration(case, mask)
    return tuple(g + beside for g in gross)


def prime(case: Case, mask: int, gross: tuple[int, ...]) -> tuple[int, ...]:
    """Paid by year inside another contract."""
    saving, fee = scale_saving(case.money, market_value(case, gross)), case.routes.fee or 0
    joined = integration(case, mask)
    return tuple(
        round_half_away(g * (1 + fee)) - round_half_away(saving * g) - joined for g in gross
    )


def cost(
    case: Case, mask: int, amounts: tuple[int, ...], *, procured: bool = True
) -> tuple[int, ...]:
    """C by year: paid, plus the council's own cost, less the rent that comes back."""
    first = case.money.procurement if procured else 0
    extra = case.money.management - rent(case, mask)
    return tuple(a + extra + (first if year == 0 else 0) for year, a in enumerate(amounts))


@lru_cache(maxsize=4)
def baseline(case: Case) -> tuple[int, ...]:
    """What today's contracts would cost by year, before promised cuts and without P."""
    costs = []
    for mask in case.contracts:
        before = sum_years(case.units[i].before for i in members(mask))
        amounts = paid(case, mask, before, todays_price(case, mask))
        costs.append(cost(case, mask, amounts, procured=False))
    return sum_years(costs)


def todays_price(case: Case, mask: int) -> Exact:
    """The price of the one provider that a contract of today names; 1 where it is unknown."""
    names = {case.units[i].provider for i in members(mask)} - {""}
    found = [p.price for p in case.providers or () if names in ({p.id}, {p.base})]
    return found[0] if found else 1


def sum_years(rows: Iterable[tuple[int, ...]]) -> tuple[int, ...]:
    """Add yearly amounts, year by year."""
    return tuple(sum(column) for column in zip(*rows, strict=True))
