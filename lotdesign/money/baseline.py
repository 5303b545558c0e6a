"""What today's contracts would cost if they went on."""

from fractions import Fraction

from lotdesign.design import Design, Lot, design_of
from lotdesign.faults import quoted
from lotdesign.money.account import account
from lotdesign.pence import Pence
from lotdesign.scenario.scenario import Scenario
from lotdesign.words import listed

_FEW = 4


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

    Where they name several nobody knows whose it is, and the price is at par; so it is where the
    provider is not in the table.
    """
    named = {scenario.units[u].provider for u in lot.units} - {""}
    return scenario.price(_listed(scenario, named.pop()) if len(named) == 1 else None)


def _listed(scenario: Scenario, name: str) -> int | None:
    """The position of a provider, or of the first copy of a counted one; None for a stranger."""
    known = {p.id: position for position, p in enumerate(scenario.providers or ())}
    copies = scenario.copies.get(name, ())
    return known.get(name, copies[0] if copies else None)


def unlisted_today(scenario: Scenario) -> tuple[str, ...]:
    """What is said of each of today's providers that is not in the table of providers.

    Without a table there is nothing to be missing from.
    """
    if scenario.providers is None:
        return ()
    running: dict[str, list[str]] = {}
    for unit in scenario.units:
        if unit.provider and _listed(scenario, unit.provider) is None:
            running.setdefault(unit.provider, []).append(unit.name)
    return tuple(_remark(name, units) for name, units in running.items())


def _remark(name: str, units: list[str]) -> str:
    few = units if len(units) <= _FEW else [*units[: _FEW - 1], f"{len(units) - _FEW + 1} more"]
    missing = f"{quoted(name)} runs {listed(few)} today and is not in the table of providers"
    return f"{missing}: today's cost counts its price as 100"
