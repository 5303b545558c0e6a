"""The money of one lot, recomputed plainly from section 3 of the problem statement."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from lotdesign.money.integration import integration
from lotdesign.money.scale import saving_share
from lotdesign.pence import Pence, round_away, share_out
from lotdesign.scenario.consortia import PAR
from lotdesign.scenario.scenario import Scenario
from lotdesign.scenario.sections import ValueBasis


@dataclass(frozen=True, slots=True)
class LotAccount:
    """The money of an external lot; tuples hold one amount of pence a contract year.

    `value` is the exact market value V in pence a year. `paid` goes to the provider,
    `own` is the council's own cost, `rent` comes back to it: cost = paid + own - rent.
    """

    units: tuple[int, ...]
    gross: tuple[Pence, ...]
    value: Fraction
    paid: tuple[Pence, ...]
    own: tuple[Pence, ...]
    rent: Pence

    @property
    def cost(self) -> tuple[Pence, ...]:
        """C[S,y]."""
        return tuple(Pence(p + o - self.rent) for p, o in zip(self.paid, self.own, strict=True))


def account(
    scenario: Scenario,
    units: tuple[int, ...],
    price: Fraction = PAR,
    *,
    uncut: bool = False,
    procured: bool = True,
) -> LotAccount:
    """The account of the lot that holds `units`, at a price in per cent of gross value.

    `uncut` counts promised savings out, `procured` counts procurement in: the baseline is
    uncut and not procured.
    """
    money = scenario.money
    series = [scenario.units[u].uncut if uncut else scenario.units[u].gross for u in units]
    gross = tuple(Pence(sum(year)) for year in zip(*series, strict=True))
    value = market_value(gross, scenario.market.value_basis)
    share = saving_share(money.scale, value)
    joined = integration(scenario, units)
    rent = Pence(sum(scenario.units[u].rent for u in units))
    start = money.procurement if procured else 0
    own = [money.contract_management + (start if y == 0 else 0) for y in range(scenario.years)]
    return LotAccount(
        units=units,
        gross=gross,
        value=value,
        paid=tuple(
            Pence(round_away(price * g / 100) - round_away(share * g) - joined + rent)
            for g in gross
        ),
        own=tuple(map(Pence, own)),
        rent=rent,
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
    """`amount` of year index `year` shared out to the lot's services.

    In proportion to gross value by service, or to budgets when the lot's gross value is 0;
    ties by the service's first unit.
    """
    held = [scenario.units[u] for u in units]
    services = [s for s in scenario.services if any(unit.service == s for unit in held)]
    gross = [sum(unit.gross[year] for unit in held if unit.service == s) for s in services]
    budgets = [sum(unit.budget for unit in held if unit.service == s) for s in services]
    return dict(zip(services, share_out(amount, gross if any(gross) else budgets), strict=True))
