"""The money of one lot, recomputed plainly from section 3 of the problem statement."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import TypeVar

from lotdesign.design import Route
from lotdesign.money.integration import integration
from lotdesign.money.scale import saving_share
from lotdesign.once import once
from lotdesign.pence import Pence, round_away, share_out
from lotdesign.scenario.consortia import PAR
from lotdesign.scenario.scenario import Scenario, Unit
from lotdesign.scenario.sections import ValueBasis

Key = TypeVar("Key")


@dataclass(frozen=True)
class LotAccount:
    """The money of a lot; tuples hold one amount of pence a contract year.

    `value` is the exact market value V in pence a year. `paid` goes to who delivers the lot,
    `own` is the council's own cost, `rent` comes back to it: cost = paid + own - rent. Own cost
    and rent are those of an external lot alone.
    """

    units: tuple[int, ...]
    gross: tuple[Pence, ...]
    value: Fraction
    paid: tuple[Pence, ...]
    own: tuple[Pence, ...]
    rent: Pence

    @cached_property
    def cost(self) -> tuple[Pence, ...]:
        """C[S,y]."""
        return tuple(Pence(p + o - self.rent) for p, o in zip(self.paid, self.own, strict=True))


@once
def account(
    scenario: Scenario,
    units: tuple[int, ...],
    price: Fraction = PAR,
    *,
    route: Route = "external",
    uncut: bool = False,
    procured: bool = True,
) -> LotAccount:
    """The account of the lot that holds `units`, delivered by a route that the scenario allows.

    `price` is in per cent of gross value; an external lot alone is paid it. `uncut` counts
    promised savings out, `procured` counts procurement in: the baseline is uncut and not
    procured.
    """
    series = [scenario.units[u].uncut if uncut else scenario.units[u].gross for u in units]
    gross = tuple(Pence(sum(year)) for year in zip(*series, strict=True))
    value = market_value(gross, scenario.market.value_basis)
    external = route == "external"
    rent = Pence(sum(scenario.units[u].rent for u in units)) if external else Pence(0)
    saved = integration(scenario, units) - rent
    share = saving_share(scenario.money.scale, value)
    return LotAccount(
        units=units,
        gross=gross,
        value=value,
        paid=tuple(Pence(_asked(scenario, route, g, share, price) - saved) for g in gross),
        own=_own(scenario, procured) if external else (Pence(0),) * scenario.years,
        rent=rent,
    )


def _asked(scenario: Scenario, route: Route, gross: int, share: Fraction, price: Fraction) -> int:
    """What a year of this gross value takes by a route, integration and rent left out."""
    in_house, prime = scenario.routes.in_house, scenario.routes.prime
    if route == "in_house" and in_house is not None:
        return gross + in_house.annual_management + in_house.liability_annual
    if route == "prime" and prime is not None:
        return round_away(gross * (1 + prime.fee)) - round_away(share * gross)
    if route == "external":
        return round_away(price * gross / 100) - round_away(share * gross)
    raise ValueError(f"the scenario does not offer the route {route}")


def _own(scenario: Scenario, procured: bool) -> tuple[Pence, ...]:
    """The council's own cost of an external lot."""
    money = scenario.money
    start = money.procurement if procured else 0
    return tuple(
        Pence(money.contract_management + (start if year == 0 else 0))
        for year in range(scenario.years)
    )


def market_value(gross: Sequence[Pence], basis: ValueBasis) -> Fraction:
    """V[S]: the largest, the first or the mean yearly gross value, exactly."""
    if basis == "peak":
        return Fraction(max(gross))
    if basis == "first_year":
        return Fraction(gross[0])
    return Fraction(sum(gross), len(gross))


def by_service(
    scenario: Scenario, units: Sequence[int], year: int, amount: int
) -> dict[str, Pence]:
    """`amount` of year index `year` shared out to the lot's services."""
    return attributed(scenario, units, year, amount, lambda unit: unit.service)


def attributed(
    scenario: Scenario, units: Sequence[int], year: int, amount: int, of: Callable[[Unit], Key]
) -> dict[Key, Pence]:
    """`amount` of year index `year` shared out to what the lot's units belong to, by `of`.

    In proportion to gross value, or to budgets when the lot's gross value is 0; ties by the first
    unit of each in the scenario.
    """
    held = [scenario.units[u] for u in units]
    inside = {of(unit) for unit in held}
    keys = [key for key in dict.fromkeys(map(of, scenario.units)) if key in inside]
    gross = [sum(unit.gross[year] for unit in held if of(unit) == key) for key in keys]
    budgets = [sum(unit.budget for unit in held if of(unit) == key) for key in keys]
    return dict(zip(keys, share_out(amount, gross if any(gross) else budgets), strict=True))
