"""`separate`: a service shares lots with no other."""

from typing import Literal

from lotdesign.ledger import Ledger
from lotdesign.rules.base import Finding, Rule
from lotdesign.rules.shared.yes_or_no import each_lot
from lotdesign.scenario.scenario import Scenario
from lotdesign.scenario.values import Name, key
from lotdesign.words import named


class Separate(Rule):
    """A lot that holds the service holds only that service."""

    kind: Literal["separate"] = "separate"
    service: Name = key("the service")

    def sentence(self, scenario: Scenario) -> str:
        return f"No lot joins {named(self.service)} with another service."

    def idle(self, scenario: Scenario) -> bool:
        return len(scenario.services) == 1

    def judge(self, ledger: Ledger) -> Finding:
        lots = ledger.selected((self.service,))
        units = ledger.scenario.units
        return each_lot(
            ledger, lots, lambda held: {units[u].service for u in held} == {self.service}
        )
