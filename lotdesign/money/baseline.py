"""What today's contracts would cost if they went on."""

from lotdesign.design import Design, design_of
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
    """The yearly cost of today's contracts, before promised cuts and without procurement."""
    accounts = [
        account(scenario, lot.units, uncut=True, procured=False)
        for lot in todays_design(scenario).lots
    ]
    return tuple(Pence(sum(year)) for year in zip(*(a.cost for a in accounts), strict=True))
