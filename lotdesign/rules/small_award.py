"""`small_award`: what small providers hold when all lots are placed at once."""

from fractions import Fraction
from typing import ClassVar, Literal, Self

from pydantic import model_validator

from lotdesign.ledger import Ledger
from lotdesign.market.small import small_parties
from lotdesign.rules.base import Finding, Knob, Rule
from lotdesign.rules.shared.certificate import certificate_fault
from lotdesign.rules.shared.room import Reading, tightest
from lotdesign.scenario.scenario import Scenario
from lotdesign.scenario.values import Percentage, Whole, key
from lotdesign.words import percent, plural


class SmallAward(Rule):
    """In the certificate small providers hold a share of value or a number of lots."""

    reads_market: ClassVar = True
    needs_certificate: ClassVar = True
    knobs: ClassVar = (
        Knob("min_share", Fraction(1, 100), "down", "share"),
        Knob("min_lots", Fraction(1), "down", "lots"),
    )

    kind: Literal["small_award"] = "small_award"
    min_share: Percentage | None = key("least share of value", None, unit="share", least=0, most=1)
    min_lots: Whole | None = key("fewest lots", None, unit="lots", least=0)

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        if (self.min_share is None) == (self.min_lots is None):
            raise ValueError("give one of min_share and min_lots")
        return self

    def sentence(self, scenario: Scenario) -> str:
        text = "All lots together can be placed with eligible providers within their capacity"
        if self.min_share is not None:
            return f"{text}, small ones taking at least {percent(self.min_share)} of the value."
        return f"{text}, small ones taking at least {plural(self.min_lots or 0, 'lot')}."

    def judge(self, ledger: Ledger) -> Finding:
        fault = certificate_fault(ledger)
        if fault:
            return Finding(met=False, where=fault)
        little = small_parties(ledger.scenario)
        theirs = [lot for lot, winner in enumerate(ledger.award or ()) if winner in little]
        if self.min_lots is not None:
            return tightest([Reading(len(theirs), self.min_lots, False)], "lots")
        if not ledger.total_value:
            return Finding(met=True, unit="share")
        held = sum((ledger.values[lot] for lot in theirs), Fraction(0))
        share = held / ledger.total_value
        return tightest([Reading(share, self.min_share or Fraction(0), False)], "share")
