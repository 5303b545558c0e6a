"""What a lot is paid (section 3): scale, integration, rent, fees and liabilities."""

from collections.abc import Iterable
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise

from tests.brute.case import Case, Money, Unit
from tests.brute.exact import Exact, round_half_away, slim
from tests.brute.years import Span, of_lot


def members(mask: int) -> list[int]:
    """The unit numbers in a mask, ascending."""
    return [i for i in range(mask.bit_length()) if mask >> i & 1]


def bought(case: Case, mask: int) -> Span:
    """The first and the last contract year of a lot."""
    return of_lot(case.units[i] for i in members(mask))


def market_value(case: Case, mask: int, gross: tuple[int, ...]) -> Exact:
    """V, exact, by the scenario's value basis: the peak, the lot's first year, or its mean."""
    first, last = bought(case, mask)
    if case.value_basis == "peak":
        return max(gross)
    if case.value_basis == "first_year":
        return gross[first - 1]
    return slim(Fraction(sum(gross), last - first + 1))


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


@lru_cache(maxsize=1024)
def integration(case: Case, mask: int) -> tuple[int, ...]:
    """By year, the amount for every locality where the lot holds all of an entry's services.

    Only in years in which all these units are bought.
    """
    return tuple(
        sum(
            annual
            for services, annual in case.money.integration
            for locality in case.localities
            if _earns(case, mask, services, locality, year)
        )
        for year in range(1, case.money.years + 1)
    )


def _earns(case: Case, mask: int, services: frozenset[str], locality: str, year: int) -> bool:
    here = [
        i
        for i, unit in enumerate(case.units)
        if unit.locality == locality and unit.service in services
    ]
    one_each = {case.units[i].service for i in here} == services
    return one_each and all(mask >> i & 1 and _is_bought(case.units[i], year) for i in here)


def _is_bought(unit: Unit, year: int) -> bool:
    return unit.first <= year <= unit.last


def rent(case: Case, mask: int, year: int) -> int:
    """A contract year's rent of the lot's buildings."""
    held = [case.units[i] for i in members(mask)]
    return sum(unit.rent for unit in held if _is_bought(unit, year))


def paid(case: Case, mask: int, gross: tuple[int, ...], price: Exact = 1) -> tuple[int, ...]:
    """Paid by year to an external lot; the scale's saving is taken of G, not of the price."""
    saving = scale_saving(case.money, market_value(case, mask, gross))
    return tuple(
        round_half_away(price * g)
        - round_half_away(saving * g)
        - integration(case, mask)[year - 1]
        + rent(case, mask, year)
        for year, g in enumerate(gross, 1)
    )


def in_house(case: Case, mask: int, gross: tuple[int, ...]) -> tuple[int, ...]:
    """Paid by year where the council runs the lot: its own costs in the lot's years."""
    first, last = bought(case, mask)
    beside = case.routes.in_house or 0
    return tuple(
        g + (beside if first <= year <= last else 0) - joined
        for year, (g, joined) in enumerate(zip(gross, integration(case, mask), strict=True), 1)
    )


def prime(case: Case, mask: int, gross: tuple[int, ...]) -> tuple[int, ...]:
    """Paid by year inside another contract."""
    saving = scale_saving(case.money, market_value(case, mask, gross))
    fee = case.routes.fee or 0
    return tuple(
        round_half_away(g * (1 + fee)) - round_half_away(saving * g) - joined
        for g, joined in zip(gross, integration(case, mask), strict=True)
    )


def cost(
    case: Case, mask: int, amounts: tuple[int, ...], *, procured: bool = True
) -> tuple[int, ...]:
    """C by year: paid, plus the council's own cost, less the rent that comes back.

    Its own cost is management in each of the lot's years, and procurement in the first of them.
    """
    first, last = bought(case, mask)
    yearly = []
    for year, amount in enumerate(amounts, 1):
        managed = case.money.management if first <= year <= last else 0
        let = case.money.procurement if procured and year == first else 0
        yearly.append(amount + managed + let - rent(case, mask, year))
    return tuple(yearly)


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
    found += [price for name, price in case.gone.items() if names == {name}]
    return found[0] if found else 1


def sum_years(rows: Iterable[tuple[int, ...]]) -> tuple[int, ...]:
    """Add yearly amounts, year by year."""
    return tuple(sum(column) for column in zip(*rows, strict=True))
