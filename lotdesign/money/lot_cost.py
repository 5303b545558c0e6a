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


def sum_integration_savings(scenario: Scenario, units: Iterable[int]) -> Pence:
    """Pence a year that a lot of these units saves by joining services.

    Each integration saves its amount in each locality of whose units of the named services the
    lot holds all, and at least one of each. Parts of divided units count in their locality.
    """
    held = frozenset(units)
    saved = 0
    for each in scenario.money.integration:
        for place in scenario.localities:
            there = {
                u
                for u, unit in enumerate(scenario.units)
                if unit.locality == place.id and unit.service in each.services
            }
            services = {scenario.units[u].service for u in there}
            if there <= held and services == set(each.services):
                saved += each.annual
    return Pence(saved)


@dataclass(frozen=True)
class LotAccount:
    """The money of a lot; tuples hold one amount of pence a contract year.

    `value` is the exact market value in pence a year. `paid` goes to whoever delivers the lot,
    `own` is the council's own cost and `rent` comes back to it: cost = paid + own - rent. Only an
    external lot has own cost and rent.
    """

    units: tuple[int, ...]
    gross: tuple[Pence, ...]
    value: Fraction
    paid: tuple[Pence, ...]
    own: tuple[Pence, ...]
    rent: Pence

    @cached_property
    def cost(self) -> tuple[Pence, ...]:
        """What the lot costs the council each year, in pence."""
        return tuple(Pence(p + o - self.rent) for p, o in zip(self.paid, self.own, strict=True))


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
    series = [
        scenario.units[u].gross_before_savings if before_savings else scenario.units[u].gross
        for u in units
    ]
    gross = tuple(Pence(sum(year)) for year in zip(*series, strict=True))
    value = compute_market_value(gross, scenario.market.value_basis)
    external = route == "external"
    rent = Pence(sum(scenario.units[u].rent for u in units)) if external else Pence(0)
    saved = sum_integration_savings(scenario, units) - rent
    share = interpolate_saving(scenario.money.scale, value)
    return LotAccount(
        units=units,
        gross=gross,
        value=value,
        paid=tuple(
            Pence(_compute_yearly_payment(scenario, route, g, share, price) - saved) for g in gross
        ),
        own=_compute_own_cost(scenario, procured) if external else (Pence(0),) * scenario.years,
        rent=rent,
    )


def _compute_yearly_payment(
    scenario: Scenario, route: Route, gross: int, share: Fraction, price: Fraction
) -> int:
    """Pence paid for a year of this gross value by a route, before integration and rent."""
    in_house, prime = scenario.routes.in_house, scenario.routes.prime
    if route == "in_house" and in_house is not None:
        return gross + in_house.annual_management + in_house.liability_annual
    if route == "prime" and prime is not None:
        return round_away(gross * (1 + prime.fee)) - round_away(share * gross)
    if route == "external":
        return round_away(price * gross / 100) - round_away(share * gross)
    raise ValueError(f"the scenario does not offer the route {route}")


def _compute_own_cost(scenario: Scenario, procured: bool) -> tuple[Pence, ...]:
    """The council's own cost of an external lot, pence a year."""
    money = scenario.money
    start = money.procurement if procured else 0
    return tuple(
        Pence(money.contract_management + (start if year == 0 else 0))
        for year in range(scenario.years)
    )


def compute_market_value(gross: Sequence[Pence], basis: ValueBasis) -> Fraction:
    """The market value in pence a year: the largest, first or mean yearly gross value, exact."""
    if basis == "peak":
        return Fraction(max(gross))
    if basis == "first_year":
        return Fraction(gross[0])
    return Fraction(sum(gross), len(gross))


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
