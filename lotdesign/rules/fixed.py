"""`fixed`: these units are exactly one lot."""

from typing import Literal

from lotdesign.ledger import Ledger
from lotdesign.rules.base import Finding, Rule
from lotdesign.rules.shared.words import unit_names
from lotdesign.rules.shared.yes_or_no import each_lot
from lotdesign.scenario.scenario import Scenario
from lotdesign.scenario.values import Names, key


class Fixed(Rule):
    """One lot holds these units and nothing else."""

    kind: Literal["fixed"] = "fixed"
    units: Names = key("the units, a divided one standing for all its parts")

    def sentence(self, scenario: Scenario) -> str:
        if len(self.units) == 1:
            return f"{unit_names(scenario, self.units)} is a lot of its own."
        return f"{unit_names(scenario, self.units)} are one lot, with nothing else."

    def judge(self, ledger: Ledger) -> Finding:
        group = ledger.scenario.positions(self.units)
        lots = range(len(ledger.design.lots))
        return each_lot(ledger, lots, lambda u: group == set(u) or not group & set(u))
