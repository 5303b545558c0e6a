"""Yearly money of whole designs.

Today's baseline, budget envelopes, net present cost, and a lower bound on what any design pays.
"""

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

from lotdesign.design import Design, Lot, build_external_design
from lotdesign.faults import quote_text
from lotdesign.money.lot_cost import compute_lot_account
from lotdesign.pence import Pence, round_away
from lotdesign.scenario.cache import cache_by_scenario
from lotdesign.scenario.consortia import PAR_PRICE
from lotdesign.scenario.scenario import Scenario
from lotdesign.words import join_words, shorten_list

_MOST_LISTED_UNITS = 4


def discount_yearly_costs(yearly: Sequence[int], rate: Fraction) -> Fraction:
    """The exact sum of cost[y] / (1 + rate)^(y - 1), in pence, y = 1 the first contract year."""
    return sum((cost / (1 + rate) ** year for year, cost in enumerate(yearly)), Fraction(0))


def discount_lot_costs(lots: Iterable[Sequence[int]], rate: Fraction) -> Pence:
    """The present cost of all lots, yearly pence each, in pence, rounded once."""
    return round_away(discount_yearly_costs([sum(year) for year in zip(*lots, strict=True)], rate))


@cache_by_scenario
def compute_envelope(
    scenario: Scenario,
    annual: Pence | tuple[Pence, ...],
    services: tuple[str, ...],
    cut: Fraction,
    uplift: Fraction,
    inside: frozenset[int] | None = None,
) -> tuple[Fraction, ...]:
    """The exact envelope of every contract year, in pence.

    annual * (1 - cut) * (1 + uplift)^(y - 1), or the listed amounts, minus the savings promised
    of `services` for that year, however they are to be found. Of an area, with these units
    `inside`, only its part of the promises counts, by the budgets of the units bought that year.
    """
    bought = set(services)
    amounts = []
    for year in range(scenario.years):
        if isinstance(annual, tuple):
            before = Fraction(annual[year])
        else:
            before = annual * (1 - cut) * (1 + uplift) ** year
        amounts.append(before - sum_promised_savings(scenario, bought, year + 1, inside))
    return tuple(amounts)


def sum_promised_savings(
    scenario: Scenario, services: Iterable[str], year: int, inside: frozenset[int] | None = None
) -> Fraction:
    """Pence promised of these services in contract year `year`, or the part of the units `inside`.

    A part is that of the budgets of the units that are bought in that year, exactly.
    """
    return sum(
        (
            scenario.sum_promised(service, year)
            * _compute_budget_share(scenario, service, year, inside)
            for service in services
        ),
        Fraction(0),
    )


def _compute_budget_share(
    scenario: Scenario, service: str, year: int, inside: frozenset[int] | None
) -> Fraction:
    """The part of a service's budgets that its units `inside` have, of those bought in a year."""
    if inside is None:
        return Fraction(1)
    budgets = {
        u: unit.budget
        for u, unit in enumerate(scenario.units)
        if unit.service == service and unit.first_year <= year <= unit.last_year
    }
    total = sum(budgets.values())
    return Fraction(sum(budgets[u] for u in budgets.keys() & inside), total or 1)


def build_todays_design(scenario: Scenario) -> Design:
    """Today's contracts as lots."""
    contracts: dict[str, list[int]] = {}
    for i, unit in enumerate(scenario.units):
        contracts.setdefault(unit.contract, []).append(i)
    return build_external_design(contracts.values())


def compute_baseline(scenario: Scenario) -> tuple[Pence, ...]:
    """The yearly cost of today's contracts in pence, before promised savings, without procurement.

    Each is at the price of today's provider, at par where that is not known.
    """
    accounts = [
        compute_lot_account(
            scenario,
            lot.units,
            find_todays_price(scenario, lot),
            before_savings=True,
            procured=False,
        )
        for lot in build_todays_design(scenario).lots
    ]
    return tuple(Pence(sum(year)) for year in zip(*(a.cost for a in accounts), strict=True))


def find_todays_price(scenario: Scenario, lot: Lot) -> Fraction:
    """The price of the provider that the contract's units name, in per cent of gross value.

    Par where they name several or none, and where the provider is not in the table.
    """
    named = {scenario.units[u].provider for u in lot.units} - {""}
    if len(named) != 1:
        return PAR_PRICE
    (name,) = named
    position = _find_provider_position(scenario, name)
    gone = scenario.find_gone(name) if position is None else None
    if gone is not None and gone.price is not None:
        return gone.price
    return scenario.get_price(position)


def _find_provider_position(scenario: Scenario, name: str) -> int | None:
    """The position of a provider, or of a counted one's first copy; None where not listed."""
    known = {p.id: position for position, p in enumerate(scenario.providers or ())}
    copies = scenario.provider_copies.get(name, ())
    return known.get(name, copies[0] if copies else None)


def _is_listed(scenario: Scenario, name: str) -> bool:
    """Whether a provider stands in the table, be it as one that is gone."""
    listed = _find_provider_position(scenario, name) is not None
    return listed or scenario.find_gone(name) is not None


def describe_unlisted_providers(scenario: Scenario) -> tuple[str, ...]:
    """A remark on each of today's providers that is not in the table of providers.

    None where there is no such table.
    """
    if scenario.providers is None:
        return ()
    running: dict[str, list[str]] = {}
    for unit in scenario.units:
        if unit.provider and not _is_listed(scenario, unit.provider):
            running.setdefault(unit.provider, []).append(unit.name)
    return tuple(_write_unlisted_remark(name, units) for name, units in running.items())


def _write_unlisted_remark(name: str, units: list[str]) -> str:
    few = join_words(shorten_list(units, _MOST_LISTED_UNITS - 1, _MOST_LISTED_UNITS))
    missing = f"{quote_text(name)} runs {few} today and is not in the table of providers"
    return f"{missing}: today's cost counts its price as 100"


def bound_amount_paid(scenario: Scenario, gross: int) -> Fraction:
    """Lower bound on what is paid in a year for services of this gross value, in pence.

    The cheapest route's rate with the largest saving by size on all of it, less every integration
    saving in every locality, less up to three pennies of rounding a unit.
    """
    integration = len(scenario.localities) * sum(i.annual for i in scenario.money.integration)
    rounding = (3 if scenario.prices or scenario.funding else 2) * len(scenario.units)
    lowest = min(scenario.prices or (PAR_PRICE,)) / 100
    least = gross * min(_list_least_rates(scenario, lowest))
    return least - integration - rounding


def _list_least_rates(scenario: Scenario, lowest: Fraction) -> Iterator[Fraction]:
    """The least share of gross value that each route is paid, fixed amounts left out."""
    saving = max((point.saving for point in scenario.money.scale), default=Fraction(0))
    routes = scenario.routes
    yield lowest - saving
    if routes.in_house is not None:
        yield Fraction(1)
    if routes.prime is not None:
        yield 1 + routes.prime.fee - saving
