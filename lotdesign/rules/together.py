"""`together`: these units share a lot."""

from typing import Literal

from lotdesign.ledger import Ledger
from lotdesign.rules.base import Finding, Rule
from lotdesign.rules.shared.words import unit_names
from lotdesign.rules.shared.yes_or_no import each_lot
from lotdesign.scenario.scenario import Scenario
from lotdesign.scenario.values import Names, key


class Together(Rule):
    """A lot holds all of these units or none."""

    kind: Literal["together"] = "together"
    units: Names = key("the units, a divided one standing for all its parts")

    def sentence(self, scenario: Scenario) -> str:
        names = unit_names(scenario, self.units)
        return f"{names} share a lot." if len(self.units) > 1 else f"{names} stays in one lot."

    def idle(self, scenario: Scenario) -> bool:
        return len(scenario.positions(self.units)) == 1

    def judge(self, ledger: Ledger) -> Finding:
        group = ledger.scenario.positions(self.units)
        lots = range(len(ledger.design.lots))
        return each_lot(ledger, lots, lambda u: group <= set(u) or not group & set(u))
