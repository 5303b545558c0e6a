"""The exact cost of one lot: scale curve, integration, price, the council's own cost and rent.

The solver computes the same in whole-number arrays (solver/candidates/lot_costs.py); nothing is
shared with it, so that each checks the other. docs/choices.md defines the figures.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import pairwise
from typing import TypeVar

from lotdesign.design import Route
from lotdesign.pence import Pence, round_away, share_out
from lotdesign.scenario.cache import cache_by_scenario
from lotdesign.scenario.consortia import PAR_PRICE
from lotdesign.scenario.money_section import ScalePoint
from lotdesign.scenario.scenario import Scenario, Unit
from lotdesign.scenario.sections import ValueBasis
from lotdesign.scenario.years import YearSpan

AttributionKey = TypeVar("AttributionKey")


def interpolate_saving(curve: Sequence[ScalePoint], value: Fraction) -> Fraction:
    """The exact share saved at a market value of `value` pence a year.

    Piecewise linear between the points, constant before the first and after the last.
    """
    if not curve:
        return Fraction(0)
    if value <= curve[0].value:
        return curve[0].saving
    for left, right in pairwise(curve):
        if value <= right.value:
            position = (value - left.value) / (right.value - left.value)
            return left.saving + position * (right.saving - left.saving)
    return curve[-1].saving


def list_integration_savings(scenario: Scenario, units: Iterable[int]) -> tuple[Pence, ...]:
    """Pence that a lot of these units saves by joining services, one amount a contract year.

    Each integration saves its amount in each locality of whose units of the named services the
    lot holds all, and at least one of each, in the years in which all of these are bought. Parts of
    divided units count in their locality.
    """
    held = frozenset(units)
    saved = [0] * scenario.years
    for each in scenario.money.integration:
        for place in scenario.localities:
            there = [
                u
                for u, unit in enumerate(scenario.units)
                if unit.locality == place.id and unit.service in each.services
            ]
            joined = [scenario.units[u] for u in there]
            if held.issuperset(there) and {unit.service for unit in joined} == set(each.services):
                first = max(unit.first_year for unit in joined)
                last = min(unit.last_year for unit in joined)
                for year in YearSpan(first, last).indices:
                    saved[year] += each.annual
    return tuple(map(Pence, saved))


@dataclass(frozen=True)
class LotAccount:
    """The money of a lot; tuples hold one amount of pence a contract year.

    `years` are those from the first to the last in which one of its units is bought; in all others
    every amount is 0. `value` is the exact market value in pence a year. `paid` goes to whoever
    delivers the lot, `own` is the council's own cost and `rent` comes back to it: cost = paid + own
    - rent. Only an external lot has own cost and rent.
    """

    units: tuple[int, ...]
    years: YearSpan
    gross: tuple[Pence, ...]
    value: Fraction
    paid: tuple[Pence, ...]
    own: tuple[Pence, ...]
    rent: tuple[Pence, ...]

    @cached_property
    def cost(self) -> tuple[Pence, ...]:
        """What the lot costs the council each year, in pence."""
        yearly = zip(self.paid, self.own, self.rent, strict=True)
        return tuple(Pence(p + o - r) for p, o, r in yearly)


@cache_by_scenario
def compute_lot_account(
    scenario: Scenario,
    units: tuple[int, ...],
    price: Fraction = PAR_PRICE,
    *,
    route: Route = "external",
    before_savings: bool = False,
    procured: bool = True,
) -> LotAccount:
    """The account of the lot that holds `units`, delivered by a route that the scenario allows.

    `price` is in per cent of gross value and applies to external lots alone. `before_savings`
    leaves promised savings out, `procured` counts the cost of procurement.
    """
    held = [scenario.units[u] for u in units]
    series = [unit.gross_before_savings if before_savings else unit.gross for unit in held]
    gross = tuple(Pence(sum(year)) for year in zip(*series, strict=True))
    years = scenario.find_years(units)
    value = compute_market_value(gross, years, scenario.market.value_basis)
    external = route == "external"
    rent = _sum_rent(scenario, held) if external else (Pence(0),) * scenario.years
    joined = list_integration_savings(scenario, units)
    share = interpolate_saving(scenario.money.scale, value)
    charge = (
        _compute_yearly_payment(scenario, route, g, share, price, year in years.indices)
        for year, g in enumerate(gross)
    )
    return LotAccount(
        units=units,
        years=years,
        gross=gross,
        value=value,
        paid=tuple(Pence(c - s + r) for c, s, r in zip(charge, joined, rent, strict=True)),
        own=_compute_own_cost(scenario, years, procured)
        if external
        else (Pence(0),) * scenario.years,
        rent=rent,
    )


def _sum_rent(scenario: Scenario, held: Sequence[Unit]) -> tuple[Pence, ...]:
    """The rent of the units that are bought in each year, in pence."""
    return tuple(
        Pence(sum(unit.rent for unit in held if unit.first_year <= year <= unit.last_year))
        for year in range(1, scenario.years + 1)
    )


def _compute_yearly_payment(
    scenario: Scenario, route: Route, gross: int, share: Fraction, price: Fraction, running: bool
) -> int:
    """Pence paid for a year of this gross value by a route, before integration and rent.

    `running` says whether the year is one of the lot's.
    """
    in_house, prime = scenario.routes.in_house, scenario.routes.prime
    if route == "in_house" and in_house is not None:
        yearly = in_house.annual_management + in_house.liability_annual
        return gross + (yearly if running else 0)
    if route == "prime" and prime is not None:
        return round_away(gross * (1 + prime.fee)) - round_away(share * gross)
    if route == "external":
        return round_away(price * gross / 100) - round_away(share * gross)
    raise ValueError(f"the scenario does not offer the route {route}")


def _compute_own_cost(scenario: Scenario, years: YearSpan, procured: bool) -> tuple[Pence, ...]:
    """The council's own cost of an external lot: management in its years, procurement in the first.

    In pence, one amount a contract year.
    """
    money = scenario.money
    start = money.procurement if procured else 0
    return tuple(
        Pence(
            (money.contract_management if year in years else 0)
            + (start if year == years.first else 0)
        )
        for year in range(1, scenario.years + 1)
    )


def compute_market_value(gross: Sequence[Pence], years: YearSpan, basis: ValueBasis) -> Fraction:
    """The market value in pence a year, exact: the largest, first or mean yearly gross value.

    `years` are the lot's: the first of them and their mean count.
    """
    if basis == "peak":
        return Fraction(max(gross))
    if basis == "first_year":
        return Fraction(gross[years.first - 1])
    return Fraction(sum(gross), len(years))


def bound_value_of_lots(scenario: Scenario, units: Sequence[int]) -> Fraction:
    """A lower bound on the market values, pence a year, of the lots that hold these units.

    What the units are worth in the years of the whole scenario. Values only rise as lots grow, but
    for what older units add: the first year of a lot may be one in which a unit is not bought, and
    a mean over more years is less.
    """
    years = scenario.whole_years
    yearly = zip(*(scenario.units[u].gross for u in units), strict=True)
    gross = [Pence(sum(year)) for year in yearly]
    return compute_market_value(gross, years, scenario.market.value_basis)


def attribute_to_services(
    scenario: Scenario, units: Sequence[int], year: int, amount: int
) -> dict[str, Pence]:
    """Service -> its part of `amount`, pence of a year (an index), of the lot of these units."""
    return attribute_amount(scenario, units, year, amount, lambda unit: unit.service)


def attribute_amount(
    scenario: Scenario,
    units: Sequence[int],
    year: int,
    amount: int,
    of: Callable[[Unit], AttributionKey],
) -> dict[AttributionKey, Pence]:
    """Key -> its part of `amount`, pence of a year (an index); `of` is the key of a unit.

    In proportion to gross value, or to budgets where the lot's gross value is 0. Remainders of
    equal size go to the key whose first unit comes first in the scenario.
    """
    held = [scenario.units[u] for u in units]
    inside = {of(unit) for unit in held}
    keys = [key for key in dict.fromkeys(map(of, scenario.units)) if key in inside]
    gross = [sum(unit.gross[year] for unit in held if of(unit) == key) for key in keys]
    budgets = [sum(unit.budget for unit in held if of(unit) == key) for key in keys]
    return dict(zip(keys, share_out(amount, gross if any(gross) else budgets), strict=True))
