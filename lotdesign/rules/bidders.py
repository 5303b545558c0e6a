"""`bidders`: every lot has enough eligible providers."""

from fractions import Fraction
from typing import ClassVar, Literal

from lotdesign.ledger import Ledger
from lotdesign.rules.base import Finding, Knob, Rule
from lotdesign.rules.shared.room import Reading, tightest
from lotdesign.scenario.scenario import Scenario
from lotdesign.scenario.values import Whole, key
from lotdesign.words import plural


class Bidders(Rule):
    """At least `min` providers are eligible for every external lot."""

    reads_market: ClassVar = True
    knobs: ClassVar = (Knob("min", Fraction(1), "down", "providers"),)

    kind: Literal["bidders"] = "bidders"
    min: Whole = key("fewest eligible providers", unit="providers", least=0)

    def sentence(self, scenario: Scenario) -> str:
        return f"Every lot has at least {plural(self.min, 'eligible provider')}."

    def idle(self, scenario: Scenario) -> bool:
        return self.min == 0

    def judge(self, ledger: Ledger) -> Finding:
        return tightest(
            (
                Reading(len(ledger.eligible[lot]), self.min, False, ledger.lot_name(lot))
                for lot in ledger.external
            ),
            "providers",
        )
