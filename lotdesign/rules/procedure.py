"""`procedure`: a lot mixes no procedures."""

from typing import Literal

from lotdesign.ledger import Ledger
from lotdesign.rules.base import Finding, Rule
from lotdesign.rules.shared.yes_or_no import each_lot
from lotdesign.scenario.scenario import Scenario


class Procedure(Rule):
    """All units of a lot are procured in one way; a blank is a way of its own."""

    kind: Literal["procedure"] = "procedure"

    def sentence(self, scenario: Scenario) -> str:
        return "No lot mixes units that are procured by different procedures."

    def idle(self, scenario: Scenario) -> bool:
        return len({unit.procedure for unit in scenario.units}) == 1

    def judge(self, ledger: Ledger) -> Finding:
        units = ledger.scenario.units
        lots = range(len(ledger.design.lots))
        return each_lot(ledger, lots, lambda held: len({units[u].procedure for u in held}) == 1)
