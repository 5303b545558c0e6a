"""What today's contracts would cost if they went on."""

from fractions import Fraction

from lotdesign.design import Design, Lot, design_of
from lotdesign.money.account import account
from lotdesign.pence import Pence
from lotdesign.scenario.scenario import Scenario


def todays_design(scenario: Scenario) -> Design:
    """Today's contracts as lots."""
    contracts: dict[str, list[int]] = {}
    for i, unit in enumerate(scenario.units):
        contracts.setdefault(unit.contract, []).append(i)
    return design_of(contracts.values())


def baseline(scenario: Scenario) -> tuple[Pence, ...]:
    """The yearly cost of today's contracts, before promised cuts and without procurement.

    Each at the price of today's provider, at par where that is not known.
    """
    accounts = [
        account(scenario, lot.units, todays_price(scenario, lot), uncut=True, procured=False)
        for lot in todays_design(scenario).lots
    ]
    return tuple(Pence(sum(year)) for year in zip(*(a.cost for a in accounts), strict=True))


def todays_price(scenario: Scenario, lot: Lot) -> Fraction:
    """The price of the provider that the contract's units name, in per cent of gross value.

    Where they name several nobody knows whose it is, and the price is at par.
    """
    named = {scenario.units[u].provider for u in lot.units} - {""}
    provider = named.pop() if len(named) == 1 else ""
    known = {p.id: position for position, p in enumerate(scenario.providers or ())}
    copies = scenario.copies.get(provider, ())
    return scenario.price(known.get(provider, copies[0] if copies else None))
